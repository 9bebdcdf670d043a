"""Take a decision back: the body withdraws its own act, or begins anew after the Council ruled.

What the decision took is given back, and the case stands where it went wrong: from there every
guard holds again (decision 0193).
"""

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Function
from contracts.codes import DecidingBody
from contracts.enforcement import SanctionClosed, SanctionDecisionWithdrawn
from enforcement.cases.rules import CaseKind, WrongBodyError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.functions import SECRETARIAT_OF
from enforcement.legal_terms import case_terms
from enforcement.notifications.ended_decisions import note_sequel
from enforcement.notifications.rules.ended import Ending
from enforcement.notifications.undelivered import recount_undelivered
from enforcement.sanctions import store
from enforcement.sanctions.check_execution import withdraw_check
from enforcement.sanctions.close import tell_reopened_case
from enforcement.sanctions.return_finding import return_finding
from enforcement.sanctions.rules import (
    DEFENDED,
    WARNING_BASIS,
    Restart,
    SanctionState,
    SanctionStep,
)
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.tell_ended import tell_ended
from enforcement.sanctions.undo import give_back

BEGINS_IN = {
    Restart.WAARSCHUWING: SanctionState.PV_TER_KENNIS_GEBRACHT,
    Restart.HOORZITTING: SanctionState.VOLGENDE_VASTSTELLING,
    Restart.BESLISSING: SanctionState.ADVIES_OPGEMAAKT,
    Restart.NIETS: SanctionState.AFGESLOTEN,
}


async def retake(tx: Transaction, case: SanctionCase, restart: Restart, by: By, why: str) -> None:
    """By the body that decided. An appeal that runs is still ruled on, and changes nothing more.

    Raises ``RefusedError``.
    """
    body = DecidingBody(case.deciding_body) if case.deciding_body else None
    if body is not None and body is not SECRETARIAT_OF[Function(by.function)]:
        raise WrongBodyError(body)
    before = case.state
    if case.restricts:
        await give_back(tx, case, by, ending=Ending.INGETROKKEN)
    withdraw_check(tx, case, by)
    begins_in = BEGINS_IN.get(restart) or await _defended(tx, case)
    take_step(
        tx,
        case,
        SanctionStep.RETAKE,
        by,
        outcome=begins_in,
        reason=why,
        basis=WARNING_BASIS,
    )
    await recount_undelivered(tx, case.case_id, CaseKind.SANCTION)
    decided_at = case.decided_at
    await _tell(tx, case, anew=restart is not Restart.NIETS)
    finding = await store.next_finding(tx, case) if restart is Restart.WAARSCHUWING else None
    _forget(case, restart)
    await case_terms.close(tx, case.case_id, APPEAL_TERM)
    case_id, premises_id = case.case_id, case.premises_id
    if decided_at is not None:
        record(
            tx,
            SanctionDecisionWithdrawn(
                case_id=case_id,
                premises_id=premises_id,
                anew=restart is not Restart.NIETS,
                withdrawn_at=tx.now,
            ),
        )
    if finding is not None:
        await return_finding(tx, case, finding, by)
    if restart is not Restart.NIETS and before is SanctionState.AFGESLOTEN:
        tell_reopened_case(tx, case)
    if restart is Restart.NIETS and before is not SanctionState.AFGESLOTEN:
        record(tx, SanctionClosed(case_id=case_id, premises_id=premises_id, closed_at=tx.now))


async def _tell(tx: Transaction, case: SanctionCase, *, anew: bool) -> None:
    """What the Council annulled was told as that."""
    await note_sequel(tx, case.case_id, anew=anew)
    if case.annulled_at is None:
        await tell_ended(tx, case, Ending.INGETROKKEN, anew=anew)


async def _defended(tx: Transaction, case: SanctionCase) -> str | None:
    """Where the case was before the last proposal."""
    return await timeline.latest_before(tx, case.case_id, SanctionStep.PROPOSAL, DEFENDED)


def _forget(case: SanctionCase, restart: Restart) -> None:
    """What the case knew from where it begins anew; the timeline keeps all."""
    case.decision_kind = case.deciding_body = None
    case.decided_at = case.effective_from = case.effective_to = None
    case.notified_at = case.effect_from = case.effect_to = None
    case.complied = case.sequel = None
    case.stayed_at = case.annulled_at = case.reopened_at = None
    case.contested = False
    if restart is Restart.BESLISSING:
        return
    case.proposed_kind = None
    if restart in (Restart.HOORZITTING, Restart.WAARSCHUWING):
        case.forget_defence()
    if restart is Restart.WAARSCHUWING:
        case.warned_at = case.warned_from = case.warned_on = case.warning_valid_until = None
        case.next_finding_id = None
