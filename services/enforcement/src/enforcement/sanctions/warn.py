"""Warn the owner: notify the PV of the findings, then send the warning."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import SanctionPvNotified, SanctionWarningSent
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Law, deemed_received
from enforcement.notifications.rules.notification import counts_from
from enforcement.sanctions import store
from enforcement.sanctions.rules import WARNING_BASIS, WARNING_TERM, SanctionState, SanctionStep
from enforcement.sanctions.store import SanctionCase

RECEIVED = "waarschuwing_ontvangen"


async def notify_report(
    tx: Transaction, case_id: UUID, by: By, notified_at: datetime | None
) -> SanctionCase:
    """The owner got the PV of the findings. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    notified_at = happened("notifiedAt", notified_at, tx.now, after=case.fact_at)
    take_step(
        tx,
        case,
        SanctionStep.PV_NOTIFICATION,
        by,
        basis=WARNING_BASIS,
        happened_at=notified_at,
    )
    premises_id = case.premises_id
    record(
        tx, SanctionPvNotified(case_id=case_id, premises_id=premises_id, notified_at=notified_at)
    )
    return case


async def warn(
    tx: Transaction,
    case_id: UUID,
    by: By,
    *,
    extract: str,
    sent_at: datetime | None,
    registered: bool = True,
) -> SanctionCase:
    """The warning left; with ``registered`` it counts as received on the third working day.

    ``extract`` is the text of the breached rule. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    notified_at = await timeline.latest(tx, case_id, SanctionStep.PV_NOTIFICATION)
    sent_at = happened("sentAt", sent_at, tx.now, after=notified_at)
    law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
    case.warned_on = city_day(sent_at)
    if registered:
        case.warned_on = deemed_received(case.warned_on, law.days.legal)
    case.warned_from = counts_from(case.warned_on, None if registered else sent_at)
    await _warn(tx, case, by, law, extract, sent_at)
    return case


async def warning_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A warning letter, which holds the extract of the rule, reached the owner on a day.

    When somebody noted before that it left, the day by law makes place for this one.
    """
    case = await store.get_for_update(tx, case_id)
    law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
    case.warned_on, case.warned_from = on, counts_from(on, None)
    if case.state is not SanctionState.WAARSCHUWING_VERSTUURD:
        await _warn(tx, case, by, law, None, tx.now)
        return
    case.warning_valid_until = (await case_terms.start(tx, case_id, law, WARNING_TERM, on)).last_day
    reason = f"ter kennis gebracht op {on:%d/%m/%Y}"
    timeline.note(tx, case_id, RECEIVED, (case.state, case.state), by, reason=reason)


async def _warn(
    tx: Transaction,
    case: SanctionCase,
    by: By,
    law: Law,
    extract: str | None,
    sent_at: datetime,
) -> None:
    """Only a fact after the receipt, within the warning's validity, can lead to a sanction."""
    take_step(
        tx,
        case,
        SanctionStep.WARNING,
        by,
        reason=extract,
        basis=WARNING_BASIS,
        happened_at=sent_at,
    )
    assert case.warned_on is not None, "the caller says when the owner got it"
    ends = await case_terms.start(tx, case.case_id, law, WARNING_TERM, case.warned_on)
    case.warned_at = sent_at
    case.warning_valid_until = ends.last_day
    record(
        tx,
        SanctionWarningSent(case_id=case.case_id, premises_id=case.premises_id, sent_at=sent_at),
    )
