"""A standalone store for one question: who is who in these claims? Real tables, gone afterwards.

The same matcher, the same transactions and the same locks as the service; no bus, no events.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import MetaData

from chassis.clock import SystemClock
from chassis.db import Database, PooledConnection
from chassis.gc_thresholds import collect_seldom
from chassis.outages import is_transient
from databank.matching.busy_poll import busy_poll
from databank.matching.model_state import current_state, put_in_force
from databank.matching.resolver import YIELD_EVERY, IncomingClaim, decide
from databank.matching.rules.claim_lines import SourcedClaim
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import scratch_schema
from databank.matching.store.candidates import ClaimQuery
from databank.matching.store.ids import new_id
from linkage.claim import Features, RawClaim
from linkage.model import Model

SOURCE = "los"
"""The ``source_kind`` of claims without any."""
FIRST_ANALYZE = 500
"""Claims after which PostgreSQL is told for the first time how full the tables are."""


@dataclass(frozen=True, slots=True)
class _PreparedBatch:
    """Claims brought to one form, ahead of their turn."""

    incoming: list[IncomingClaim]
    queries: dict[bytes, ClaimQuery]


class Standalone:
    """Decides on claims in the order in which they come; each call is one durable transaction."""

    def __init__(self, database: Database, line: PooledConnection) -> None:
        self._database = database
        self._line = line
        self._clock = SystemClock()
        self._claims = 0
        self._analyze_at = FIRST_ANALYZE

    async def decide(self, claims: Sequence[RawClaim]) -> list[ClaimDecision]:
        """Every claim counts as said anew, also where another says the same word for word."""
        return await self._decide(await self._prepare(claims))

    async def stream(
        self, batches: AsyncIterator[Sequence[RawClaim]]
    ) -> AsyncIterator[list[ClaimDecision | None]]:
        """Each batch decided, durably, before it is given back; the next is prepared meanwhile.

        None in place of a claim that the database refuses; the other claims are decided.
        """
        coming = asyncio.ensure_future(self._next(batches))
        try:
            while (prepared := await coming) is not None:
                coming = asyncio.ensure_future(self._next(batches))
                yield await self._decide_each(prepared)
        finally:
            coming.cancel()

    async def use(self, model: Model, reason: str) -> None:
        """Decide with another model from now on."""
        async with self._database.begin(self._clock.now(), on=self._line) as tx:
            await put_in_force(tx, model, SOURCE, reason)

    async def ask_blindly(self, per_myriad: int) -> None:
        """Draw a blind sample of the decisions from now on."""
        await scratch_schema.sample(self._line.conn, per_myriad)

    async def answer(self, links: Iterable[tuple[UUID, bool]]) -> None:
        """Judge links of the sample, by claim, and decide with the caution that it teaches."""
        async with self._database.begin(self._clock.now(), on=self._line) as tx:
            await scratch_schema.answer(tx.conn, links)
            await (await current_state(tx)).learn_caution(tx)

    async def _next(self, batches: AsyncIterator[Sequence[RawClaim]]) -> _PreparedBatch | None:
        try:
            return await self._prepare(await anext(batches))
        except StopAsyncIteration:
            return None

    async def _prepare(self, claims: Sequence[RawClaim]) -> _PreparedBatch:
        now = self._clock.now()
        prepared = _PreparedBatch([], {})
        for number, claim in enumerate(claims, 1):
            source = claim.source if isinstance(claim, SourcedClaim) else None
            said = new_id(now)
            given = IncomingClaim(claim, source or SOURCE, said, None, said)
            prepared.incoming.append(given)
            prepared.queries[given.digest] = ClaimQuery.of(Features.of(claim), given.source_kind)
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)
        return prepared

    async def _decide(self, prepared: _PreparedBatch) -> list[ClaimDecision]:
        polling = busy_poll() if len(prepared.incoming) == 1 else nullcontext()
        async with polling, self._database.begin(self._clock.now(), on=self._line) as tx:
            decided = await decide(tx, prepared.incoming, prepared.queries)
        self._claims += len(decided)
        if self._claims >= self._analyze_at:
            await self._analyze()
        return decided

    async def _analyze(self) -> None:
        """Tables that fill at once are looked up as if they were empty, until somebody counts.

        PostgreSQL itself does so a minute later; by then a store may hold all its claims.
        """
        self._analyze_at = 2 * self._claims
        await scratch_schema.analyze(self._line.conn)

    async def _decide_each(self, prepared: _PreparedBatch) -> list[ClaimDecision | None]:
        if not prepared.incoming:
            return []
        try:
            return [*await self._decide(prepared)]
        except Exception as error:
            if is_transient(error):
                raise
            if len(prepared.incoming) == 1:
                return [None]
        alone = [_PreparedBatch([claim], prepared.queries) for claim in prepared.incoming]
        return [decided for each in alone for decided in await self._decide_each(each)]


@asynccontextmanager
async def standalone(url: str, tables: MetaData) -> AsyncIterator[Standalone]:
    """An empty store in a schema of its own, dropped at the end.

    ``url`` is of somebody who may create schemas; ``tables`` are those of ``databank.schema``.
    """
    collect_seldom()
    keeper = await asyncpg.connect(url)
    try:
        await scratch_schema.sweep(keeper)
        schema = scratch_schema.PREFIX + uuid4().hex[:12]
        await scratch_schema.claim(keeper, schema)
        try:
            await scratch_schema.create(url, schema, tables)
            database = Database(url, connections=1, schema=schema)
            try:
                async with database.pooled_connection() as line:
                    yield Standalone(database, line)
            finally:
                await database.close()
        finally:
            await scratch_schema.drop(keeper, schema)
    finally:
        await keeper.close()
