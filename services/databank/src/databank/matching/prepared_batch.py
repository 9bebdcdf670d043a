"""Batches of claims brought to one form ahead of their turn, while the database works."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from databank.matching.resolver import YIELD_EVERY, IncomingClaim
from databank.matching.rules.claim_lines import SourcedClaim
from databank.matching.store.candidates import ClaimQuery
from databank.matching.store.ids import new_id
from linkage.claim import Features, RawClaim

SOURCE = "los"
"""The ``source_kind`` of claims without any."""


@dataclass(frozen=True, eq=False, slots=True)
class PreparedBatch:
    """Claims and what they are looked for by, by digest; every claim counts as said anew."""

    incoming: list[IncomingClaim] = field(default_factory=list)
    queries: dict[bytes, ClaimQuery] = field(default_factory=dict)

    def add(self, claim: RawClaim, now: datetime) -> None:
        source = claim.source if isinstance(claim, SourcedClaim) else None
        said = new_id(now)
        given = IncomingClaim(claim, source or SOURCE, said, None, said)
        self.incoming.append(given)
        self.queries[given.digest] = ClaimQuery.of(Features.of(claim), given.source_kind)

    def __len__(self) -> int:
        return len(self.incoming)

    def one_by_one(self) -> "list[PreparedBatch]":
        """A batch of each claim."""
        return [PreparedBatch([claim], self.queries) for claim in self.incoming]


class ComingBatches:
    """Batches as they arrive; the next is prepared while nobody has anything better to do.

    ``idle`` is set while the process waits for the database and could prepare.
    """

    def __init__(
        self,
        batches: AsyncIterator[Sequence[RawClaim]],
        now: Callable[[], datetime],
        idle: asyncio.Event,
    ) -> None:
        self._batches = batches
        self._now = now
        self._idle = idle
        self._is_here = False
        self._next = asyncio.ensure_future(self._prepared())

    async def next(self) -> PreparedBatch | None:
        """The next batch, waited for; None after the last."""
        self._idle.set()
        try:
            batch = await self._next
        finally:
            self._idle.clear()
        if batch is not None:
            self._is_here = False
            self._next = asyncio.ensure_future(self._prepared())
        return batch

    async def next_if_here(self) -> PreparedBatch | None:
        """The next batch, if its claims arrived."""
        return await self.next() if self._is_here else None

    def stop(self) -> None:
        """Take no batch any more."""
        self._next.cancel()

    async def _prepared(self) -> PreparedBatch | None:
        try:
            claims = await anext(self._batches)
        except StopAsyncIteration:
            return None
        self._is_here = True
        now, batch = self._now(), PreparedBatch()
        for number, claim in enumerate(claims, 1):
            batch.add(claim, now)
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)
                await self._idle.wait()
        return batch
