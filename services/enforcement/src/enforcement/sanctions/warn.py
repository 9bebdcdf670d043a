"""Warn the owner: notify the PV of the findings, then send the warning."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import SanctionWarningSent
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.sanctions import store
from enforcement.sanctions.rules import WARNING_BASIS, WARNING_TERM, SanctionStep
from enforcement.sanctions.store import SanctionCase


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
    return case


async def warn(
    tx: Transaction, case_id: UUID, by: By, *, extract: str, sent_at: datetime | None
) -> SanctionCase:
    """Only a fact after the warning, within its validity, can lead to a sanction.

    ``extract`` is the text of the breached rule. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    notified_at = await timeline.latest(tx, case_id, SanctionStep.PV_NOTIFICATION)
    sent_at = happened("sentAt", sent_at, tx.now, after=notified_at)
    take_step(
        tx,
        case,
        SanctionStep.WARNING,
        by,
        reason=extract,
        basis=WARNING_BASIS,
        happened_at=sent_at,
    )
    law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
    ends = await case_terms.start(tx, case_id, law, WARNING_TERM, city_day(sent_at))
    case.warned_at = sent_at
    case.warning_valid_until = ends.last_day
    record(tx, SanctionWarningSent(case_id=case_id, premises_id=case.premises_id, sent_at=sent_at))
    return case
