"""Every route of every service, for every kind of token (handbook DP-01, DP-07)."""

import asyncio
from collections.abc import Callable, Collection, Mapping

import httpx
import pytest
from fastapi import FastAPI

from chassis.web import (
    DOMAIN_OF,
    Actor,
    Function,
    TrustDomain,
    permissions,
    undeclared_routes,
)
from chassis.web.authorisation import differences, rows
from chassis.web.login import Assurance, SignIn, sessions
from launcher.sandbox import Sandbox

from .support.services import TRUSTS, Built, client_of, concrete, is_page
from .support.shares import SHARES, Route, of_turn

STREAM = "/stroom"
"""How the address of a page's stream of news ends."""


def asked_by(
    function: Function | None, may: Mapping[Route, Collection[Function]], share: int
) -> list[Route]:
    """The routes that the function asks in this share, in the first also those that it is the
    first to be let in to; ``may`` says who may."""
    turn = [None, *Function].index(function)
    asked = of_turn(may, turn, share)
    first = [route for route, its in may.items() if share == 0 and function in sorted(its)[:1]]
    return list(dict.fromkeys([*asked, *first]))


def routes(app: FastAPI) -> list[tuple[str, str]]:
    return [(method, concrete(path)) for method, path in permissions(app)]


async def answers(
    app: FastAPI, token: str | None, only: Callable[[str, str], bool] = lambda _m, _p: True
) -> dict[tuple[str, str], httpx.Response]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with client_of(app) as client:
        return {
            (method, path): await client.request(method, path, headers=headers)
            for method, path in routes(app)
            if only(method, path) and not is_page(app, path)
        }


def assert_refused(found: dict[tuple[str, str], httpx.Response], status: int) -> None:
    assert found
    for route, response in found.items():
        assert response.status_code == status, route
        assert response.headers["content-type"].startswith("application/problem+json"), route


def test_every_route_says_who_may_use_it(built: Built, service: str) -> None:
    assert undeclared_routes(built(service)) == []


def test_every_route_is_in_the_table_and_says_the_same(built: Built, service: str) -> None:
    app = built(service)
    assert differences(app, app.state.table) == []


async def test_without_a_token_nothing_answers(built: Built, service: str) -> None:
    app = built(service)
    assert_refused(await answers(app, None), 401)
    async with client_of(app) as client:
        for path in ("/", "/docs", "/openapi.json", "/nowhere", "/v1/nowhere"):
            response = await client.get(path)
            if is_page(app, path) and path not in ("/docs", "/openapi.json"):
                assert response.headers["location"].startswith("/aanmelden"), path
            else:
                assert response.status_code == 401, path


@SHARES
async def test_no_token_opens_a_page(
    built: Built, sandbox: Sandbox, service: str, share: int
) -> None:
    app = built(service)
    pages = {route: () for route in routes(app) if is_page(app, route[1])}
    async with client_of(app) as client:
        for function in (None, *Function):
            token = sandbox.token(function, service=service) if function else None
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            for method, path in asked_by(function, pages, share):
                response = await client.request(method, path, headers=headers)
                if method == "GET":
                    assert response.headers["location"].startswith("/aanmelden"), path
                else:
                    assert response.status_code == 403, path


WORKS_AT = {"registry": "GHAPRO"}
"""Where an organisation is one of a closed list; elsewhere any will do."""


@SHARES
async def test_a_page_opens_for_its_own_functions_alone(
    built: Built, sandbox: Sandbox, service: str, share: int
) -> None:
    app = built(service)
    pages = {
        route: row.functions
        for route, row in rows(app.state.table)
        if is_page(app, route[1]) and not row.anybody
    }
    if not pages:
        return
    await asyncio.to_thread(sandbox.database, service)
    for function in Function:
        actor = Actor("iemand", function, WORKS_AT.get(service, "ergens"), DOMAIN_OF[function])
        async with app.state.database.connection() as conn:
            token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        async with client_of(app) as client:
            client.cookies.set(app.state.login.cookies.session, token)
            for method, path in asked_by(function, pages, share):
                allowed = pages[method, path]
                if path.endswith(STREAM) and function in allowed:
                    continue  # it would go on for as long as the browser listens
                headers = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
                response = await client.request(method, concrete(path), headers=headers)
                assert (response.status_code != 403) == (function in allowed), (function, path)
                assert response.status_code < 500, (function, path)


async def test_an_expired_token_opens_nothing(built: Built, sandbox: Sandbox, service: str) -> None:
    for domain in TRUSTS[service]:
        function = next(f for f, of in DOMAIN_OF.items() if of == domain)
        token = sandbox.token(function, service=service, ttl=-60)
        assert_refused(await answers(built(service), token), 401)


@pytest.mark.parametrize(
    ("asked", "domain"),
    [
        (service, domain)
        for service, trusted in TRUSTS.items()
        for domain in TrustDomain
        if domain not in trusted
    ],
)
async def test_a_token_of_a_domain_that_is_not_trusted_is_refused_everywhere(
    built: Built, sandbox: Sandbox, asked: str, domain: TrustDomain
) -> None:
    for function in (f for f, of in DOMAIN_OF.items() if of == domain):
        assert_refused(await answers(built(asked), sandbox.token(function, service=asked)), 403)


@SHARES
async def test_every_function_may_what_its_table_says_and_nothing_else(
    built: Built, sandbox: Sandbox, service: str, share: int
) -> None:
    app = built(service)
    may = {
        route: row.functions
        for route, row in rows(app.state.table)
        if not row.anybody and not is_page(app, route[1])
    }
    walked = 0
    async with client_of(app) as client:
        for function in Function:
            headers = {
                "Authorization": f"Bearer {sandbox.token(function, 'GHAPRO', service=service)}",
                "Krachtlijn-Purpose": "toezicht",
            }
            for method, path in asked_by(function, may, share):
                response = await client.request(method, concrete(path), headers=headers)
                refused = response.status_code == 403 and code_of(response) == "geen-toegang"
                assert refused == (function not in may[method, path]), (function, method, path)
                assert response.status_code != 401, (function, method, path)
                assert response.status_code < 500, (function, method, path, response.text)
                walked += 1
    assert walked


def code_of(response: httpx.Response) -> object:
    return response.json().get("code")


def test_care_and_police_trust_no_common_domain() -> None:
    assert not TRUSTS["registry"] & TRUSTS["databank"]
    assert "politie" not in TRUSTS["registry"]
    assert "zorg" not in TRUSTS["databank"] | TRUSTS["pandkalender"] | TRUSTS["enforcement"]
