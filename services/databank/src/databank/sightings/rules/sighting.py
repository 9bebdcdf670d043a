"""A sighting: a claim's person was at work in a branch, as one source tells it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

from contracts.branches import Branch
from databank.sightings.rules.basis import Basis


class Link(Protocol):
    """A claim with the person it belongs to. ``confidence``: that it does, from 0 to 1."""

    @property
    def claim_id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID: ...
    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sighting as a rule reads it. ``confidence``: that it was this person, from 0 to 1.

    The basis decides nothing about whether there is a shift, only what that rests on.
    """

    id: UUID
    branch: Branch
    seen_at: datetime
    confidence: float
    basis: Basis = Basis.WAARGENOMEN

    @property
    def place_in_time(self) -> tuple[datetime, str, UUID]:
        return self.seen_at, self.branch.value, self.id


@dataclass(frozen=True, slots=True)
class RecordedSighting:
    """``seen_at`` is event time, ``recorded_at`` when the databank heard of it.

    ``source_kind`` is ``shift`` (declared), ``inspection`` or ``verification`` (on the spot), or
    an older database. One that is withdrawn stays, and no longer counts.
    """

    id: UUID
    person_id: UUID
    claim_id: UUID
    branch: Branch
    seen_at: datetime
    source_kind: str
    source_id: UUID
    confidence: float
    recorded_at: datetime
    withdrawn_at: datetime | None = None

    @classmethod
    def of_claim(
        cls,
        link: Link,
        branch: Branch,
        seen_at: datetime,
        source: tuple[str, UUID],
        recorded_at: datetime,
        withdrawn_at: datetime | None = None,
    ) -> "RecordedSighting":
        """A new sighting; of the same source and claim it takes the place of the former one."""
        return cls(
            uuid4(),
            link.person_id,
            link.claim_id,
            branch,
            seen_at,
            source[0],
            source[1],
            link.confidence,
            recorded_at,
            withdrawn_at,
        )

    def withdrawn(self, at: datetime) -> "RecordedSighting":
        """The same sighting, from a moment on no longer counted."""
        return replace(self, withdrawn_at=at)

    def of_person(self, person_id: UUID) -> "RecordedSighting":
        """The same sighting as one of another person, whose link to the claim is new or was."""
        return replace(self, person_id=person_id)
