"""The calendar's contracts one release later. Importing them leaves the register as it was."""

from enum import StrEnum
from uuid import UUID

from contracts import EVENTS
from contracts import pandkalender as today
from contracts.event import Code, Event, Moment

_before = dict(EVENTS)
for _renewed in (today.ShiftDeclared, today.ShiftCancelled):
    del EVENTS[_renewed.type]


class CancelReason(StrEnum):
    """``verhuisd`` is new."""

    ZIEK = "ziek"
    VERHUISD = "verhuisd"


class ShiftDeclared(
    today.ShiftDeclared,
    readers={"databank", "reporting"},
    purpose="supervision",
    key="shift_id",
    edition=2,
):
    """May say something more."""

    channel: Code | None = None


class ShiftCancelled(
    Event, readers={"databank", "reporting"}, purpose="supervision", key="shift_id", edition=2
):
    """Has one reason more, and may say something more."""

    shift_id: UUID
    premises_id: UUID
    cancelled_at: Moment
    reason: CancelReason
    number: int | None = None


class ShiftAnnounced(Event, readers={"databank"}, purpose="supervision", key="shift_id"):
    """A new event."""

    shift_id: UUID
    number: int


class ShiftEnded(Event, readers={"databank"}, purpose="supervision", key="shift_id", version=2):
    """A new version, beside the old one."""

    shift_id: UUID
    number: int


EVENTS_OF_THE_RELEASE = {
    event.type: event for event in (ShiftDeclared, ShiftCancelled, ShiftAnnounced, ShiftEnded)
}
EVENTS.clear()
EVENTS.update(_before)
