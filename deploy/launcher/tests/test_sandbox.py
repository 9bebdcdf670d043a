"""A corner of the servers, for tests."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from launcher import databases
from launcher.infra import Infrastructure
from launcher.sandbox import Sandbox

SERVICE = "pandkalender"


@pytest.fixture
async def corner(infra: Infrastructure) -> AsyncIterator[Sandbox]:
    corner = Sandbox(infra, "", "_emptied")
    corner.database(SERVICE, migrate=False)
    yield corner
    databases.drop(infra, [SERVICE], corner.suffix)


async def test_tables_are_emptied_though_a_transaction_wants_what_is_emptied_already(
    corner: Sandbox,
) -> None:
    """A timer holds the one table and wants the other, just when all is to begin again."""
    timer = await asyncpg.connect(corner.database(SERVICE).owner_url)
    await timer.execute("CREATE TABLE first (a int); CREATE TABLE second (a int)")
    async with timer.transaction():
        await timer.execute("INSERT INTO second VALUES (1)")
        emptying = asyncio.create_task(corner.empty(SERVICE, "TRUNCATE first, second"))
        for _ in range(10):
            await asyncio.sleep(0.05)
            await timer.execute("INSERT INTO first VALUES (1)")
    await emptying
    for table in ("first", "second"):
        assert await timer.fetchval(f"SELECT count(*) FROM {table}") == 0
    await timer.close()
