"""Ask the prosecutor about mixed facts, and record the answer or the silence (arts. 23 and 24)."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import DismissalReason, GasOutcome
from contracts.enforcement import GasDismissed, ProsecutorAsked
from enforcement.cases.rules import happened
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.end import end
from enforcement.gas.law import law_of_facts
from enforcement.gas.rules import GasStep, MixedOffence, ProsecutorAnswer, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.legal_terms import case_terms


async def refer(
    tx: Transaction, case_id: UUID, by: By, mixed: MixedOffence, received_at: datetime | None
) -> GasCase:
    """The facts turn out to be mixed; the prosecutor's term runs from the receipt of the PV.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    moment = happened("receivedAt", received_at, tx.now)
    take_step(tx, case, GasStep.PROSECUTOR_REFERRAL, by, basis=basis.PROSECUTOR, happened_at=moment)
    case.mixed = mixed
    await start_window(tx, case, city_day(moment))
    await tell_asked(tx, case_id)
    return case


async def tell_asked(tx: Transaction, case_id: UUID) -> None:
    """Tell the police that the prosecutor has a say: the original report is for him."""
    ids = tuple(each.finding_id for each in await findings.of_case(tx, case_id))
    record(tx, ProsecutorAsked(case_id=case_id, finding_ids=ids, asked_at=tx.now))


async def start_window(tx: Transaction, case: GasCase, received_on: date) -> None:
    law = await law_of_facts(tx, case.case_id, basis.PROSECUTOR_TERM)
    ends = await case_terms.start(tx, case.case_id, law, basis.PROSECUTOR_TERM, received_on)
    case.prosecutor_until = ends.last_day


async def record_answer(
    tx: Transaction,
    case_id: UUID,
    by: By,
    answer: ProsecutorAnswer,
    answered_at: datetime | None,
) -> GasCase:
    """Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("answeredAt", answered_at, tx.now)
    take_step(
        tx,
        case,
        GasStep.PROSECUTOR_ANSWER,
        by,
        outcome=answer,
        basis=basis.PROSECUTOR,
        happened_at=moment,
    )
    case.prosecutor_answer = answer
    if answer is ProsecutorAnswer.AFGEZIEN:
        await case_terms.close(tx, case_id, basis.PROSECUTOR_TERM)
        return case
    await end(tx, case)
    reason = DismissalReason.OVERGENOMEN_DOOR_PARKET
    record(tx, GasDismissed(case_id=case_id, reason=reason, dismissed_at=tx.now))
    tell_outcome(tx, case_id, GasOutcome.OVERGENOMEN_DOOR_PARKET)
    return case


async def note_silence(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """The term passed without an answer: for light mixed facts the city goes on.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.PROSECUTOR_SILENCE, by, basis=basis.PROSECUTOR)
    case.prosecutor_silent = True
    await case_terms.close(tx, case_id, basis.PROSECUTOR_TERM)
    return case
