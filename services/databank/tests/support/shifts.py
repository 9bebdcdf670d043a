"""Shifts that an owner declared before they begin."""

from datetime import timedelta
from typing import Any

from contracts.pandkalender import ShiftDeclared

from .databank import Databank, day, declared, unlike_others

LATER = day(400)


async def announce_shift(databank: Databank, at: Any = LATER, **who: Any) -> ShiftDeclared:
    shift = declared(unlike_others(**who), at)
    await databank.tell(shift, at=at - timedelta(hours=1))
    return shift
