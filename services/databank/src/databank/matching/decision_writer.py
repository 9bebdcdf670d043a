"""Rows that decisions leave in the databank, gathered and written together."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import asyncpg

from databank.matching import blind_sample
from databank.matching.store import claim_writer, claims, persons, review_tasks
from databank.matching.store.claim_writer import NewClaim, NewMembership
from linkage.claim import FORM


@dataclass(slots=True)
class PendingRows:
    """Rows to write: ``persons`` are (id, provisional), ``indexed`` (claim, person, packed)."""

    persons: list[tuple[UUID, bool]] = field(default_factory=list)
    claims: list[NewClaim] = field(default_factory=list)
    indexed: list[tuple[UUID, UUID, bytes]] = field(default_factory=list)
    keys: list[tuple[Collection[int], UUID]] = field(default_factory=list)
    memberships: list[NewMembership] = field(default_factory=list)
    reviews: list[tuple[UUID, UUID, str, str]] = field(default_factory=list)

    async def write(self, conn: asyncpg.Connection, now: datetime) -> None:
        if self.claims:
            features = [(*row, FORM) for row in self.indexed]
            await claim_writer.write(
                conn, self.persons, self.claims, self.memberships, self.keys, features, now
            )
            digests = {claim.id: claim.digest for claim in self.claims}
        elif self.memberships:
            if self.persons:
                await persons.add(conn, self.persons, now)
            await claim_writer.link(conn, self.memberships, now)
            digests = await claims.digests_of(conn, [link.claim_id for link in self.memberships])
        if self.memberships:
            await blind_sample.draw(conn, now, self.memberships, digests)
        if self.reviews:
            await review_tasks.ask(conn, self.reviews, now)
