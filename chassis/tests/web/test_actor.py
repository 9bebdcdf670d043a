"""Nobody gets in without a token, and no route is open because somebody forgot."""

from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI
from starlette.websockets import WebSocket

from chassis.web import Actor, Function, TrustDomain, allow, secure, undeclared_routes


@pytest.mark.parametrize(
    "path",
    ["/v1/moment", "/v1/nothing", "/", "/docs", "/openapi.json", "/health/ready", "/metrics"],
)
async def test_without_token_every_path_answers_401(stranger: httpx.AsyncClient, path: str) -> None:
    answer = await stranger.get(path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="krachtlijn"'
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Meld je aan om verder te gaan."


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic dTpw", "Bearer a.b.c", "Token x", "Bearer é"]
)
async def test_a_header_without_sound_token_answers_401(
    stranger: httpx.AsyncClient, header: str
) -> None:
    headers = [(b"Authorization", header.encode())]
    answer = await stranger.get("/v1/moment", headers=headers)
    assert answer.status_code == 401


async def test_two_tokens_are_none(stranger: httpx.AsyncClient, token: Any) -> None:
    headers = [("Authorization", f"Bearer {token()}")] * 2
    assert (await stranger.get("/v1/moment", headers=headers)).status_code == 401


async def test_an_expired_token_says_so(stranger: httpx.AsyncClient, token: Any) -> None:
    headers = {"Authorization": f"Bearer {token(ttl=-60)}"}
    answer = await stranger.get("/v1/moment", headers=headers)
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


async def test_dp01_a_care_token_is_refused_by_a_police_service(
    stranger: httpx.AsyncClient, token: Any
) -> None:
    care = token(TrustDomain.ZORG, Function.ZORG_REGISTRATOR)
    for path in ("/v1/moment", "/v1/nothing"):
        answer = await stranger.get(path, headers={"Authorization": f"Bearer {care}"})
        assert answer.status_code == 403
        assert answer.json()["code"] == "geen-toegang"


async def test_another_function_of_the_domain_is_refused(
    stranger: httpx.AsyncClient, token: Any
) -> None:
    headers = {"Authorization": f"Bearer {token(function=Function.RECHERCHE)}"}
    assert (await stranger.get("/v1/moment", headers=headers)).status_code == 403


async def test_a_permitted_function_gets_an_answer_that_nobody_keeps(
    agent: httpx.AsyncClient,
) -> None:
    answer = await agent.get("/v1/moment")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


async def test_documentation_names_the_token(agent: httpx.AsyncClient) -> None:
    schema = (await agent.get("/openapi.json")).json()
    assert schema["paths"]["/v1/moment"]["get"]["security"] == [{"token": []}]


def test_a_service_that_declares_all_has_no_undeclared_routes(app: FastAPI) -> None:
    assert undeclared_routes(app) == []


def test_a_forgotten_declaration_is_found(app: FastAPI) -> None:
    inner = APIRouter()

    @inner.get("/forgotten/{nr}")
    async def forgotten(nr: str) -> None: ...

    @inner.websocket("/live")
    async def live(websocket: WebSocket) -> None: ...

    @inner.get("/kept", dependencies=[allow(Function.RECHERCHE)])
    async def kept() -> None: ...

    async def who(actor: Annotated[Actor, allow(Function.RECHERCHE)]) -> Actor:
        return actor

    @inner.get("/indirect")
    async def indirect(actor: Annotated[Actor, Depends(who)]) -> None: ...

    outer = APIRouter(prefix="/deep")
    outer.include_router(inner, prefix="/er")
    app.include_router(outer)
    app.mount("/static", FastAPI())
    assert undeclared_routes(app) == [
        "* /deep/er/live",
        "* /static",
        "GET /deep/er/forgotten/{nr}",
    ]


def test_a_whole_router_may_be_declared_at_once(app: FastAPI) -> None:
    router = APIRouter()

    @router.get("/here")
    async def here() -> None: ...

    app.include_router(router, prefix="/x", dependencies=[allow(Function.RECHERCHE)])
    assert undeclared_routes(app) == []


async def test_without_secure_nobody_is_let_through() -> None:
    app = FastAPI()

    @app.get("/x")
    async def x(actor: Annotated[Actor, allow(Function.RECHERCHE)]) -> None: ...

    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        assert (await client.get("/x")).status_code == 500


def test_allow_without_function_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nobody"):
        allow()


async def test_an_open_path_may_be_a_prefix(keys: Any) -> None:
    app = FastAPI()
    secure(app, keys.issuers, {TrustDomain.STAD}, {"/static/"})
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        assert (await client.get("/static/look.css")).status_code == 404
        assert (await client.get("/static")).status_code == 401
        assert (await client.get("/staticx")).status_code == 401


async def test_a_socket_without_token_is_closed(app: FastAPI) -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app({"type": "websocket", "path": "/live", "headers": []}, receive, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]
