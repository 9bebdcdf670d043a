"""A shift as an owner asks for it."""

from dataclasses import dataclass
from uuid import UUID

from contracts.identity import IdentityClaim
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.work import UNSAID, Work


@dataclass(frozen=True, slots=True)
class Draft:
    """A room, hours and a worker, before anything is decided."""

    room_id: UUID
    period: Period
    claim: IdentityClaim
    work: Work = UNSAID


@dataclass(frozen=True, slots=True)
class RosterShift:
    """A draft from a roster file, with the number of its row there."""

    number: int
    draft: Draft
