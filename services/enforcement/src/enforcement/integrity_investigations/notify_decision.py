"""Notify a decision: the waiting time runs, and the term to go to the Council of State."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.start_term import start_term
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.erase import FINDINGS_OVER
from enforcement.integrity_investigations.put_into_effect import EFFECT_DUE
from enforcement.integrity_investigations.rules import BASIS, EFFECT_TERM, IntegrityStep
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival


@dataclass(frozen=True, slots=True)
class Notification:
    """Registered, or against a receipt of ``received_on``.

    ``advice_annexed``: the directorate's advice was in the envelope. ``remedy_told``: so was how to
    appeal, else the term for it is later.
    """

    sent_at: datetime | None = None
    received_on: date | None = None
    advice_annexed: bool = False
    remedy_told: bool = True


async def notify_decision(
    tx: Transaction, case_id: UUID, by: By, notification: Notification
) -> IntegrityInvestigation:
    """Raises ``RefusedError``, also for a decision that went without the advice (§8)."""
    case = await store.get_for_update(tx, case_id)
    if not notification.advice_annexed:
        reason = lazy(
            "De wet wil het advies van de DIOB als bijlage. Verstuur de beslissing opnieuw."
        )
        raise FieldRefusedError("adviceAnnexed", reason)
    sent_at = happened("sentAt", notification.sent_at, tx.now, after=case.decided_at)
    sent_on = city_day(sent_at)
    law = await legal_terms.law(tx, sent_on, EFFECT_TERM)
    notified_on = arrival(sent_on, notification.received_on, city_day(tx.now), law.days)
    take_step(tx, case, IntegrityStep.NOTIFICATION, by, basis=BASIS, happened_at=sent_at)
    case.notified_at = sent_at
    ends = await case_terms.start(tx, case_id, law, EFFECT_TERM, notified_on)
    case.effect_after = ends.last_day
    await schedule(tx, EFFECT_DUE, str(case_id), day_start(ends.last_day + timedelta(days=1)))
    await start_term(tx, case_id, notified_on, remedy_told=notification.remedy_told)
    runs = await legal_terms.running(tx, case_id, APPEAL_TERM)
    assert runs is not None
    await schedule(tx, FINDINGS_OVER, str(case_id), day_start(runs.last_day + timedelta(days=1)))
    return case


async def decision_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """The letter of a decision arrived; it lists the advice among its annexes. ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    sent_at = max(day_start(on), case.decided_at or day_start(on))
    notification = Notification(sent_at=sent_at, received_on=on, advice_annexed=True)
    await notify_decision(tx, case_id, by, notification)


async def pass_on(
    tx: Transaction, case_id: UUID, by: By, passed_on_at: datetime | None
) -> IntegrityInvestigation:
    """To the directorate's register and the judicial authorities (§8). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    passed_on_at = happened("passedOnAt", passed_on_at, tx.now, after=case.decided_at)
    step = IntegrityStep.PASSING_ON
    take_step(tx, case, step, by, basis=BASIS, happened_at=passed_on_at)
    case.passed_on_at = passed_on_at
    return case
