"""A standalone store for one question: who is who in these claims? Real tables, gone afterwards.

The same matcher, tables and rows as the service's; no bus, no events, and no other writer.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, nullcontext
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import MetaData

from chassis.clock import SystemClock
from chassis.db import Database, PooledConnection
from chassis.gc_thresholds import collect_nothing
from chassis.outages import is_transient
from databank.matching.busy_poll import busy_poll
from databank.matching.claim_stream import ClaimStream
from databank.matching.model_state import current_state, put_in_force
from databank.matching.prepared_batch import SOURCE, PreparedBatch
from databank.matching.resolver import decide
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import scratch_schema
from linkage.claim import RawClaim
from linkage.model import Model

IN_MEMORY = 2_000_000
"""Claims whose candidates are looked for in memory."""
FIRST_ANALYZE, LAST_ANALYZE = 500, 4_000
"""Claims after which PostgreSQL is told for the first time how full the tables are, and from which
it need not be told again where it looks for nothing: references are looked up by their index."""


class Standalone:
    """Decides on claims in the order in which they come; each call is one durable transaction."""

    def __init__(self, database: Database, line: PooledConnection, in_memory: int) -> None:
        self._database = database
        self._line = line
        self._in_memory = in_memory
        self._clock = SystemClock()
        self._stream = ClaimStream(database, line, self._clock.now, self._count)
        self._claims = 0
        self._analyze_at = FIRST_ANALYZE

    async def decide(self, claims: Sequence[RawClaim]) -> list[ClaimDecision]:
        """Every claim counts as said anew, also where another says the same word for word."""
        return await self._decide(PreparedBatch.of(claims, self._clock.now()))

    async def stream(
        self, batches: AsyncIterator[Sequence[RawClaim]]
    ) -> AsyncIterator[list[ClaimDecision | None]]:
        """Each batch decided, durably, before it is given back; the next is begun meanwhile.

        None in place of a claim that the database refuses; the other claims are decided.
        """
        coming = asyncio.ensure_future(_next(batches))
        ended: BaseException = GeneratorExit()
        try:
            while (claims := await coming) is not None:
                coming = asyncio.ensure_future(_next(batches))
                batch = PreparedBatch.of(claims, self._clock.now())
                for decided in await self._decide_next(batch, coming):
                    yield decided
        except BaseException as error:
            ended = error
            raise
        finally:
            coming.cancel()
            await self._stream.take_back(ended)

    async def _decide_next(
        self, batch: PreparedBatch, coming: asyncio.Future[Sequence[RawClaim] | None]
    ) -> list[list[ClaimDecision | None]]:
        """What is durable by now: all of it, unless the next batch is here already."""
        undone: list[PreparedBatch] = []
        try:
            if self._is_in_memory:
                await self._stream.decide(batch)
            else:
                undone = [batch]
            settled = await self._stream.settled(but=int(self._is_in_memory and _is_here(coming)))
        except Exception as error:
            if is_transient(error):
                raise
            settled, undone = [], await self._stream.take_back(error)
            if batch not in undone:
                undone.append(batch)
        decided: list[list[ClaimDecision | None]] = [[*batch] for batch in settled]
        return decided + [await self._decide_each(each) for each in undone]

    def ask_the_database(self) -> None:
        """Let the database look for candidates from now on, as it does for a service."""
        self._in_memory = 0
        self._stream.forget()

    async def use(self, model: Model, reason: str) -> None:
        """Decide with another model from now on."""
        async with self._database.begin(self._clock.now(), on=self._line) as tx:
            await put_in_force(tx, model, SOURCE, reason)

    async def ask_blindly(self, per_myriad: int) -> None:
        """Draw a blind sample of the decisions from now on."""
        await scratch_schema.sample(self._line.conn, per_myriad)
        self._stream.is_sampled = True

    async def answer(self, links: Iterable[tuple[UUID, bool]]) -> None:
        """Judge links of the sample, by claim, and decide with the caution that it teaches."""
        async with self._database.begin(self._clock.now(), on=self._line) as tx:
            await scratch_schema.answer(tx.conn, links)
            await (await current_state(tx)).learn_caution(tx)

    @property
    def _is_in_memory(self) -> bool:
        return self._claims < self._in_memory

    async def _decide(self, batch: PreparedBatch) -> list[ClaimDecision]:
        async with busy_poll() if len(batch) == 1 else nullcontext():
            if not self._is_in_memory:
                return await self._decide_as_the_service(batch)
            try:
                if len(batch) == 1:
                    return await self._stream.decide_one(batch)
                await self._stream.decide(batch)
                return (await self._stream.settled())[0]
            except BaseException as error:
                await self._stream.take_back(error)
                raise

    async def _decide_as_the_service(self, batch: PreparedBatch) -> list[ClaimDecision]:
        """The database looks for candidates."""
        async with self._database.begin(self._clock.now(), on=self._line) as tx:
            decided = await decide(tx, batch.incoming, batch.queries)
        await self._count(len(decided))
        return decided

    async def _count(self, claims: int) -> None:
        """Tables that fill at once are looked up as if they were empty, until somebody counts.

        PostgreSQL itself does so a minute later; by then a store may hold all its claims.
        """
        self._claims += claims
        if not self._is_in_memory:
            self.ask_the_database()
        if self._claims >= self._analyze_at and not self._only_writes:
            self._analyze_at = 2 * self._claims
            await scratch_schema.analyze(self._line.conn)

    @property
    def _only_writes(self) -> bool:
        return self._is_in_memory and self._claims > LAST_ANALYZE

    async def _decide_each(self, prepared: PreparedBatch) -> list[ClaimDecision | None]:
        if not prepared.incoming:
            return []
        try:
            return [*await self._decide(prepared)]
        except Exception as error:
            if is_transient(error):
                raise
            if len(prepared.incoming) == 1:
                return [None]
        return [
            decided for each in prepared.one_by_one() for decided in await self._decide_each(each)
        ]


async def _next(batches: AsyncIterator[Sequence[RawClaim]]) -> Sequence[RawClaim] | None:
    return await anext(batches, None)


def _is_here(coming: asyncio.Future[Sequence[RawClaim] | None]) -> bool:
    """Whether another batch is at hand, and no end and no fault."""
    return coming.done() and not coming.exception() and coming.result() is not None


@asynccontextmanager
async def standalone(
    url: str, tables: MetaData, in_memory: int = IN_MEMORY
) -> AsyncIterator[Standalone]:
    """An empty store in a schema of its own, dropped at the end.

    ``url`` is of somebody who may create schemas; ``tables`` are those of ``databank.schema``. From
    ``in_memory`` claims on the database looks for candidates, as it does for the service.
    """
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
                    with collect_nothing():
                        yield Standalone(database, line, in_memory)
            finally:
                await database.close()
        finally:
            await scratch_schema.drop(keeper, schema)
    finally:
        await keeper.close()
