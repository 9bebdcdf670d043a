"""A databank for one question: who is who in these claims? Real tables, gone afterwards.

The same matcher, the same transactions and the same locks as the service; no bus, no events.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.clock import SystemClock
from chassis.db import Database
from databank.deciding import Decided
from databank.domain.claim import Claimed
from databank.domain.model import Model
from databank.knowing import put_in_force
from databank.resolving import Given, decide
from databank.store import TABLES
from databank.store.ids import new_id

PREFIX = "identity_"
SOURCE = "los"


class Standalone:
    """Decides on claims in the order in which they come; each call is one durable transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._clock = SystemClock()

    async def decide(self, claims: Sequence[Claimed]) -> list[Decided]:
        """Every claim counts as said anew, also where another says the same word for word."""
        now = self._clock.now()
        given = [Given(claim, SOURCE, new_id(now), None, new_id(now)) for claim in claims]
        async with self._database.begin(now) as tx:
            return await decide(tx, given)

    async def use(self, model: Model, reason: str) -> None:
        """Decide with another model from now on."""
        async with self._database.begin(self._clock.now()) as tx:
            await put_in_force(tx, model, SOURCE, reason)


@asynccontextmanager
async def standalone(url: str) -> AsyncIterator[Standalone]:
    """An empty store in a schema of its own, dropped at the end.

    ``url`` is of somebody who may create schemas. What an earlier process could not drop, because
    it was killed, is dropped now.
    """
    keeper = await asyncpg.connect(url)
    try:
        await _sweep(keeper)
        schema = PREFIX + uuid4().hex[:12]
        await keeper.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", schema)
        try:
            await _create(url, schema)
            database = Database(url, connections=2, schema=schema)
            try:
                yield Standalone(database)
            finally:
                await database.close()
        finally:
            await keeper.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
    finally:
        await keeper.close()


async def _sweep(keeper: asyncpg.Connection) -> None:
    """Each living process holds the lock of its schema as long as its connection lives."""
    rows = await keeper.fetch(
        "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, $1)", PREFIX
    )
    for schema in (row["nspname"] for row in rows):
        lock = "hashtextextended($1, 0)"
        if await keeper.fetchval(f"SELECT pg_try_advisory_lock({lock})", schema):
            await keeper.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
            await keeper.execute(f"SELECT pg_advisory_unlock({lock})", schema)


async def _create(url: str, schema: str) -> None:
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        poolclass=NullPool,
        connect_args={"server_settings": {"search_path": schema}},
    )
    async with engine.begin() as connection:
        await connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        await connection.run_sync(TABLES.create_all, checkfirst=False)
    await engine.dispose()
