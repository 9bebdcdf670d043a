"""Bad input gets a clear refusal in Dutch and changes nothing, on every endpoint with a body."""

import json
import re
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis.web import DOMAIN_OF, Actor, permissions
from chassis.web.login import Assurance, SignIn, sessions
from launcher.sandbox import Sandbox

from .support.shares import HALVES

Built = Callable[[str], FastAPI]

BODIES: list[bytes] = [
    b"",
    b"{",
    b"[]",
    b'"text"',
    b"null",
    b"{}",
    b'{"unknown": true}',
    b"\xff\xfe",
    b'{"a": "\\u0000"}',
    ("[" * 2000 + "]" * 2000).encode(),
    json.dumps({"roomId": 3, "startsAt": "yesterday", "worker": [], "at": "2026-13-45"}).encode(),
    json.dumps(dict.fromkeys(("roomId", "branch", "kind", "outcome"), "x" * 5000)).encode(),
    b'{"a": ' + b"9" * 400 + b"}",
]


async def counts(sandbox: Sandbox, service: str) -> dict[str, int]:
    async with sandbox.asking(service, owner=True) as conn:
        tables = await conn.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {
            row["tablename"]: await conn.fetchval(f'SELECT count(*) FROM "{row["tablename"]}"')
            for row in tables
            if row["tablename"] not in {"bus_lease", "bus_timer"}
        }


@HALVES
@pytest.mark.parametrize("path", ["unknown-id", "known-form"])
async def test_every_endpoint_refuses_rubbish_clearly_and_keeps_its_data(
    built: Built, sandbox: Sandbox, service: str, path: str, half: int
) -> None:
    """In a short run each endpoint is sent each body once, at one of both addresses."""
    app = built(service)
    taking = {
        (method, route): functions
        for (method, route), functions in permissions(app).items()
        if method in {"POST", "PUT", "PATCH", "DELETE"} and route.startswith("/v1/")
    }
    before = await counts(sandbox, service)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        for nr, ((method, route), functions) in enumerate(taking.items(), start=half):
            token = sandbox.token(sorted(functions)[0], service=service)
            place = re.sub(r"{[^}]+}", "x" if path == "unknown-id" else str(uuid4()), route)
            for body in BODIES[(nr + (path == "known-form")) % 2 :: 2]:
                response = await client.request(
                    method,
                    place,
                    content=body,
                    headers={
                        "Authorization": f"Bearer {token}",
                        "Content-Type": "application/json",
                        "Krachtlijn-Purpose": "toezicht",
                    },
                )
                where = (method, route, body[:40])
                assert 400 <= response.status_code < 500, where
                assert response.headers["content-type"].startswith("application/problem+json")
                problem = response.json()
                assert problem["title"], where
                assert problem["code"], where
                if response.status_code == 422:
                    assert problem["errors"], where
                    assert all(e["field"] is not None and e["reason"] for e in problem["errors"])
    assert await counts(sandbox, service) == before


FORMS: list[dict[str, str]] = [
    {},
    {"onbekend": "ja"},
    {"ruimte": "x", "dag": "gisteren", "wie": "\x00", "van": "99", "tot": "\ud800"},
    {"rooster": "x" * 5000, "reden": "omdat", "shift": "x", "naar": "nooit", "dagen": "8"},
]

NOTHING_TO_FILL_IN = {"/identiteiten/volgende"}
"""Forms that are whole when they are empty; they too refuse what they do not know."""
ASKS_FIRST = {
    "/zoeken/personen": "/zoeken",
    "/splitsen/{person_id}/ander": "/splitsen/{person_id}/ander",
}
"""Forms that lead to the question for what somebody looks, until that is answered."""


@HALVES
async def test_every_form_refuses_rubbish_with_a_page_and_keeps_its_data(
    built: Built, sandbox: Sandbox, service: str, half: int
) -> None:
    app = built(service)
    forms = {
        route: sorted(functions)[0]
        for (method, route), functions in permissions(app).items()
        if method == "POST" and hasattr(app.state, "login") and not route.startswith("/v1/")
    }
    before = await counts(sandbox, service)
    for nr, (route, function) in enumerate(forms.items(), start=half):
        actor = Actor("iemand", function, "ergens", DOMAIN_OF[function])
        async with app.state.database.connection() as conn:
            token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            client.cookies.set(app.state.login.cookies.session, token)
            for form in (FORMS[1:] if route in NOTHING_TO_FILL_IN else FORMS)[nr % 2 :: 2]:
                unknown = str(uuid4())
                place, first = (
                    re.sub(r"{[^}]+}", unknown, path) for path in (route, ASKS_FIRST.get(route, ""))
                )
                body = urlencode(form, errors="surrogatepass")
                response = await client.post(
                    place,
                    content=body,
                    headers={
                        "Accept": "text/html",
                        "Content-Type": "application/x-www-form-urlencoded",
                        "Sec-Fetch-Site": "same-origin",
                    },
                )
                if response.headers.get("location") == first:
                    continue
                assert 400 <= response.status_code < 500, (route, form, response.text[:2000])
                assert response.headers["content-type"].startswith("text/html"), route
    after = await counts(sandbox, service)
    # A form that comes back with the people of the house in it was a look at them.
    beside = {"web_session", "access_log"}
    assert {t: n for t, n in after.items() if t not in beside} == {
        t: n for t, n in before.items() if t not in beside
    }
