"""Warn an owner: the letter arrived, and the validity of the warning begins."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import SanctionWarningSent
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Law
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.notification import counts_from
from enforcement.notifications.store import letters
from enforcement.sanctions import store
from enforcement.sanctions.rules import WARNING_BASIS, WARNING_TERM, SanctionState, SanctionStep
from enforcement.sanctions.store import SanctionCase

RECEIVED = "waarschuwing_ontvangen"


async def warning_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A warning letter, which holds the extract of the rule, reached the owner on a day.

    When somebody noted before that it left, the day by law makes place for this one.
    """
    case = await store.get_for_update(tx, case_id)
    law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
    case.warned_on, case.warned_from = on, counts_from(on, None)
    if case.state is not SanctionState.WAARSCHUWING_VERSTUURD:
        step, basis = SanctionStep.WARNING, WARNING_BASIS
        take_step(tx, case, step, by, basis=basis, happened_at=tx.now)
        await begin_validity(tx, case, law, on, tx.now)
        return
    case.warning_valid_until = (await case_terms.start(tx, case_id, law, WARNING_TERM, on)).last_day
    reason = f"ter kennis gebracht op {on:%d/%m/%Y}"
    timeline.note(tx, case_id, RECEIVED, (case.state, case.state), by, reason=reason)


async def is_on_its_way(tx: Transaction, case_id: UUID) -> bool:
    """Whether a warning letter to the owner arrives by itself, so that nobody notes another."""
    return bool(await letters.under_way(tx, case_id, LetterKind.WAARSCHUWING))


async def begin_validity(
    tx: Transaction, case: SanctionCase, law: Law, warned_on: date, sent_at: datetime
) -> None:
    """Only a fact after the receipt, within the warning's validity, can lead to a sanction."""
    ends = await case_terms.start(tx, case.case_id, law, WARNING_TERM, warned_on)
    case.warned_at = sent_at
    case.warning_valid_until = ends.last_day
    record(
        tx,
        SanctionWarningSent(case_id=case.case_id, premises_id=case.premises_id, sent_at=sent_at),
    )
