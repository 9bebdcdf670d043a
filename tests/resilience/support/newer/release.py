"""The toys one release later: they tell in four new ways, and keep a column more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chassis.db import Transaction
from contracts import EVENTS, Event
from contracts import pandkalender as today

from . import pandkalender as newer

EXPAND = "ALTER TABLE noted ADD COLUMN IF NOT EXISTS release text"
"""The migration of the release; older code does not know of it."""


def install() -> None:
    """Have this process know what the newer release knows."""
    EVENTS.update(newer.EVENTS_OF_THE_RELEASE)


@contextmanager
def contracts() -> Iterator[None]:
    """What the newer release knows, as long as the block lasts."""
    before = dict(EVENTS)
    install()
    try:
        yield
    finally:
        EVENTS.clear()
        EVENTS.update(before)


def tell(shift: today.ShiftDeclared) -> Event:
    """A shift, told in a way that its number decides."""
    number, key = shift.lead_minutes, shift.shift_id
    match number % 5:
        case 1:
            return newer.ShiftAnnounced(shift_id=key, number=number)
        case 2:
            return newer.ShiftEnded(shift_id=key, number=number)
        case 3:
            return newer.ShiftCancelled(
                shift_id=key,
                premises_id=shift.premises_id,
                cancelled_at=shift.declared_at,
                reason=newer.CancelReason.VERHUISD,
                number=number,
            )
    fields = {name: getattr(shift, name) for name in type(shift).model_fields}
    return newer.ShiftDeclared(**fields, channel="telefoon")


def number(event: Any) -> int:
    return int(event.lead_minutes if isinstance(event, newer.ShiftDeclared) else event.number)


def handlers(note: Callable[..., Any]) -> dict[type[Event], Any]:
    return dict.fromkeys(newer.EVENTS_OF_THE_RELEASE.values(), note)


async def use_the_new_column(tx: Transaction) -> None:
    await tx.conn.execute(
        "UPDATE noted SET release = 'newer' WHERE event_id = $1", tx.cause.causation_id
    )
