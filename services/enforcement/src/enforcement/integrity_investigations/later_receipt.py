"""Letters of an investigation that prove to have arrived later than the law presumed (53bis)."""

from datetime import date, timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.council_of_state.restart_term import restart_term, was_told
from enforcement.integrity_investigations import heard, store
from enforcement.integrity_investigations.erase import FINDINGS_OVER
from enforcement.integrity_investigations.put_into_effect import (
    EFFECT_DUE,
    give_back,
    reconsider_refused,
)
from enforcement.integrity_investigations.rules import (
    BASIS,
    EFFECT_TERM,
    IntegrityState,
    IntegrityStep,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import Proof


async def invitation(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The time to prepare runs from the proven day. Raises ``RefusedError``."""
    await heard.invitation_notified(tx, case_id, proof.proven_on, by)


async def decision(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The waiting time and the term of appeal begin anew; what works too early stops until then."""
    case = await store.get_for_update(tx, case_id)
    if case.effect_after is None:
        return
    law = await legal_terms.law(tx, proof.proven_on, EFFECT_TERM)
    if law.deadline(EFFECT_TERM, proof.proven_on).last_day > case.effect_after:
        await recount_notification(tx, case, proof.proven_on, by)


async def recount_notification(
    tx: Transaction, case: IntegrityInvestigation, on: date, by: By
) -> None:
    """The decision was notified on another day than the case has."""
    law = await legal_terms.law(tx, on, EFFECT_TERM)
    waits_until = law.deadline(EFFECT_TERM, on).last_day
    case.effect_after = waits_until
    noted_on = await legal_terms.began_on(tx, case.case_id, EFFECT_TERM)
    told = await was_told(tx, case.case_id, noted_on)
    today = city_day(tx.now)
    if case.effect_from is not None and city_day(case.effect_from) <= waits_until:
        await _work_later(tx, case, by)
    waits = case.state is IntegrityState.TER_KENNIS_GEBRACHT
    await case_terms.start(tx, case.case_id, law, EFFECT_TERM, on)
    if not waits or today > waits_until:
        await case_terms.close(tx, case.case_id, EFFECT_TERM)
    if waits:
        due = max(tx.now, day_start(waits_until + timedelta(days=1)))
        await schedule(tx, EFFECT_DUE, str(case.case_id), due)
    last_day = await restart_term(tx, case.case_id, on, contested=case.contested, remedy_told=told)
    if case.data_erased_at is None:
        over = max(tx.now, day_start(last_day + timedelta(days=1)))
        await schedule(tx, FINDINGS_OVER, str(case.case_id), over)
    elif city_day(case.data_erased_at) <= last_day:
        await ask_review(tx, case.case_id, case.state, by, Early.VERNIETIGD)


async def _work_later(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """It worked before its waiting time was over, and maybe that is not over yet."""
    await ask_review(tx, case.case_id, case.state, by, Early.GEWERKT)
    assert case.effect_after is not None, "the caller gave it"
    today = city_day(tx.now)
    waits = case.works and today <= case.effect_after
    if not waits or not permits(case, IntegrityStep.EFFECT_VOID, today):
        return
    await give_back(tx, case, by)
    await reconsider_refused(tx, case, by)
    take_step(tx, case, IntegrityStep.EFFECT_VOID, by, basis=BASIS)
    case.effect_from = case.effect_to = None
