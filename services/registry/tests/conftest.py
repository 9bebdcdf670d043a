"""The registry on a real broker and database, and organisations that deliver."""

from collections.abc import AsyncIterator

import pytest

from chassis.db import Database
from contracts.codes import CareOrganisation
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from registry.app import build
from registry.settings import RegistrySettings

from .support.registry import Registry


@pytest.fixture(scope="session")
async def running(sandbox: Sandbox) -> AsyncIterator[Registry]:
    settings = RegistrySettings(minors=frozenset({CareOrganisation.BOYS}))
    app = build(sandbox.settings("registry"), settings)
    async with sandbox.serve(app) as client:
        yield Registry(sandbox, app, client)


@pytest.fixture
async def registry(running: Registry) -> AsyncIterator[Registry]:
    """Nothing delivered yet, on the same day as ever, whoever delivered here before, and when."""
    await running.begins_again()
    yield running
    running.goes_back()


@pytest.fixture
async def database(sandbox: Sandbox) -> AsyncIterator[Database]:
    """As a process of the service has it, for what its timers do at night."""
    database = Database(sandbox.settings("registry").database_url.get_secret_value())
    yield database
    await database.close()
