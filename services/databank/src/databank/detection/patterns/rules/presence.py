"""The only facts that patterns know: who was where, when, according to whom (DP-10)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from contracts.codes import Branch
from databank.shifts.rules.verification import VerificationState

SHIFT = "shift"
SOURCES = frozenset({SHIFT, "inspection", "verification"})
"""Whose moments are hours. Older databases know days, so what they tell is no presence."""
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
    found: dict[UUID, dict[Source, Presence]] = defaultdict(dict)
    for one in presences:
        found[one.person_id].setdefault(one.source, one)
    return {
        person_id: sorted(of_person.values(), key=lambda one: one.place_in_time)
        for person_id, of_person in found.items()
    }
