"""Batches of claims that overlap: one is decided while the database makes the one before durable.

For a store that has no other writer. Candidates for the first claims of a batch are read in the
transaction of the batch before, after all that it wrote and before it ends; so each claim sees what
it would see without overlap. When a batch fails, what was decided after it is taken back with it:
no later batch is ever durable without those before.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from chassis.db import Database, PooledConnection
from databank.matching.linkage_session import LinkageSession
from databank.matching.model_state import current_state
from databank.matching.prepared_batch import PreparedBatch
from databank.matching.resolver import decide_parts, load_candidates, parts_of
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import candidates, persons
from databank.matching.store.candidates import ClaimQuery
from databank.matching.task_chain import TaskChain
from linkage.claim import Features

UNPACKED = 16_384
"""Claims kept unpacked: a key finds its oldest claims again and again, so of six that a claim is
compared with five were compared before. Some 20 MB, for as long as the stream: a service, which
must forget whom it erases, keeps none."""


@dataclass(slots=True)
class _BegunBatch:
    """A batch whose first candidates are being read."""

    batch: PreparedBatch
    session: LinkageSession
    parts: list[dict[bytes, ClaimQuery]]
    loading: asyncio.Task[None]
    decided: list[ClaimDecision] = field(default_factory=list)


class BatchOverlap:
    """Decide on batches by ``line``, in their order; ``unsettled`` are those not on disk yet.

    ``counted`` is awaited with the claims of each batch, between its transaction and the next.
    ``idle`` is set while this process waits for the database.
    """

    def __init__(
        self,
        database: Database,
        line: PooledConnection,
        now: Callable[[], datetime],
        counted: Callable[[int], Awaitable[None]],
    ) -> None:
        self._database = database
        self._line = line
        self._now = now
        self._counted = counted
        self.idle = asyncio.Event()
        self.unsettled: deque[PreparedBatch] = deque()
        self._chain = TaskChain(self.idle)
        self._transaction = AsyncExitStack()
        self._begun: _BegunBatch | None = None
        self._unpack = lru_cache(maxsize=UNPACKED)(Features.unpacked)
        self._durable: deque[asyncio.Task[list[ClaimDecision]]] = deque()

    async def decide(self, batch: PreparedBatch) -> None:
        """Decide on the batch that :meth:`finish` was told of, or on one after a pause."""
        begun = self._begun = self._begun or await self._begin(batch)
        await self._chain.result(begun.loading)
        claims = {claim.digest: claim for claim in batch.incoming}
        decided = await decide_parts(self._chain, begun.session, claims, begun.parts, set(claims))
        begun.decided = [decided[claim.digest] for claim in batch.incoming]

    def finish(self, coming: PreparedBatch | None) -> None:
        """Have what was decided made durable, after a look for the batch that comes next."""
        assert self._begun is not None
        begun, self._begun = self._begun, self._look(coming, self._now()) if coming else None
        self._durable.append(self._chain.add(self._end(begun)))
        if self._begun:
            self._chain.add(self._open(self._begun.session.now))

    async def settled(self, *, but: int = 0) -> list[list[ClaimDecision]]:
        """Wait for the batches that were finished, ``but`` the last; the decisions on each."""
        decided = []
        while len(self._durable) > but:
            decided.append(await self._chain.result(self._durable[0]))
            self._durable.popleft()
        return decided

    async def take_back(self, error: BaseException) -> list[PreparedBatch]:
        """Undo what is not durable; gives those batches, none of which was decided on now."""
        await self._chain.end()
        await self._transaction.__aexit__(type(error), error, error.__traceback__)
        undone = [*self.unsettled]
        self.unsettled.clear()
        self._durable.clear()
        self._begun, self._chain = None, TaskChain(self.idle)
        return undone

    async def _begin(self, batch: PreparedBatch) -> _BegunBatch:
        now = self._now()
        await self._chain.result(self._chain.add(self._open(now)))
        return self._look(batch, now)

    def _look(self, batch: PreparedBatch, now: datetime) -> _BegunBatch:
        self.unsettled.append(batch)
        session = LinkageSession(self._line.conn, now, self._state, self._unpack)
        parts = parts_of(batch.queries)
        return _BegunBatch(
            batch, session, parts, self._chain.add(load_candidates(session, parts[0]))
        )

    async def _open(self, now: datetime) -> None:
        self._transaction = AsyncExitStack()
        begin = self._database.begin(now, on=self._line)
        self._tx = await self._transaction.enter_async_context(begin)
        self._state = await current_state(self._tx)
        await persons.block_relinking(self._tx.conn)
        await candidates.lock_all(self._tx.conn, self._state.mark)

    async def _end(self, begun: _BegunBatch) -> list[ClaimDecision]:
        await self._state.keep(self._tx)
        await self._state.share(self._tx)
        await self._transaction.aclose()
        self.unsettled.popleft()
        await self._counted(len(begun.batch))
        return begun.decided
