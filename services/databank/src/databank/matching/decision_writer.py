"""Rows that decisions leave in the databank, gathered and written together."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import asyncpg

from databank.matching import blind_sample
from databank.matching.rules import evidence
from databank.matching.rules.outcomes import ClaimDecision, outcome_of
from databank.matching.store import claim_writer, review_tasks
from databank.matching.store.candidates import ClaimQuery
from databank.matching.store.claim_writer import NewClaim, NewMembership
from databank.persons.store import claims, persons
from databank.persons.store.ids import new_id
from linkage.outcomes import Decision, Review

MAX_SHOWN = 5
"""Persons that are kept with a question for people; more are never looked at."""


@dataclass(slots=True)
class PendingRows:
    """Rows to write: ``persons`` are (id, provisional), ``indexed`` (claim, person, packed).

    ``is_sampled``: the store may draw a blind sample of the decisions.
    """

    is_sampled: bool = True
    persons: list[tuple[UUID, bool]] = field(default_factory=list)
    claims: list[NewClaim] = field(default_factory=list)
    indexed: list[tuple[UUID, UUID, bytes]] = field(default_factory=list)
    keys: list[tuple[Collection[int], UUID]] = field(default_factory=list)
    memberships: list[NewMembership] = field(default_factory=list)
    reviews: list[tuple[UUID, UUID, str, str]] = field(default_factory=list)

    def add_person(self, decision: Decision, now: datetime) -> UUID:
        """Somebody new; provisional where people are asked who it is."""
        person_id = new_id(now)
        self.persons.append((person_id, isinstance(decision, Review)))
        return person_id

    def add_claim(self, claim: NewClaim, person_id: UUID, query: ClaimQuery) -> None:
        """A claim that was not known before, with what it is found by and compared with."""
        self.claims.append(claim)
        self.indexed.append((claim.id, person_id, query.packed))
        self.keys.append((query.keys, claim.id))

    def add_decision(
        self, claim_id: UUID, person_id: UUID, decision: Decision, model: str, weights_id: UUID
    ) -> ClaimDecision:
        """The person of a claim, the grounds of that, and a question for people if it is one."""
        best = decision.ranked[:1]
        outcome, confidence = outcome_of(decision)
        self.memberships.append(
            NewMembership(
                claim_id,
                person_id,
                outcome,
                confidence,
                best[0].bits if best else 0.0,
                model,
                evidence.to_json(best),
                weights_id,
            )
        )
        if isinstance(decision, Review):
            shown = evidence.to_json(decision.ranked[:MAX_SHOWN])
            self.reviews.append((claim_id, person_id, decision.reason, shown))
        return ClaimDecision(claim_id, person_id, confidence, outcome, decision)

    @property
    def is_one_statement(self) -> bool:
        """Whether :meth:`write` writes a claim by itself, and asks people nothing."""
        return (
            len(self.claims) == 1
            and not self.reviews
            and not (
                self.is_sampled
                and blind_sample.may_draw(self.memberships[0], self.claims[0].digest)
            )
        )

    async def write(self, conn: asyncpg.Connection, now: datetime) -> None:
        if self.claims:
            await claim_writer.write(
                conn, self.persons, self.claims, self.memberships, self.keys, self.indexed, now
            )
        elif self.memberships:
            if self.persons:
                await persons.add(conn, self.persons, now)
            await claim_writer.link(conn, self.memberships, now)
        if self.memberships and self.is_sampled:
            await blind_sample.draw(conn, now, self.memberships, await self._digests(conn))
        if self.reviews:
            await review_tasks.ask(conn, self.reviews, now)

    async def _digests(self, conn: asyncpg.Connection) -> dict[UUID, bytes]:
        if self.claims:
            return {claim.id: claim.digest for claim in self.claims}
        return await claims.digests_of(conn, [link.claim_id for link in self.memberships])
