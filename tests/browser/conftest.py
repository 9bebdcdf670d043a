"""A real browser on the real pages: Debian's chromium against services on a real broker."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import uvicorn
from oidc_provider_mock import User, run_server_in_thread
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from databank.app import build as build_databank
from enforcement.app import build as build_enforcement
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from pandkalender.app import build as build_pandkalender

from .support.browser import PATIENCE, PHONE, OpenPage, become
from .support.police import Police
from .support.town import OWNER, Town, write_logins

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
USERS = [
    User(sub="eigenaar", claims={"functions": ["eigenaar"], "organisation": OWNER}),
    User(sub="beheerder", claims={"functions": ["beheerder"], "organisation": OWNER}),
    User(sub="agent", claims={"functions": ["politie_agent"], "organisation": "LPA"}),
    User(sub="leider", claims={"functions": ["politie_teamleider"], "organisation": "LPA"}),
    User(sub="recherche", claims={"functions": ["recherche"], "organisation": "LPA"}),
    User(
        sub="functionaris stad",
        claims={"functions": ["functionaris_gegevensbescherming_stad"], "organisation": "STAD"},
    ),
    User(sub="keeper", claims={"functions": ["politie_beheerder"], "organisation": "LPA"}),
    User(
        sub="functionaris",
        claims={"functions": ["functionaris_gegevensbescherming_politie"], "organisation": "LPA"},
    ),
    User(sub="nieuwe eigenaar", claims={"functions": ["eigenaar"], "organisation": "OWN-NIEUW"}),
]
OFFICERS = {"agent", "leider", "recherche", "keeper", "functionaris"}
BUILD = {
    "pandkalender": build_pandkalender,
    "databank": build_databank,
    "enforcement": build_enforcement,
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
    for _ in range(400):
        if server.started:
            break
        await asyncio.sleep(0.05)
    assert server.started, "the HTTP server did not start"
    yield
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


@pytest.fixture
async def open_page(chromium: Browser, town: Town) -> AsyncIterator[OpenPage]:
    """``open_page(size=PHONE, scripts=True, who="eigenaar")``: a page, signed in as somebody."""
    contexts: list[BrowserContext] = []

    async def opened(
        size: tuple[int, int] = PHONE, *, scripts: bool = True, who: str | None = "eigenaar"
    ) -> Page:
        context = await chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
            extra_http_headers={"Krachtlijn-Time": town.now.isoformat()},
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = await context.new_page()
        if who is not None:
            url = town.police_url if who in OFFICERS else town.url
            await page.goto(f"{url}/")
            await become(page, who)
            await page.wait_for_url(f"{url}/**")
        return page

    yield opened
    for context in contexts:
        await context.close()


@pytest.fixture
async def police(town: Town) -> Police:
    return Police(town)
