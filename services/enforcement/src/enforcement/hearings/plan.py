"""Plan a hearing: on request, anew after an absence, or at another moment."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import GasHearingRequested
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store as gas
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.hearings import store
from enforcement.hearings.arrive import note_arrival
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


async def request(
    tx: Transaction, case_id: UUID, by: By, wish: HearingWish, requested_at: datetime | None
) -> GasCase:
    """Refused to an adult when the fine in view is low. Raises ``RefusedError``."""
    case = await gas.get_for_update(tx, case_id)
    moment = happened("requestedAt", requested_at, tx.now)
    take_step(tx, case, GasStep.HEARING_REQUEST, by, basis=basis.DEFENCE, happened_at=moment)
    case.hearing_asked = True
    await _plan(tx, case_id, wish)
    record(tx, GasHearingRequested(case_id=case_id, requested_at=moment))
    return case


async def plan_anew(tx: Transaction, case_id: UUID, by: By, wish: HearingWish) -> GasCase:
    """After an absence, or to another moment: the person is invited anew. ``RefusedError``."""
    case = await gas.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.NEW_INVITATION, by, basis=basis.DEFENCE)
    case.hearing_done = False
    await end_current(tx, case_id, HearingOutcome.VERPLAATST)
    await _plan(tx, case_id, wish)
    return case


async def withdraw(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """The person no longer asks for a hearing. Raises ``RefusedError``."""
    case = await gas.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.HEARING_WITHDRAWAL, by, basis=basis.DEFENCE)
    case.hearing_asked = False
    await end_current(tx, case_id, HearingOutcome.INGETROKKEN)
    return case


async def invitation_notified(tx: Transaction, case_id: UUID, notified_on: date, by: By) -> None:
    """The invitation reached the person; without it an absence counts for nothing."""
    case = await gas.get_for_update(tx, case_id)
    hearing = await store.current(tx, case_id)
    if hearing is not None:
        hearing.invited_on = max(notified_on, hearing.invited_on or notified_on)
    note_arrival(tx, case_id, case.state, notified_on, by, basis.DEFENCE)


async def end_current(tx: Transaction, case_id: UUID, outcome: HearingOutcome) -> None:
    """End the hearing that is awaited, if one is; a slot that is still to come is free again."""
    hearing = await store.current(tx, case_id)
    if hearing is None:
        return
    hearing.outcome, hearing.ended_at = outcome, tx.now
    if hearing.planned_at is not None and hearing.planned_at > tx.now:
        await store.free(tx, hearing.slot_id)
    await tx.session.flush()


async def _plan(tx: Transaction, case_id: UUID, wish: HearingWish) -> None:
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
