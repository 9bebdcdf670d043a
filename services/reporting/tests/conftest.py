"""Reporting on the real bus and database."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from chassis.settings import Settings
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from reporting.app import build

from .support.reporting import NOW, Reporting, wipe


@pytest.fixture(scope="session")
def settings(sandbox: Sandbox) -> Settings:
    """Made outside the event loop, since migrations run a loop of their own."""
    return sandbox.settings("reporting")


@pytest.fixture(scope="session")
async def running(sandbox: Sandbox, settings: Settings) -> AsyncIterator[Reporting]:
    """Without the hours at which it tells and plans by itself: tests ask for them."""
    app = build(settings)
    async with sandbox.asking("reporting", owner=True) as owner:
        await owner.execute(
            "DELETE FROM bus_timer WHERE name IN ('report-schedule', 'persons-told')"
        )
    async with sandbox.serve(app) as client:
        yield Reporting(sandbox, app, client)


@pytest.fixture
async def reporting(running: Reporting) -> AsyncIterator[Reporting]:
    """The service with nothing told yet, at the same hour as ever."""
    clock = running.app.state.clock
    clock.begin_again(datetime.fromisoformat(NOW))
    await wipe(running.sandbox)
    yield running
    clock.begin_again(datetime.fromisoformat(NOW))
