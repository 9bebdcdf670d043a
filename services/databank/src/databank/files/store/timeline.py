"""Entries of a timeline, as those of a person and of an establishment give them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.branches import Branch
from databank.files.rules.timeline import RANK, Certainty, Kind, certainty

RANKS = " ".join(f"WHEN '{kind}' THEN {rank}" for kind, rank in RANK.items())
"""SQL that orders entries of one moment."""


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """An establishment where it happened, by its id."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened at a moment; ``facts`` by kind, as the queries give them."""

    at: datetime
    kind: Kind
    id: UUID
    until_at: datetime | None
    code: str | None
    state: str | None
    room: str | None
    facts: dict[str, Any]
    branch: Branch | None = None
    from_branch: Branch | None = None
    establishment_id: UUID | None = None
    place: str | None = None
    places: list[PlaceLink] = field(default_factory=list)
    person_id: UUID | None = None

    @property
    def certainty(self) -> Certainty:
        return certainty(self.kind)


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some entries; ``total`` is how many there are in all, ``branches`` in which of them."""

    entries: list[TimelineEntry]
    total: int
    branches: list[Branch] = field(default_factory=list)
