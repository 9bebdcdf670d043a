"""Hold a hearing: its report, or that the person stayed away."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from contracts.enforcement import GasHearingHeld
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store as gas
from enforcement.gas.make_ready import make_ready
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.hearings import store
from enforcement.hearings.plan import end_current
from enforcement.hearings.rules import HearingOutcome, absence_counts, too_early


async def hear(
    tx: Transaction, case_id: UUID, by: By, report: str, held_at: datetime | None
) -> GasCase:
    """The report is part of the file; the case is ready to be decided. ``RefusedError``."""
    case = await gas.get_for_update(tx, case_id)
    moment = happened("heldAt", held_at, tx.now)
    hearing = await store.current(tx, case_id)
    early = None if hearing is None else too_early(hearing.planned_at, tx.now)
    if early is not None:
        raise StepRefusedError(early)
    take_step(tx, case, GasStep.HEARING, by, reason=report, basis=basis.DEFENCE, happened_at=moment)
    case.hearing_done = case.defended = True
    await end_current(tx, case_id, HearingOutcome.GEHOUDEN)
    record(tx, GasHearingHeld(case_id=case_id, attended=True, held_at=moment))
    await make_ready(tx, case, by)
    return case


async def note_absence(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """Nobody came, though invited in time; a new invitation stays possible. ``RefusedError``."""
    case = await gas.get_for_update(tx, case_id)
    hearing = await store.current(tx, case_id)
    planned_at = None if hearing is None else hearing.planned_at
    planned_on = None if planned_at is None else city_day(planned_at)
    invited_on = None if hearing is None else hearing.invited_on
    wrong = absence_counts(planned_on, invited_on) or too_early(planned_at, tx.now)
    if wrong is not None:
        raise StepRefusedError(wrong)
    take_step(tx, case, GasStep.NO_SHOW, by, basis=basis.DEFENCE)
    case.hearing_done = True
    await end_current(tx, case_id, HearingOutcome.NIET_VERSCHENEN)
    record(tx, GasHearingHeld(case_id=case_id, attended=False, held_at=tx.now))
    return case
