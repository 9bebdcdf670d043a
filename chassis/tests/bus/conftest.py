"""A toy pair of services on the real bus: pandkalender declares, databank counts."""

from collections.abc import AsyncIterator, Iterator

import pytest

from launcher.sandbox import Sandbox

from .support.sides import Side, make_tables, side_of


@pytest.fixture(scope="session")
def tables(sandbox: Sandbox) -> Iterator[None]:
    import asyncio
    import threading

    thread = threading.Thread(target=lambda: asyncio.run(make_tables(sandbox)))
    thread.start()
    thread.join()
    yield
    sandbox.databases.clear()


@pytest.fixture
async def publisher(sandbox: Sandbox, tables: None) -> AsyncIterator[Side]:
    async for side in side_of(sandbox, "pandkalender"):
        yield side


@pytest.fixture
async def reader(sandbox: Sandbox, tables: None) -> AsyncIterator[Side]:
    async for side in side_of(sandbox, "databank"):
        yield side
