"""The migrated databases of all services, for what must be equal to their code."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contracts import SERVICES
from launcher.sandbox import Sandbox


@pytest.fixture(scope="session")
async def migrated(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.off_the_bus, Path(pytestconfig.rootpath))
    for service in SERVICES:
        await asyncio.to_thread(sandbox.database, service)
    yield sandbox
    await asyncio.to_thread(sandbox.close)
