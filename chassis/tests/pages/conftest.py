"""A toy service with pages, a real login issuer beside it, and somebody with a browser."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import pytest
from fastapi import APIRouter, FastAPI, Request
from oidc_provider_mock import User, run_server_in_thread
from pydantic import Field, SecretStr
from starlette.responses import Response

from chassis.clock import SystemClock
from chassis.db import Database
from chassis.edge import Tx
from chassis.settings import Settings
from chassis.web import (
    Actor,
    Body,
    Function,
    Issuers,
    TrustDomain,
    allow,
    install,
    revocations,
    secure,
    security_events,
)
from chassis.web.authorisation.gate import ask_fresh
from chassis.web.login import session_pages, upgrade
from chassis.web.pages import Item, Pages, go, page, read, setup, tell

from .support.browser import HERE, Browser

Agent = Annotated[Actor, allow(Function.POLITIE_AGENT)]
BOTH = frozenset({Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER})

TABLES = "web_session, web_login, web_form, web_logout_token, web_revocation, web_security_event"

USERS = [
    User(
        sub="beheerder-1",
        claims={"functions": ["kl-beheerder"], "organisation": "LPA", "acr": "2"},
    ),
    User(sub="agent-1", claims={"functions": ["kl-agent"], "organisation": "LPA", "acr": "2"}),
    User(
        sub="teamleider-1", claims={"functions": ["kl-leider"], "organisation": "LPA", "acr": "2"}
    ),
    User(
        sub="bezoeker-1", claims={"functions": ["iets-anders"], "organisation": "LPA", "acr": "2"}
    ),
]


class Note(Body):
    text: str = Field(min_length=3, max_length=40)


router = APIRouter(include_in_schema=False)


@router.get("/")
async def get_start(request: Request, actor: Agent) -> Response:
    return page(request, "start.html", form=None)


@router.get("/lijst")
async def get_list(request: Request, actor: Agent) -> Response:
    return page(request, "start.html", form=None)


@router.post("/")
async def post_note(request: Request, tx: Tx, actor: Agent) -> Response:
    form = await read(request, Note)
    if form.model is None:
        return page(request, "start.html", status=422, form=form)
    await tell(tx, request, "Je nota is bewaard.")
    if form.model.text == "stuk":
        raise RuntimeError("the transaction fails after telling")
    return go("/")


@router.get("/streng")
async def get_strict(request: Request, actor: Agent) -> Response:
    return page(request, "start.html", form=None)


@router.post("/streng")
async def post_strict(request: Request, tx: Tx, actor: Agent) -> Response:
    return await post_note(request, tx, actor)


@router.get("/v1/iets")
async def get_api(actor: Agent) -> dict[str, str]:
    return {"who": actor.subject}


PAGES = Pages(
    package="toysite",
    title="Proefsite",
    navigation=[Item("Begin", "/", BOTH), Item("Lijst", "/lijst", BOTH)],
)


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    with run_server_in_thread(user_claims=USERS) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(database_url)
    await conn.execute(f"DROP TABLE IF EXISTS {TABLES}")
    statements: list[str] = []
    upgrade(statements.append)
    for statement in [*statements, revocations.TABLE, *security_events.TABLE.split(";")]:
        await conn.execute(statement)
    yield conn
    await conn.execute(f"DROP TABLE {TABLES}")
    await conn.close()


@pytest.fixture
async def build(
    database_url: str,
    owner: asyncpg.Connection,
    issuer: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Callable[..., FastAPI]]:
    """``build(public_url=..., logins=...)`` makes the service."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    databases: list[Database] = []
    politie = {
        "issuer": issuer,
        "client_id": "proef",
        "client_secret": "geheim",
        "functions": {
            "kl-agent": "politie_agent",
            "kl-leider": "politie_teamleider",
            "kl-beheerder": "politie_beheerder",
        },
    }

    def made(
        public_url: str = HERE, logins: dict[str, Any] | None = None, *, hsts: bool | None = None
    ) -> FastAPI:
        import json

        file = tmp_path / "logins.json"
        file.write_text(json.dumps(logins or {"politie": politie}))
        settings = Settings(
            amqp_url=SecretStr("amqp://127.0.0.1"),
            database_url=SecretStr(database_url),
            seal_public=tmp_path,
            issuers=tmp_path,
            logins=file,
            public_url=public_url,
            hsts=hsts,
        )
        database = Database(database_url)
        databases.append(database)
        app = FastAPI()
        app.state.name, app.state.clock, app.state.database = "proef", SystemClock(), database
        install(app)
        accepted = {TrustDomain.POLITIE, TrustDomain.STAD}
        browser_auth = setup.mount(app, PAGES, settings, database, accepted)
        session_pages.mount(app, accepted)
        secure(app, Issuers({}, "proef"), accepted, setup.OPEN_PATHS, browser_auth)
        app.include_router(router)
        ask_fresh(app, {("GET", "/streng"), ("POST", "/streng")})
        return app

    yield made
    for database in databases:
        await database.close()


@pytest.fixture
async def app(build: Callable[..., FastAPI]) -> FastAPI:
    return build()


@pytest.fixture
async def browser(app: FastAPI) -> Browser:
    return Browser(app)
