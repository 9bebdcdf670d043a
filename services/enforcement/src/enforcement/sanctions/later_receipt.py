"""Letters of a sanction that prove to have arrived later than the law presumed (Ger.W. art. 53bis).

What the presumed day started begins anew; what cannot be undone, a person looks at.
"""

from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.codes import SanctionKind
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.council_of_state.restart_term import restart_term, was_told
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.notification import Proof, counts_from
from enforcement.notifications.store import letters
from enforcement.sanctions import heard, store, warn
from enforcement.sanctions.return_finding import return_finding
from enforcement.sanctions.rules import (
    DEFENCE_TERM,
    WARNING_BASIS,
    WARNING_TERM,
    SanctionState,
    SanctionStep,
    effect_of,
)
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.undo import give_back


async def warning(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """Only a fact of after the proven day follows the warning: another one makes place for it. None
    does while its letter came back and no other arrived."""
    case = await store.get_for_update(tx, case_id)
    back = await letters.came_back(tx, case_id)
    if any(letter.kind == LetterKind.WAARSCHUWING for letter in back):
        await _warned_nobody(tx, case, by)
    elif case.warned_on is None or proof.proven_on > case.warned_on:
        await recount_warning(tx, case, proof.proven_on, by)


async def recount_warning(tx: Transaction, case: SanctionCase, on: date, by: By) -> None:
    """The warning arrived on another day than the case has."""
    case_id = case.case_id
    if case.state is SanctionState.WAARSCHUWING_VERSTUURD:
        await warn.warning_notified(tx, case_id, on, by)
        return
    finding = await finding_without_warning(tx, case, on)
    law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
    case.warned_on, case.warned_from = on, counts_from(on, None)
    case.warning_valid_until = law.deadline(WARNING_TERM, on).last_day
    if finding is not None and await _without_finding(tx, case, finding, by):
        await case_terms.start(tx, case_id, law, WARNING_TERM, on)


async def _warned_nobody(tx: Transaction, case: SanctionCase, by: By) -> None:
    """What followed the warning follows nothing, and nothing counts until another arrives."""
    case.forget_receipt()
    finding = await store.next_finding(tx, case)
    if finding is not None:
        await _without_finding(tx, case, finding, by)
    await case_terms.close(tx, case.case_id, WARNING_TERM)


async def _without_finding(tx: Transaction, case: SanctionCase, finding: Finding, by: By) -> bool:
    """Let a finding that follows no warning live on by itself; else a person has to look."""
    case_id = case.case_id
    if not permits(case, SanctionStep.NEXT_FINDING_VOID, city_day(tx.now)):
        await ask_review(tx, case_id, case.state, by, Early.GEWAARSCHUWD)
        return False
    take_step(tx, case, SanctionStep.NEXT_FINDING_VOID, by, basis=WARNING_BASIS)
    case.next_finding_id = None
    case.forget_defence()
    case.forget_proposal()
    await case_terms.close(tx, case_id, DEFENCE_TERM)
    await return_finding(tx, case, finding, by)
    return True


async def finding_without_warning(tx: Transaction, case: SanctionCase, on: date) -> Finding | None:
    """The next finding, if it does not follow a warning that arrived on a day."""
    finding = await store.next_finding(tx, case)
    if finding is None:
        return None
    law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
    last_day = law.deadline(WARNING_TERM, on).last_day
    follows = counts_from(on, None) <= finding.fact_at and city_day(finding.fact_at) <= last_day
    return None if follows else finding


async def invitation(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The term for a defence runs from the proven day. Raises ``RefusedError``."""
    await heard.invitation_notified(tx, case_id, proof.proven_on, by)


async def decision(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The term of appeal begins anew, also in a closed case; what the sanction did before is looked
    at by a person, and one that was notified after its own end never worked."""
    case = await store.get_for_update(tx, case_id)
    if case.notified_at is not None and proof.proven_on > city_day(case.notified_at):
        await recount_notification(tx, case, proof.proven_on, by)


async def recount_notification(tx: Transaction, case: SanctionCase, on: date, by: By) -> None:
    """The decision was notified on another day than the case has."""
    noted_at = case.notified_at
    told = await was_told(tx, case.case_id, noted_at and city_day(noted_at))
    case.notified_at = max(day_start(on), case.decided_at or day_start(on))
    await _work_from(tx, case, noted_at, by)
    await restart_term(tx, case.case_id, on, contested=case.contested, remedy_told=told)


async def _work_from(
    tx: Transaction, case: SanctionCase, noted_at: datetime | None, by: By
) -> None:
    kind, worked_from = SanctionKind(case.decision_kind or ""), case.effect_from
    before, effect = (
        None if at is None else effect_of(kind, case.effective_from, case.effective_to, at)
        for at in (noted_at, case.notified_at)
    )
    if before is not None and worked_from is None:
        return  # There was nothing to suspend or to withdraw.
    if worked_from is not None and (effect is None or effect.starts > worked_from):
        await ask_review(tx, case.case_id, case.state, by, Early.GEWERKT)
    if effect is not None:
        case.effect_from, case.effect_to = effect.starts, effect.ends
        return
    if worked_from is not None and case.restricts:
        await give_back(tx, case, by)
    case.effect_from = case.effect_to = None
