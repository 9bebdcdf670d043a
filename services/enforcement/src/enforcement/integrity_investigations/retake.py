"""Take a decision back: the college withdraws its own act, or begins anew after a ruling.

What it took is given back, and the case stands where it went wrong: from there every guard holds
again (decisions 0193 and 0195).
"""

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import DecidingBody
from contracts.enforcement import IntegrityDecisionWithdrawn
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.integrity_investigations.erase import (
    FILE_OVER,
    FINDINGS_OVER,
    erase_findings,
    keep_until,
)
from enforcement.integrity_investigations.put_into_effect import (
    EFFECT_DUE,
    give_back,
    reconsider_refused,
)
from enforcement.integrity_investigations.rules import (
    BASIS,
    EFFECT_TERM,
    INVESTIGATION_TERM,
    IntegrityState,
    IntegrityStep,
    Restart,
    Reversal,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.ended_decisions import note_ended
from enforcement.notifications.rules.ended import Ended, Ending
from enforcement.notifications.undelivered import recount_undelivered

BEGINS_IN = {
    Restart.ONDERZOEK: IntegrityState.GESTART,
    Restart.HOORZITTING: IntegrityState.ADVIES_ONTVANGEN,
    Restart.VOORSTEL: IntegrityState.GEHOORD,
    Restart.BESLISSING: IntegrityState.VOORGESTELD,
    Restart.NIETS: IntegrityState.AFGESLOTEN,
}


async def retake(tx: Transaction, case: IntegrityInvestigation, restart: Restart, by: By) -> None:
    """The days of an investigation run anew. An appeal that runs is still ruled on, and changes
    nothing more. Raises ``RefusedError``.
    """
    worked, undone = case.works, case.undone_at is not None
    step, begins_in = IntegrityStep.RETAKE, BEGINS_IN[restart]
    take_step(tx, case, step, by, outcome=begins_in, reason=restart, basis=BASIS)
    await recount_undelivered(tx, case.case_id, CaseKind.INTEGRITY)
    if worked:
        await give_back(tx, case, by, ending=Ending.INGETROKKEN)
    if not undone:
        await reconsider_refused(tx, case, by)
    for timer in (EFFECT_DUE, FINDINGS_OVER, FILE_OVER):
        await revoke(tx, timer, str(case.case_id))
    await case_terms.close(tx, case.case_id, APPEAL_TERM, EFFECT_TERM)
    record(
        tx,
        IntegrityDecisionWithdrawn(
            case_id=case.case_id,
            about=case.subject,
            anew=restart is not Restart.NIETS,
            withdrawn_at=tx.now,
        ),
    )
    if restart is Restart.NIETS:
        case.undone_at, case.closed_at = tx.now, tx.now
        if not undone:
            case.reversal = Reversal.EIGEN_FOUT
        case.notified_at = case.stayed_at = None
        case.contested = False
        await erase_findings(tx, case, by)
        await keep_until(tx, case)
        return
    await _tell(tx, case)
    _forget(case, restart)
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, INVESTIGATION_TERM)
    await case_terms.start(tx, case.case_id, law, INVESTIGATION_TERM, today)


async def _tell(tx: Transaction, case: IntegrityInvestigation) -> None:
    """Of a case that ends, and of what the Council annulled, its outcome is told."""
    undone = case.undone_at is not None
    if case.decided_at is not None and case.decided is not None and not undone:
        ended = Ended(
            ending=Ending.INGETROKKEN,
            body=DecidingBody.COLLEGE,
            what=str(case.decided),
            decided_at=case.decided_at,
            ended_at=tx.now,
            notified=case.notified_at is not None,
            anew=True,
        )
        await note_ended(tx, case.case_id, ended)


def _forget(case: IntegrityInvestigation, restart: Restart) -> None:
    """What the case knew from where it begins anew; the timeline keeps the steps."""
    case.decided = case.decision = case.conditions = case.months = case.decided_at = None
    case.defence_answer = case.reversal = None
    case.notified_at = case.effect_after = case.effect_from = case.effect_to = None
    case.passed_on_at = case.undone_at = case.stayed_at = case.closed_at = None
    case.appealed_at = case.urgency = case.ruling = None
    case.contested = False
    if restart is Restart.BESLISSING:
        return
    case.proposed = case.proposal = case.proposed_at = None
    case.grounds = []
    if restart is Restart.VOORSTEL:
        return
    case.invited_at = case.hearing_at = case.invited_on = case.notice_until = None
    case.heard = case.no_hearing_wanted = False
    if restart is Restart.ONDERZOEK:
        case.advice_asked_at = case.advised_at = case.data_erased_at = None
        case.register_consulted = case.admissible = case.extended = False
