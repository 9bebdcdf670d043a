"""One statement that is a transaction by itself: durable, refused, or of an unknown outcome."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from secrets import token_hex

import asyncpg
import pytest

from chassis.db import Database, PooledConnection
from chassis.errors import OutcomeUnknownError

SLOWLY = "INSERT INTO {} SELECT 1 FROM pg_sleep(60)"


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees what is durable."""
    conn = await asyncpg.connect(database_url)
    yield conn
    await conn.close()


@pytest.fixture
async def table(other: asyncpg.Connection) -> AsyncIterator[str]:
    name = f"rows_{token_hex(4)}"
    await other.execute(f"CREATE TABLE {name} (number integer PRIMARY KEY)")
    yield name
    await other.execute(f"DROP TABLE {name}")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, connections=1)
    yield database
    await database.close()


@pytest.fixture
async def line(database: Database) -> AsyncIterator[PooledConnection]:
    with suppress(asyncpg.InterfaceError):  # it may be gone by then
        async with database.pooled_connection() as line:
            yield line


async def write_slowly(database: Database, line: PooledConnection, table: str) -> None:
    async with database.alone(line) as conn:
        await conn.execute(SLOWLY.format(table))


async def begun(other: asyncpg.Connection, line: PooledConnection) -> int:
    """Wait until the line's statement is at work; its process."""
    process: int = line.conn.get_server_pid()
    active = "SELECT state = 'active' AND query ~ 'pg_sleep' FROM pg_stat_activity WHERE pid = $1"
    async with asyncio.timeout(30):
        while not await other.fetchval(active, process):  # noqa: ASYNC110  # nobody is told
            await asyncio.sleep(0.01)
    return process


async def test_it_is_durable_when_it_is_done(
    database: Database, line: PooledConnection, other: asyncpg.Connection, table: str
) -> None:
    async with database.alone(line) as conn:
        await conn.execute(f"INSERT INTO {table} VALUES ($1)", 7)
        assert await other.fetchval(f"SELECT number FROM {table}") == 7


async def test_what_is_refused_leaves_nothing_and_the_connection_goes_on(
    database: Database, line: PooledConnection, other: asyncpg.Connection, table: str
) -> None:
    with pytest.raises(asyncpg.UniqueViolationError):
        async with database.alone(line) as conn:
            await conn.execute(f"INSERT INTO {table} SELECT 1 FROM generate_series(1, 2)")
    assert await other.fetchval(f"SELECT count(*) FROM {table}") == 0
    assert await line.conn.fetchval("SELECT 1") == 1


async def test_nobody_knows_the_outcome_where_the_connection_went(
    database: Database, line: PooledConnection, other: asyncpg.Connection, table: str
) -> None:
    writing = asyncio.ensure_future(write_slowly(database, line, table))
    await other.execute("SELECT pg_terminate_backend($1)", await begun(other, line))
    with pytest.raises(OutcomeUnknownError):
        await writing
    assert line.conn.is_closed()


async def test_who_stops_waiting_leaves_no_connection_that_still_writes(
    database: Database, line: PooledConnection, other: asyncpg.Connection, table: str
) -> None:
    writing = asyncio.ensure_future(write_slowly(database, line, table))
    await begun(other, line)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert line.conn.is_closed()
