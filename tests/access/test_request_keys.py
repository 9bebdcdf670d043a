"""Every POST of every API takes an Idempotency-Key, and takes it in the transaction of its work."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from chassis.edge import transaction
from chassis.web import permissions
from chassis.web.authorisation.table import Route, rows
from contracts import SERVICES
from launcher.sandbox import Sandbox

from .support.services import Built, client_of, concrete


def posts(app: FastAPI) -> set[Route]:
    """By the table of authorisation: the POSTs that are no form of a page."""
    return {(m, path) for (m, path), _ in rows(app.state.table) if m == "POST" and "/v1/" in path}


def needs(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for child in dependant.dependencies:
        yield from needs(child)


def test_there_are_many(built: Built) -> None:
    assert sum(len(posts(built(service))) for service in SERVICES) > 80


async def test_every_post_looks_at_its_key_and_answers_who_sends_a_bad_one(
    built: Built, sandbox: Sandbox, service: str
) -> None:
    app = built(service)
    functions = permissions(app)
    async with client_of(app) as client:
        for route in posts(app):
            token = sandbox.token(sorted(functions[route])[0], service=service)
            answer = await client.post(
                concrete(route[1]),
                json={},
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "kort"},
            )
            assert answer.status_code == 422, route
            assert answer.json()["errors"][0]["field"] == "Idempotency-Key", route


def test_every_post_works_in_a_transaction_that_can_keep_its_key(
    built: Built, service: str
) -> None:
    app = built(service)
    with_transaction = {
        ("POST", route.path)
        for route in iter_route_contexts(app.routes)
        if "POST" in (route.methods or ()) and transaction in needs(route.dependant)
    }
    assert posts(app) <= with_transaction


def test_the_header_is_documented_at_every_post(built: Built, service: str) -> None:
    app = built(service)
    paths = app.openapi()["paths"]
    for _, path in posts(app):
        names = [each.get("name") for each in paths[path]["post"].get("parameters", [])]
        assert names.count("Idempotency-Key") == 1, path
    assert not [
        path
        for path, operations in paths.items()
        for method, operation in operations.items()
        if method != "post"
        for each in operation.get("parameters", [])
        if each.get("name") == "Idempotency-Key"
    ]
