"""A real browser on the real pages: Debian's chromium against services on a real broker."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import uvicorn
from oidc_provider_mock import User, run_server_in_thread
from playwright.async_api import Browser, Page, async_playwright, expect

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from databank.app import build as build_databank
from enforcement.app import build as build_enforcement
from launcher import programs
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from pandkalender.app import build as build_pandkalender
from registry.app import build as build_registry
from reporting.app import build as build_reporting

from .support.browser import PATIENCE, PHONE, OpenPage, become
from .support.police import Police
from .support.tabs import Tabs
from .support.town import OWNER, Town, write_logins

CHROMIUM = programs.CHROMIUM.find_any()
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=slight",  # as in a window: the pictures are the same
    # Scripts that run once, axe's most of all: to optimise them costs more than it saves.
    "--js-flags=--always-sparkplug --no-opt --no-maglev",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
"""It meets nobody but the services of the test: no page of ours may need more."""
STRONG = {"acr": "2"}
"""They signed in with a second factor."""
USERS = [
    User(sub="eigenaar", claims={"functions": ["eigenaar"], "organisation": OWNER, **STRONG}),
    User(sub="beheerder", claims={"functions": ["beheerder"], "organisation": OWNER, **STRONG}),
    User(sub="agent", claims={"functions": ["politie_agent"], "organisation": "LPA", **STRONG}),
    User(
        sub="leider", claims={"functions": ["politie_teamleider"], "organisation": "LPA", **STRONG}
    ),
    User(sub="recherche", claims={"functions": ["recherche"], "organisation": "LPA", **STRONG}),
    User(
        sub="functionaris stad",
        claims={
            "functions": ["functionaris_gegevensbescherming_stad"],
            "organisation": "STAD",
            **STRONG,
        },
    ),
    User(
        sub="keeper", claims={"functions": ["politie_beheerder"], "organisation": "LPA", **STRONG}
    ),
    User(
        sub="functionaris",
        claims={
            "functions": ["functionaris_gegevensbescherming_politie"],
            "organisation": "LPA",
            **STRONG,
        },
    ),
    User(
        sub="nieuwe eigenaar",
        claims={"functions": ["eigenaar"], "organisation": "OWN-NIEUW", **STRONG},
    ),
]
OFFICERS = {"agent", "leider", "recherche", "keeper", "functionaris"}
BUILD = {
    "pandkalender": build_pandkalender,
    "databank": build_databank,
    "enforcement": build_enforcement,
    "registry": build_registry,
    "reporting": build_reporting,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        for item in items:
            if "browser" in str(item.path):
                item.add_marker(pytest.mark.skip(reason="chromium is missing: make install"))


def own_door() -> socket.socket:
    """On a port of this run alone: others may test the screens at the same time."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    return door


@asynccontextmanager
async def served(app: Any, door: socket.socket) -> AsyncIterator[None]:
    """The application behind a real HTTP server on loopback, as the launcher runs it."""
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server.serve(sockets=[door]))
    for _ in range(1_200):
        if server.started:
            break
        await asyncio.sleep(0.05)
    assert server.started, "the HTTP server did not start"
    try:
        yield
    finally:
        server.should_exit = True
        await task


@pytest.fixture(scope="session")
async def town(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    with run_server_in_thread(user_claims=USERS) as issuer:
        logins = tmp_path_factory.mktemp("logins") / "logins.json"
        write_logins(logins, f"http://localhost:{issuer.server_port}")
        async with AsyncExitStack() as stack:
            apps, urls = {}, {}
            for name, build in BUILD.items():
                door = own_door()
                urls[name] = f"http://127.0.0.1:{door.getsockname()[1]}"
                settings = await asyncio.to_thread(sandbox.settings, name)
                chosen = settings.model_copy(update={"logins": logins, "public_url": urls[name]})
                apps[name] = build(chosen)
                await stack.enter_async_context(served(apps[name], door))
            town = Town(sandbox, apps, urls)
            await town.settle()
            yield town


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


async def signed_in(town: Town, service: str, who: str) -> str:
    """The token of a new session of one of ``USERS``."""
    (claims,) = (user.claims for user in USERS if user.sub == who)
    function = Function(claims["functions"][0])
    actor = Actor(who, function, claims["organisation"], DOMAIN_OF[function])
    async with town.apps[service].state.database.connection() as conn:
        return await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> Tabs:
    return Tabs(chromium)


@pytest.fixture
async def open_page(tabs: Tabs, town: Town) -> AsyncIterator[OpenPage]:
    """``open_page(size=PHONE, scripts=True, who="eigenaar")``: an empty page, signed in as somebody
    at the site where they work, or at another ``service``.

    The session is made where the login makes it, which spares each test six pages. Who asks for
    ``issuer=True`` goes the whole way, and is on the first page of the function. ``own=True`` is
    for a test that listens, routes or emulates on its page: its tab is for no other test.
    """
    given: list[Page] = []

    async def opened(
        size: tuple[int, int] = PHONE,
        *,
        scripts: bool = True,
        who: str | None = "eigenaar",
        service: str | None = None,
        issuer: bool = False,
        own: bool = False,
    ) -> Page:
        headers = {"Krachtlijn-Time": town.now.isoformat()}
        page = await tabs.take(size, headers, scripts=scripts, own=own)
        given.append(page)
        if who is None:
            return page
        service = service or ("databank" if who in OFFICERS else "pandkalender")
        url = town.urls[service]
        if issuer:
            await page.goto(f"{url}/")
            await become(page, who)
            await page.wait_for_url(f"{url}/**")
        else:
            token = await signed_in(town, service, who)
            await page.context.add_cookies([{"name": f"kl-{service}", "value": token, "url": url}])
        return page

    yield opened
    for page in given:
        await tabs.give_back(page)


@pytest.fixture
async def police(town: Town) -> Police:
    return Police(town)
