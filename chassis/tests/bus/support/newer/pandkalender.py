"""Events that only a newer release of the contracts knows; none stays in the register."""

from uuid import UUID

from contracts import EVENTS
from contracts.event import Event


class ShiftAnnounced(Event, readers={"databank"}, purpose="supervision", key="shift_id"):
    shift_id: UUID


class ShiftDeclared(Event, readers={"databank"}, purpose="supervision", key="shift_id", version=2):
    shift_id: UUID


for each in (ShiftAnnounced, ShiftDeclared):
    del EVENTS[each.type]
