"""A declared shift as the police see it: the owner's word, followed event by event."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from contracts.codes import LapseReason
from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftEnded, ShiftLapsed


class ShiftState(StrEnum):
    """A shift that lapsed is ``geannuleerd`` here too, with a reason: it does not take place."""

    AANGEGEVEN = "aangegeven"
    GEWIJZIGD = "gewijzigd"
    GEANNULEERD = "geannuleerd"
    BEEINDIGD = "beeindigd"


class Hours(Protocol):
    """A shift with its hours, as far as they are known."""

    @property
    def state(self) -> ShiftState: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...


def runs_at(shift: Hours, at: datetime) -> bool:
    """Whether a shift went on at a moment: from its begin until it ended, earlier or later.

    Only then does an empty room, or somebody else in it, say anything of who was declared
    (handbook §2.2: "nobody there during the shift").
    """
    took_place = shift.state is not ShiftState.GEANNULEERD
    return took_place and shift.starts_at <= at < (shift.ended_at or shift.ends_at)


@dataclass(frozen=True, slots=True)
class Shift:
    """``person_id`` follows the claim: a corrected link moves it."""

    shift_id: UUID
    claim_id: UUID
    person_id: UUID
    confidence: float
    premises_id: UUID
    room_id: UUID
    starts_at: datetime
    ends_at: datetime
    declared_at: datetime
    late: bool
    state: ShiftState = ShiftState.AANGEGEVEN
    ended_at: datetime | None = None
    lapse_reason: LapseReason | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.state is ShiftState.GEANNULEERD

    def after(self, event: ShiftChanged | ShiftCancelled | ShiftLapsed | ShiftEnded) -> "Shift":
        """The shift as the event leaves it; a cancelled or ended shift keeps that state."""
        match event:
            case ShiftChanged():
                is_open = self.state is ShiftState.AANGEGEVEN
                return replace(
                    self,
                    premises_id=event.premises_id,
                    room_id=event.room_id,
                    starts_at=event.starts_at,
                    ends_at=event.ends_at,
                    state=ShiftState.GEWIJZIGD if is_open else self.state,
                )
            case ShiftCancelled():
                return replace(self, state=ShiftState.GEANNULEERD)
            case ShiftLapsed():
                return replace(
                    self, state=ShiftState.GEANNULEERD, lapse_reason=LapseReason(event.reason)
                )
            case ShiftEnded():
                return replace(self, state=ShiftState.BEEINDIGD, ended_at=event.ended_at)
