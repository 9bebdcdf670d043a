"""A databank for one question: who is who in these claims? Real tables, gone afterwards.

The same matcher, the same transactions and the same locks as the service; no bus, no events.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.clock import SystemClock
from chassis.db import Database, PooledConnection, is_transient
from chassis.gc_thresholds import collect_seldom
from databank.matching.busy_poll import awake
from databank.matching.linkage_session import Decided
from databank.matching.model_state import put_in_force
from databank.matching.resolver import BREATH, IncomingClaim, decide
from databank.matching.store.candidates import Sought
from databank.matching.store.ids import new_id
from databank.schema import TABLES
from linkage.claim import Features, RawClaim
from linkage.model import Model

PREFIX = "identity_"
SOURCE = "los"
PLANNED_FIRST = 500
"""Claims after which PostgreSQL is told for the first time how full the tables are."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """Claims brought to one form, ahead of their turn."""

    given: list[IncomingClaim]
    sought: dict[bytes, Sought]


class Standalone:
    """Decides on claims in the order in which they come; each call is one durable transaction."""

    def __init__(self, database: Database, line: PooledConnection) -> None:
        self._database = database
        self._line = line
        self._clock = SystemClock()
        self._claims = 0
        self._plan_at = PLANNED_FIRST

    async def decide(self, claims: Sequence[RawClaim]) -> list[Decided]:
        """Every claim counts as said anew, also where another says the same word for word."""
        return await self._decide(await self._prepare(claims))

    async def stream(
        self, batches: AsyncIterator[Sequence[RawClaim]]
    ) -> AsyncIterator[list[Decided | None]]:
        """Each batch decided, durably, before it is given back; the next is prepared meanwhile.

        None in place of a claim that the database refuses; the other claims are decided.
        """
        coming = asyncio.ensure_future(self._next(batches))
        try:
            while (ready := await coming) is not None:
                coming = asyncio.ensure_future(self._next(batches))
                yield await self._decide_each(ready)
        finally:
            coming.cancel()

    async def use(self, model: Model, reason: str) -> None:
        """Decide with another model from now on."""
        async with self._database.begin(self._clock.now(), on=self._line) as tx:
            await put_in_force(tx, model, SOURCE, reason)

    async def _next(self, batches: AsyncIterator[Sequence[RawClaim]]) -> _Ready | None:
        try:
            return await self._prepare(await anext(batches))
        except StopAsyncIteration:
            return None

    async def _prepare(self, claims: Sequence[RawClaim]) -> _Ready:
        now = self._clock.now()
        ready = _Ready([], {})
        for number, claim in enumerate(claims, 1):
            given = IncomingClaim(claim, SOURCE, new_id(now), None, new_id(now))
            ready.given.append(given)
            ready.sought[given.digest] = Sought.of(Features.of(claim))
            if number % BREATH == 0:
                await asyncio.sleep(0)
        return ready

    async def _decide(self, ready: _Ready) -> list[Decided]:
        waiting = awake() if len(ready.given) == 1 else nullcontext()
        async with waiting, self._database.begin(self._clock.now(), on=self._line) as tx:
            decided = await decide(tx, ready.given, ready.sought)
        self._claims += len(decided)
        if self._claims >= self._plan_at:
            await self._plan()
        return decided

    async def _plan(self) -> None:
        """Tables that fill at once are looked up as if they were empty, until somebody counts.

        PostgreSQL itself does so a minute later; by then a store may hold all its claims.
        """
        self._plan_at = 2 * self._claims
        await self._line.conn.execute(
            "ANALYZE claim, claim_key, claim_features, membership, person"
        )

    async def _decide_each(self, ready: _Ready) -> list[Decided | None]:
        if not ready.given:
            return []
        try:
            return [*await self._decide(ready)]
        except Exception as error:
            if is_transient(error):
                raise
            if len(ready.given) == 1:
                return [None]
        alone = [_Ready([one], ready.sought) for one in ready.given]
        return [decided for one in alone for decided in await self._decide_each(one)]


@asynccontextmanager
async def standalone(url: str) -> AsyncIterator[Standalone]:
    """An empty store in a schema of its own, dropped at the end.

    ``url`` is of somebody who may create schemas. What an earlier process could not drop, because
    it was killed, is dropped now.
    """
    collect_seldom()
    keeper = await asyncpg.connect(url)
    try:
        await _sweep(keeper)
        schema = PREFIX + uuid4().hex[:12]
        await keeper.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", schema)
        try:
            await _create(url, schema)
            database = Database(url, connections=1, schema=schema)
            try:
                async with database.pooled_connection() as line:
                    yield Standalone(database, line)
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
