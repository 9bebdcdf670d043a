"""Requests as users send them, against a real server that answers as ours do."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from chassis.web import new_key_pair
from simulator.play import actors
from simulator.play.actors import OFFICERS, Tokens
from simulator.play.http import Http, SurpriseError, UnreachableError

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)


def server_app() -> FastAPI:
    app = FastAPI()
    app.state.busy = 2

    @app.post("/v1/busy")
    async def busy() -> JSONResponse:
        app.state.busy -= 1
        return JSONResponse({}, 503 if app.state.busy >= 0 else 201)

    @app.post("/v1/echo")
    async def echo(request: Request) -> dict[str, object]:
        return {"headers": dict(request.headers), "body": await request.json()}

    @app.put("/v1/kept", status_code=204)
    async def kept() -> None:
        """FastAPI says that it is JSON, and sends none."""

    @app.get("/v1/things")
    async def things(page: int, pagesize: int) -> dict[str, object]:
        links = {"next": {"href": "/"}} if page < 3 else {}
        return {"_links": links, "_embedded": {"things": [{"n": page}]}}

    @app.post("/v1/wrong")
    async def wrong() -> JSONResponse:
        errors = [{"field": "worker.familyName", "reason": "Popescu kan niet."}]
        return JSONResponse({"code": "ongeldig", "errors": errors}, 422)

    return app


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[Http]:
    for domain in ("eigenaar", "politie"):
        (tmp_path / f"{domain}.key").write_text(new_key_pair()[0])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(server_app(), log_level="error"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        services = {
            "databank": f"http://127.0.0.1:{listening.getsockname()[1]}",
            "nobody": "http://127.0.0.1:1",
        }
        async with Http(services, {}, Tokens(tmp_path)) as client:
            yield client
        server.should_exit = True
        await serving


async def test_a_busy_service_is_asked_again(http: Http) -> None:
    answer = await http.post("databank", "/v1/busy", OFFICERS[0], AT)
    assert answer.status == 201
    assert http.requests["databank"] == 1
    assert http.sent[answer.correlation_id] <= answer.sent_at


async def test_a_request_says_when_it_happens_who_asks_and_why(http: Http) -> None:
    police = (await http.post("databank", "/v1/echo", OFFICERS[0], AT, {"a": 1})).body
    assert police["body"] == {"a": 1}
    assert police["headers"]["krachtlijn-time"] == "2026-01-05T13:00:00+01:00"
    assert police["headers"]["krachtlijn-purpose"] == "toezicht"
    owner = (await http.post("databank", "/v1/echo", actors.owner("OWN-001"), AT, {})).body
    assert "krachtlijn-purpose" not in owner["headers"]
    assert owner["headers"]["authorization"] != police["headers"]["authorization"]


async def test_a_collection_is_read_to_its_last_page(http: Http) -> None:
    assert [item["n"] async for item in http.every("databank", "/v1/things", OFFICERS[0], AT)] == [
        1,
        2,
        3,
    ]


async def test_a_surprise_names_the_field_and_never_what_was_in_it(http: Http) -> None:
    answer = await http.post("databank", "/v1/wrong", OFFICERS[0], AT, {})
    said = str(SurpriseError("declare S1", answer))
    assert said == "declare S1 answered 422 ongeldig (worker.familyName)"


async def test_a_service_that_is_not_there_is_said_to_be_unreachable(http: Http) -> None:
    with pytest.raises(UnreachableError, match="nobody does not answer"):
        await http.post("nobody", "/v1/echo", OFFICERS[0], AT, {})


async def test_an_answer_without_content_is_none_whatever_it_says_it_is(http: Http) -> None:
    answer = await http.put("databank", "/v1/kept", OFFICERS[0], AT, {"number": 1})
    assert (answer.status, answer.body) == (204, None)
