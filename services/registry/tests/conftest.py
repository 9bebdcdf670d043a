"""The registry on a real broker and database, and organisations that deliver."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import pytest

from chassis.db import Database
from contracts.codes import CareOrganisation
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from registry.app import build
from registry.corrections.keep_upload import UPLOAD_OVER
from registry.settings import RegistrySettings

from .support.registry import FEBRUARY, Registry


@pytest.fixture(scope="session")
async def running(sandbox: Sandbox) -> AsyncIterator[Registry]:
    settings = RegistrySettings(minors=frozenset({CareOrganisation.BOYS}))
    app = build(sandbox.settings("registry"), settings)
    async with sandbox.serve(app) as client:
        yield Registry(sandbox, app, client)


TABLES: Sequence[str] = (
    "year_words",
    "year_file_taking",
    "linkage_code",
    "linkage_handover",
    "linkage_destruction",
    "linked_totals",
    "linkage_year",
    "delivery_destruction",
    "delivery_reminder",
    "kept_upload",
    "delivery_row",
    "aggregate",
    "delivery",
    "frozen_year",
    "website_month",
    "bus_outbox",
    "bus_archive",
    "bus_sequence",
)


@pytest.fixture
async def registry(running: Registry) -> AsyncIterator[Registry]:
    """Nothing delivered yet, on the same day as ever, whoever delivered here before, and when."""
    await forget(running)
    yield running
    await forget(running)


@pytest.fixture
async def database(sandbox: Sandbox) -> AsyncIterator[Database]:
    """As a process of the service has it, for what its timers do at night."""
    database = Database(sandbox.settings("registry").database_url.get_secret_value())
    yield database
    await database.close()


async def forget(running: Registry) -> None:
    running.app.state.clock.begin_again(datetime.fromisoformat(FEBRUARY))
    async with running.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(f"TRUNCATE {', '.join(TABLES)}")
        await conn.execute("DELETE FROM bus_timer WHERE name = $1", UPLOAD_OVER)
