"""Advices on which a decision rests: ask, record, and close those that were not given in time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.rules import (
    ADVICE_TERM,
    REGULATION,
    AdviceOutcome,
    AdviceResult,
    AdviceService,
    DossierStep,
)
from enforcement.suitability.store import Dossier

ADVICES_DUE = "suitability-advices-due"


async def request_advices(
    tx: Transaction,
    dossier_id: UUID,
    by: By,
    services: Sequence[AdviceService],
    due_at: datetime | None,
) -> Dossier:
    """Ask services in parallel; a service that was asked already is not asked again.

    Raises ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    take_step(tx, dossier, DossierStep.ADVICE_REQUESTS, by, basis=REGULATION)
    today = city_day(tx.now)
    if due_at is None:
        law = await legal_terms.law(tx, today, ADVICE_TERM)
        due_on = (await case_terms.start(tx, dossier_id, law, ADVICE_TERM, today)).last_day
    elif due_at <= tx.now:
        raise FieldRefusedError("dueAt", "Geef een termijn in de toekomst.")
    else:
        due_on = city_day(due_at)
        ends = Deadline(due_on, due_on)
        await case_terms.start_until(tx, dossier_id, ADVICE_TERM, today, ends)
    asked = await store.request_advices(tx, dossier, services, due_on)
    dossier.advices_requested += asked
    dossier.advices_awaited += asked
    await _schedule_end(tx, dossier, due_on)
    return dossier


async def _schedule_end(tx: Transaction, dossier: Dossier, due_on: date) -> None:
    """Advices that are not in by the end of ``due_on`` are no longer waited for."""
    due_at = day_start(due_on + timedelta(days=1))
    await schedule(tx, ADVICES_DUE, str(dossier.dossier_id), due_at)


async def record_advice(
    tx: Transaction,
    dossier_id: UUID,
    by: By,
    service: AdviceService,
    outcome: AdviceOutcome,
    conditions: Sequence[str],
) -> Dossier:
    """One service's advice. With the last one the dossier is ready for a decision.

    Raises ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    reason = f"{service}: {outcome}"
    take_step(tx, dossier, DossierStep.ADVICES, by, reason=reason, basis=REGULATION)
    advice = await store.asked_advice(tx, dossier, service)
    if advice is None:
        raise FieldRefusedError("service", "Aan deze dienst is geen advies gevraagd.")
    if advice.given_at is not None:
        raise FieldRefusedError("service", "Deze dienst gaf al advies.")
    if advice.outcome is None:
        dossier.advices_awaited -= 1
    advice.outcome = AdviceResult(outcome)
    advice.conditions = list(conditions)
    advice.given_at = tx.now
    await _close_when_all_in(tx, dossier, by)
    return dossier


async def close_overdue(tx: Transaction, dossier_id: UUID) -> None:
    """Advices that were not given in time are no longer waited for: a person can decide."""
    dossier = await store.find_for_update(tx, dossier_id)
    if dossier is None or not dossier.advices_awaited:
        return
    await store.close_advices(tx, dossier)
    dossier.advices_awaited = 0
    await _close_when_all_in(tx, dossier, CLOCK)


async def _close_when_all_in(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The last advice makes the dossier ready for a decision."""
    today = city_day(tx.now)
    if dossier.advices_awaited or not permits(dossier, DossierStep.ADVICES_CLOSED, today):
        return
    take_step(tx, dossier, DossierStep.ADVICES_CLOSED, by, basis=REGULATION)
    await case_terms.close(tx, dossier.dossier_id, ADVICE_TERM)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))
