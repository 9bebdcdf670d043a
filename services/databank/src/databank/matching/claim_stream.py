"""Batches of claims that one process decides on, of a store that nobody else writes to.

All claims are in an index in memory, so a decision waits for nothing: while the database writes one
batch and makes it durable, the next is decided. When a batch fails, what was decided after it is
taken back with it: no later batch is ever durable without those before.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime

from chassis.db import Database, PooledConnection, Transaction
from databank.matching.decision_writer import PendingRows
from databank.matching.model_state import ModelState, current_state, ready_state
from databank.matching.prepared_batch import PreparedBatch
from databank.matching.resolver import YIELD_EVERY, IncomingClaim
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store.candidates import ClaimQuery
from databank.matching.task_chain import TaskChain, begun
from databank.persons.store.ids import new_id
from linkage.blocking import COMPARED, LIKELY
from linkage.blocking_index import BlockingIndex
from linkage.claim import Features
from linkage.decision import decide
from linkage.outcomes import Decision, joined


@dataclass(slots=True)
class _DecidedBatch:
    """A batch as far as it was decided; its rows are written when all of it is."""

    batch: PreparedBatch
    now: datetime
    state: ModelState
    pending: PendingRows
    decisions: list[ClaimDecision] = field(default_factory=list)

    async def write(self, tx: Transaction) -> None:
        """Write the rows, and what the process learned."""
        await self.pending.write(tx.conn, self.now)
        await self.state.keep(tx)
        await self.state.share(tx)


class ClaimStream:
    """Decide on batches in their order, and write each by ``line``, one transaction for each.

    ``counted`` is awaited with the claims of each batch, between its transaction and the next.
    ``is_sampled``: the store draws a blind sample, which it does not before somebody asks.
    """

    is_sampled = False

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
        self._index = BlockingIndex()
        self._transaction = AsyncExitStack()
        self._state: ModelState | None = None
        self._chain = TaskChain()
        self._unsettled: deque[_DecidedBatch] = deque()
        self._durable: deque[asyncio.Task[list[ClaimDecision]]] = deque()

    async def decide(self, batch: PreparedBatch) -> None:
        """Decide on a batch, and have it made durable while others are decided."""
        now = self._now()
        opening = self._chain.add(self._open(now))
        state = self._state or await opening
        await begun()
        decided = _DecidedBatch(batch, now, state, PendingRows(self.is_sampled))
        self._unsettled.append(decided)
        for number, claim in enumerate(batch.incoming, 1):
            query = batch.queries[claim.digest]
            decided.decisions.append(self._decide(claim, query, decided, state.observe))
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)
        self._durable.append(self._chain.add(self._write(decided)))

    async def decide_one(self, batch: PreparedBatch) -> list[ClaimDecision]:
        """Decide on one claim by itself, durably; no other batch may be under way.

        Where all that it leaves is one statement, that is a transaction too.
        """
        state = ready_state(self._line.conn)
        if state is None:
            await self.decide(batch)
            return (await self.settled())[0]
        decided = _DecidedBatch(batch, self._now(), state, PendingRows(self.is_sampled))
        self._unsettled.append(decided)
        (claim,) = batch.incoming
        query = batch.queries[claim.digest]
        decided.decisions.append(self._decide(claim, query, decided, state.observe_soon))
        if decided.pending.is_one_statement and state.writes_nothing:
            async with self._database.alone(self._line) as conn:
                await decided.pending.write(conn, decided.now)
        else:
            async with self._database.begin(decided.now, on=self._line) as tx:
                await decided.write(tx)
        await self._settle(decided)
        return decided.decisions

    def _decide(
        self,
        claim: IncomingClaim,
        query: ClaimQuery,
        batch: _DecidedBatch,
        observe: Callable[[Features, Decision, str], None],
    ) -> ClaimDecision:
        state, pending, row = batch.state, batch.pending, claim.row(new_id(batch.now))
        first, others = self._index.candidates(query.probes, query.strong, COMPARED, LIKELY)
        weights_id, model = state.weigh_with(), state.model
        decision = decide(query.features, first, model, state.parameters, others, query.source)
        person_id = joined(decision) or pending.add_person(decision, batch.now)
        observe(query.features, decision, query.source)
        pending.add_claim(row, person_id, query)
        self._index.add(row.id, person_id, query.features, query.keys)
        return pending.add_decision(row.id, person_id, decision, model.version, weights_id)

    async def settled(self, *, but: int = 0) -> list[list[ClaimDecision]]:
        """Wait until all but the last batches are durable; the decisions on each of those."""
        decided = []
        while len(self._durable) > but:
            decided.append(await self._durable[0])
            self._durable.popleft()
        return decided

    async def take_back(self, error: BaseException) -> list[PreparedBatch]:
        """Undo what is not durable; gives those batches, none of which was decided on now."""
        await self._chain.end()
        await self._transaction.__aexit__(type(error), error, error.__traceback__)
        undone = [*self._unsettled]
        for batch in reversed(undone):
            for keys, claim_id in reversed(batch.pending.keys):
                self._index.take_back(claim_id, keys)
        self._unsettled.clear()
        self._durable.clear()
        self._chain, self._state = TaskChain(), None
        return [batch.batch for batch in undone]

    def forget(self) -> None:
        """Know no claim any more; for when the database is to look for candidates."""
        self._index = BlockingIndex()

    async def _open(self, now: datetime) -> ModelState:
        """Begin the transaction of a batch, once the one before it ended."""
        self._transaction = AsyncExitStack()
        begin = self._database.begin(now, on=self._line)
        self._tx = await self._transaction.enter_async_context(begin)
        state = self._state = await current_state(self._tx)
        return state

    async def _write(self, decided: _DecidedBatch) -> list[ClaimDecision]:
        await decided.write(self._tx)
        await self._transaction.aclose()
        await self._settle(decided)
        return decided.decisions

    async def _settle(self, decided: _DecidedBatch) -> None:
        self._unsettled.popleft()
        await self._counted(len(decided.batch))
