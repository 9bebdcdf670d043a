"""Shifts that an owner declared before they begin."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from contracts.enforcement import Premises, Room, SuitabilityGranted
from contracts.pandkalender import ShiftDeclared

from .databank import Databank, day, declared, unlike_others

LATER = day(400)


async def announce_shift(databank: Databank, at: Any = LATER, **who: Any) -> ShiftDeclared:
    shift = declared(unlike_others(**who), at)
    await databank.tell(shift, at=at - timedelta(hours=1))
    return shift


def suitable(
    shift: ShiftDeclared, street: str, house_number: str, *labels: str
) -> SuitabilityGranted:
    """The premises of a shift as the city knows them: the room of the shift first, then others."""
    ids = (shift.room_id, *(uuid4() for _ in labels[1:]))
    rooms = zip(ids, labels, strict=True)
    premises = Premises(
        premises_id=shift.premises_id,
        label=f"{street} {house_number}",
        street=street,
        house_number=house_number,
        postcode="2000",
        owner="OWN-1",
        rooms=tuple(Room(room_id=room_id, label=label) for room_id, label in rooms),
    )
    return SuitabilityGranted(
        premises_id=shift.premises_id,
        dossier_id=uuid4(),
        premises=premises,
        conditional=False,
        conditions=(),
        valid_from=day(-10).date(),
        valid_to=day(900).date(),
        decided_at=day(-10),
    )
