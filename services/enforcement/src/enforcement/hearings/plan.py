"""Plan a hearing in a slot, and give the slot back of one that does not take place."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.hearings import store
from enforcement.hearings.rules import HearingOutcome
from enforcement.hearings.store import Hearing, HearingSlot


@dataclass(frozen=True, slots=True)
class HearingWish:
    """A slot may be chosen later. ``interpreter`` is a language, where one is needed."""

    slot_id: UUID | None = None
    interpreter: str | None = None
    with_lawyer: bool = False


async def open_slot(tx: Transaction, starts_at: datetime, place: str) -> HearingSlot:
    """Raises ``RefusedError``."""
    if starts_at <= tx.now:
        raise FieldRefusedError("startsAt", lazy("Kies een moment dat nog moet komen."))
    slot = HearingSlot(starts_at=starts_at, place=place)
    tx.session.add(slot)
    return slot


async def end_current(tx: Transaction, case_id: UUID, outcome: HearingOutcome) -> None:
    """End the hearing that is awaited, if one is; a slot that is still to come is free again."""
    hearing = await store.current(tx, case_id)
    if hearing is None:
        return
    hearing.outcome, hearing.ended_at = outcome, tx.now
    if hearing.planned_at is not None and hearing.planned_at > tx.now:
        await store.free(tx, hearing.slot_id)
    await tx.session.flush()


async def plan(tx: Transaction, case_id: UUID, wish: HearingWish) -> None:
    """Another hearing of a case, at its slot. Raises ``SlotNotFoundError``."""
    slot = None if wish.slot_id is None else await store.take_slot(tx, wish.slot_id, case_id)
    await store.add(
        tx,
        Hearing(
            case_id=case_id,
            position=0,
            slot_id=wish.slot_id,
            planned_at=None if slot is None else slot.starts_at,
            place=None if slot is None else slot.place,
            interpreter=wish.interpreter,
            with_lawyer=wish.with_lawyer,
        ),
    )
