"""Presences, the only facts that patterns know: persons at places, by source (DP-10)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from contracts.branches import Branch
from databank.sightings.rules.verification_state import VerificationState

SHIFT = "shift"
SOURCES = frozenset({SHIFT, "inspection", "verification"})
"""Kinds of source whose moments are hours; those of older databases are days, so no presences."""
LONGEST = timedelta(hours=24)
"""A longer shift is a mistake of entry; no more than this of it counts."""

ABSENT = frozenset({VerificationState.AFWEZIG_BIJ_CONTROLE, VerificationState.WEERLEGD})
OBSERVED = ABSENT | {VerificationState.BEVESTIGD_TER_PLAATSE}

Source = tuple[str, UUID]
"""Kind (``shift``, ``inspection``, ``verification``) and id of what shows it."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A person was somewhere: from, until (of a declared shift that ended early: its end), and
    ``verified``, what officers found of a shift. A moment begins when it ends.

    ``place_id`` is window premises or an establishment, empty where officers named no single one.
    """

    person_id: UUID
    place_id: UUID | None
    branch: Branch
    begins_at: datetime
    ends_at: datetime
    source: Source
    confidence: float
    verified: VerificationState = VerificationState.NIET_GECONTROLEERD

    @property
    def is_shift(self) -> bool:
        return self.source[0] == SHIFT

    @property
    def is_moment(self) -> bool:
        return self.begins_at == self.ends_at

    @property
    def stands(self) -> bool:
        """Not a shift of which officers saw that the person was not there."""
        return self.verified not in ABSENT

    @property
    def place_in_time(self) -> tuple[datetime, datetime, Source]:
        return self.begins_at, self.ends_at, self.source


def by_person(presences: Iterable[Presence]) -> dict[UUID, list[Presence]]:
    """Timelines; what one source says twice of a person counts once."""
    timelines: dict[UUID, dict[Source, Presence]] = defaultdict(dict)
    for presence in presences:
        timelines[presence.person_id].setdefault(presence.source, presence)
    return {
        person_id: sorted(of_person.values(), key=lambda presence: presence.place_in_time)
        for person_id, of_person in timelines.items()
    }
