"""Somebody signs in to the pages of a service by its issuer, against real servers."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from simulator.play.actors import Account, Tokens
from simulator.play.http import Http, StrangePageError
from simulator.play.site import signed_in

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
OWNER = Account("eigenaar", "koper van dat huis")
SEEN_BY_BROWSERS = "https://login.voorbeeld.example"
"""The issuer's name for browsers, which the city cannot reach."""


def service_app() -> FastAPI:
    app = FastAPI()

    @app.get("/aanmelden/eigenaar")
    async def to_issuer() -> RedirectResponse:
        return RedirectResponse(f"{SEEN_BY_BROWSERS}/eigenaar/oauth2/authorize?state=s1", 303)

    @app.get("/aanmelden/eigenaar/terug")
    async def back(code: str) -> RedirectResponse:
        answer = RedirectResponse("/vandaag", 303)
        answer.set_cookie("kl", code)
        return answer

    @app.get("/aanvragen/{_id}")
    async def page(request: Request, _id: str) -> HTMLResponse:
        who = request.cookies.get("kl")
        said = f'{who} {request.headers["krachtlijn-time"]} name="sleutel" value="k1"'
        return HTMLResponse(said if who else "", 200 if who else 401)

    @app.post("/aanvragen/{_id}")
    async def send(request: Request, _id: str) -> RedirectResponse:
        accepted = request.headers["sec-fetch-site"] == "same-origin"
        return RedirectResponse("/aanvragen/7?ok=1", 303 if accepted else 403)

    return app


def issuer_app() -> FastAPI:
    app = FastAPI()

    @app.post("/eigenaar/oauth2/authorize")
    async def choose(state: str, sub: str = Form(), sterk: str = Form()) -> RedirectResponse:
        code = f"{sub.split()[0]}-{sterk}-{state}"
        back = f"https://pandkalender.voorbeeld.example/aanmelden/eigenaar/terug?code={code}"
        return RedirectResponse(back, 302)

    return app


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[Http]:
    async with (
        served(service_app()) as service,
        served(issuer_app()) as issuer,
        Http({"pandkalender": service}, {}, Tokens(tmp_path), login=issuer) as client,
    ):
        yield client


async def test_who_signs_in_has_a_session_at_the_moment_of_the_city(http: Http) -> None:
    async with signed_in(http, "pandkalender", OWNER, AT) as site:
        page = await site.page("/aanvragen/7")
    assert page.startswith("koper-ja-s1 2026-01-05T13:00:00+01:00")


async def test_a_form_leads_to_a_page_of_the_service(http: Http) -> None:
    async with signed_in(http, "pandkalender", OWNER, AT) as site:
        assert await site.key("/aanvragen/7") == "k1"
        assert await site.submit("/aanvragen/7", {"naam": "Iemand"}) == "/aanvragen/7?ok=1"


async def test_a_strange_page_is_told_by_its_place_alone(http: Http) -> None:
    async with signed_in(http, "pandkalender", OWNER, AT) as site:
        with pytest.raises(StrangePageError, match=r"^a form of /geheim answered 404$"):
            await site.submit("/geheim/popescu", {"naam": "Popescu"})


async def test_nobody_signs_in_whom_the_issuer_does_not_know(http: Http) -> None:
    with pytest.raises(StrangePageError, match="leads nowhere"):
        async with signed_in(http, "pandkalender", Account("politie", "agent"), AT):
            pass
