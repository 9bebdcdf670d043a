"""A broker and databases of their own, with nobody at work on them: what is tried may succeed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from launcher.sandbox import Sandbox

from .support.login import PARTITIONS, Login


@pytest.fixture(scope="session")
async def walls(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    root = Path(pytestconfig.rootpath)
    sandbox = await asyncio.to_thread(Sandbox.open, root, partitions=PARTITIONS)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


@pytest.fixture
async def login(walls: Sandbox, user: str) -> AsyncIterator[Login]:
    """The broker login of the service (or tap) called ``user``."""
    async with Login.of(user, walls.amqp_url(user)) as found:
        yield found
