"""A month to appeal that begins anew: the decision arrived later, or its amount was corrected.

A fine that counted as final is not, and nothing is asked until the month is over.
"""

from datetime import date, timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.rules import IN_COLLECTION, GasState, GasStep, basis
from enforcement.gas.rules.states import FALLEN
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import Proof
from enforcement.payments import costs_term

GIVEN_UP = (GasStep.IRRECOVERABLE, GasStep.PRESCRIPTION, GasStep.WITHDRAWAL)
FINAL = (GasState.DEFINITIEF, *IN_COLLECTION, GasState.BETAALD)
"""The appeal month counted as over, and something is asked or was paid."""
BEFORE_COURT = (GasState.BEROEP_INGESTELD, GasState.VONNIS, GasState.HERZIEN)
DUNNED = (GasState.AANMANING, GasState.DWANGINVORDERING)


async def begin_anew(tx: Transaction, case: GasCase, on: date, by: By) -> None:
    """From the day of a notification; never shorter than the month that runs or ran."""
    law = await legal_terms.law(tx, on, basis.APPEAL_TERM)
    last_day = law.deadline(basis.APPEAL_TERM, on).last_day
    case.appeal_until = max(last_day, case.appeal_until or last_day)
    if case.is_ruled or case.state in BEFORE_COURT:
        if case.state is GasState.VONNIS and not case.is_ruled:
            await _final_after(tx, case, case.appeal_until)
        return
    if case.state in FINAL or await _was_paid(tx, case):
        if case.state in DUNNED:
            await ask_review(tx, case.case_id, case.state, by, Early.INGEVORDERD)
        take_step(tx, case, GasStep.APPEAL_REOPENING, by, basis=basis.APPEAL)
        case.closed_at = None
        await case_terms.close(tx, case.case_id)
        await costs_term.run_on(tx, case.case_id)
    if case.state is GasState.TER_KENNIS_GEBRACHT:
        if city_day(tx.now) <= case.appeal_until:
            await case_terms.start(tx, case.case_id, law, basis.APPEAL_TERM, on)
        await _final_after(tx, case, case.appeal_until)


async def correction_notified(tx: Transaction, case_id: UUID, notified_on: date, by: By) -> None:
    """The letter about a lower amount reached the person, who may appeal against that amount."""
    case = await store.get_for_update(tx, case_id)
    if case.state not in FALLEN:
        await begin_anew(tx, case, notified_on, by)


async def correction_proven(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """As above, on a later day than the law presumed."""
    await correction_notified(tx, case_id, proof.proven_on, by)


async def _final_after(tx: Transaction, case: GasCase, last_day: date) -> None:
    day_after = day_start(last_day + timedelta(days=1))
    await schedule(tx, FINE_FINAL, str(case.case_id), max(day_after, tx.now), {})


async def _was_paid(tx: Transaction, case: GasCase) -> bool:
    """Whether a closed case was paid, and not given up."""
    if case.state is not GasState.AFGESLOTEN:
        return False
    paid_at = await timeline.latest(tx, case.case_id, GasStep.PAYMENT)
    ended_at = await timeline.latest(tx, case.case_id, *GIVEN_UP)
    return paid_at is not None and (ended_at is None or ended_at < paid_at)
