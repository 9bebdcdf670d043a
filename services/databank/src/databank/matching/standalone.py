"""A standalone store for one question: who is who in these claims? Real tables, gone afterwards.

The same matcher, the same transactions and the same locks as the service; no bus, no events.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import MetaData

from chassis.clock import SystemClock
from chassis.db import Database, PooledConnection
from chassis.gc_thresholds import collect_seldom
from chassis.outages import is_transient
from databank.matching.batch_overlap import BatchOverlap
from databank.matching.busy_poll import busy_poll
from databank.matching.model_state import current_state, put_in_force
from databank.matching.prepared_batch import SOURCE, ComingBatches, PreparedBatch
from databank.matching.resolver import decide
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import scratch_schema
from databank.matching.store.candidates import LOCK_KEYS_UP_TO
from databank.matching.task_chain import begun
from linkage.claim import RawClaim
from linkage.model import Model

FIRST_ANALYZE = 500
"""Claims after which PostgreSQL is told for the first time how full the tables are."""


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
        return await self._decide(PreparedBatch(), claims)

    async def stream(
        self, batches: AsyncIterator[Sequence[RawClaim]]
    ) -> AsyncIterator[list[ClaimDecision | None]]:
        """Each batch decided, durably, before it is given back; the next is begun meanwhile.

        None in place of a claim that the database refuses; the other claims are decided.
        """
        overlap = BatchOverlap(self._database, self._line, self._clock.now, self._count)
        coming = ComingBatches(batches, self._clock.now, overlap.idle)
        ended: BaseException = GeneratorExit()
        try:
            batch = await coming.next()
            while batch is not None:
                decided, following = await self._decide_next(overlap, batch, coming)
                for each in decided:
                    yield each
                batch = await coming.next() if following is None else following
        except BaseException as error:
            ended = error
            raise
        finally:
            coming.stop()
            await overlap.take_back(ended)

    async def _decide_next(
        self, overlap: BatchOverlap, batch: PreparedBatch, coming: ComingBatches
    ) -> tuple[list[list[ClaimDecision | None]], PreparedBatch | None]:
        """What is durable by now, and the next batch where it is here."""
        following: PreparedBatch | None = None
        try:
            if len(batch) <= LOCK_KEYS_UP_TO:
                return [await self._decide_each(batch)], None
            await overlap.decide(batch)
            following = await coming.next_if_here()
            overlaps = following is not None and len(following) > LOCK_KEYS_UP_TO
            overlap.finish(following if overlaps else None)
            settled = await overlap.settled(but=int(overlaps))
            return [[*decided] for decided in settled], following
        except Exception as error:
            if is_transient(error):
                raise
            undone = await overlap.take_back(error)
            decided = [await self._decide_each(each) for each in undone]
            return decided, None if following in undone else following

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

    async def _decide(
        self, prepared: PreparedBatch, said: Sequence[RawClaim] = ()
    ) -> list[ClaimDecision]:
        """``said`` are claims to prepare: the transaction begins meanwhile."""
        alone, now = len(prepared) + len(said) == 1, self._clock.now()
        async with busy_poll() if alone else nullcontext(), AsyncExitStack() as transaction:
            beginning = asyncio.ensure_future(
                transaction.enter_async_context(self._database.begin(now, on=self._line))
            )
            try:
                await begun()
                for claim in said:
                    prepared.add(claim, now)
            finally:
                tx = await beginning
            decided = await decide(tx, prepared.incoming, prepared.queries)
        await self._count(len(decided))
        return decided

    async def _count(self, claims: int) -> None:
        """Tables that fill at once are looked up as if they were empty, until somebody counts.

        PostgreSQL itself does so a minute later; by then a store may hold all its claims.
        """
        self._claims += claims
        if self._claims >= self._analyze_at:
            self._analyze_at = 2 * self._claims
            await scratch_schema.analyze(self._line.conn)

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
