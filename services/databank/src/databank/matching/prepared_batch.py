"""Batches of claims brought to one form ahead of their turn."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from databank.matching.resolver import IncomingClaim
from databank.matching.rules.claim_lines import SourcedClaim
from databank.matching.store.candidates import ClaimQuery
from databank.persons.store.ids import new_id
from linkage.claim import Features, RawClaim

SOURCE = "los"
"""The ``source_kind`` of claims without any."""


@dataclass(frozen=True, eq=False, slots=True)
class PreparedBatch:
    """Claims and what they are looked for by, by digest; every claim counts as said anew."""

    incoming: list[IncomingClaim] = field(default_factory=list)
    queries: dict[bytes, ClaimQuery] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[RawClaim], now: datetime) -> "PreparedBatch":
        batch = cls()
        for claim in claims:
            batch._add(claim, now)
        return batch

    def _add(self, claim: RawClaim, now: datetime) -> None:
        source = claim.source if isinstance(claim, SourcedClaim) else None
        said = new_id(now)
        given = IncomingClaim(claim, source or SOURCE, said, None, once=True)
        self.incoming.append(given)
        self.queries[given.digest] = ClaimQuery.of(Features.of(claim), given.source_kind)

    def __len__(self) -> int:
        return len(self.incoming)

    def one_by_one(self) -> "list[PreparedBatch]":
        """A batch of each claim."""
        return [PreparedBatch([claim], self.queries) for claim in self.incoming]
