"""Advices on which a decision rests: ask, record, and give up those that were not given in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import record, revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import SuitabilityAdviceGiven, SuitabilityAdviceRequested
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
    advices_of,
)
from enforcement.suitability.store import Dossier

ADVICES_DUE = "suitability-advices-due"
ADVICE_REMINDER, ADVICE_OVERDUE = "suitability-advice-reminder", "suitability-advice-overdue"


async def request_advices(
    tx: Transaction,
    dossier_id: UUID,
    by: By,
    services: Sequence[AdviceService] | None,
    due_at: datetime | None,
) -> Dossier:
    """Ask services in parallel, each with its own term; who was asked already is not asked again.

    Without ``services`` those that the type of permit asks. Raises ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    take_step(tx, dossier, DossierStep.ADVICE_REQUESTS, by, basis=REGULATION)
    today = city_day(tx.now)
    if due_at is None:
        law = await legal_terms.law(tx, today, ADVICE_TERM)
        due_on = law.deadline(ADVICE_TERM, today).last_day
    elif due_at <= tx.now:
        raise FieldRefusedError("dueAt", lazy("Geef een termijn in de toekomst."))
    else:
        due_on = city_day(due_at)
    if services is None:
        services = advices_of(dossier.permit_type, today)
    asked = await store.advices.ask(tx, dossier, services, due_on)
    dossier.advices_requested += len(asked)
    dossier.advices_awaited += len(asked)
    for service in asked:
        event = SuitabilityAdviceRequested(
            dossier_id=dossier_id,
            premises_id=dossier.premises_id,
            service=service,
            due_on=due_on,
            requested_at=tx.now,
        )
        record(tx, event)
        await _remind_later(tx, dossier, service, due_on)
    await _watch_next(tx, dossier)
    return dossier


async def _remind_later(tx: Transaction, dossier: Dossier, service: str, due_on: date) -> None:
    """Each service by its own last day: some days before it, and on the day after it."""
    law = await legal_terms.law(tx, city_day(tx.now), ADVICE_TERM)
    warned = due_on - timedelta(days=law.terms[ADVICE_TERM].warn_before_days)
    key = f"{dossier.dossier_id} {dossier.advice_round} {service}"
    if warned > city_day(tx.now):
        await schedule(tx, ADVICE_REMINDER, key, day_start(warned))
    await schedule(tx, ADVICE_OVERDUE, key, _after(due_on))


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """The conclusion of one service; ``due`` has the last day of the conditions that have one."""

    service: AdviceService
    outcome: AdviceOutcome
    conditions: Sequence[str] = ()
    due: Mapping[str, date] = field(default_factory=dict)


async def record_advice(tx: Transaction, dossier_id: UUID, by: By, given: GivenAdvice) -> Dossier:
    """One service's advice. With the last one the dossier is ready for a decision.

    Raises ``RefusedError``.
    """
    service, outcome = given.service, given.outcome
    dossier = await store.get_for_update(tx, dossier_id)
    reason = f"{service}: {outcome}"
    take_step(tx, dossier, DossierStep.ADVICES, by, reason=reason, basis=REGULATION)
    advice = await store.advices.find_asked(tx, dossier, service)
    if advice is None:
        raise FieldRefusedError("service", lazy("Aan deze dienst is geen advies gevraagd."))
    if advice.given_at is not None:
        raise FieldRefusedError("service", lazy("Deze dienst gaf al advies."))
    if advice.outcome is None:
        dossier.advices_awaited -= 1
    advice.outcome = AdviceResult(outcome)
    advice.conditions = list(given.conditions)
    advice.conditions_due = {code: day.isoformat() for code, day in given.due.items()}
    advice.given_at = tx.now
    record(
        tx,
        SuitabilityAdviceGiven(
            dossier_id=dossier_id,
            premises_id=dossier.premises_id,
            service=service,
            late=city_day(tx.now) > advice.due_on,
            advised_at=tx.now,
        ),
    )
    await _go_on(tx, dossier, by)
    return dossier


async def close_overdue(tx: Transaction, dossier_id: UUID) -> None:
    """Advices whose term is over are no longer waited for; after the last a person can decide."""
    dossier = await store.find_for_update(tx, dossier_id)
    if dossier is None or not dossier.advices_awaited:
        return
    closed = await store.advices.close_late(tx, dossier, city_day(tx.now))
    dossier.advices_awaited -= closed
    await _go_on(tx, dossier, CLOCK)


async def _go_on(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The last advice makes the dossier ready for a decision."""
    await tx.session.flush()
    if dossier.advices_awaited:
        await _watch_next(tx, dossier)
        return
    await case_terms.close(tx, dossier.dossier_id, ADVICE_TERM)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))
    if permits(dossier, DossierStep.ADVICES_CLOSED, city_day(tx.now)):
        take_step(tx, dossier, DossierStep.ADVICES_CLOSED, by, basis=REGULATION)


async def watch_again(tx: Transaction, dossier: Dossier) -> None:
    """A renewal runs again: the clock closes what is still awaited, each on its own last day."""
    if dossier.advices_awaited:
        await _watch_next(tx, dossier)


async def _watch_next(tx: Transaction, dossier: Dossier) -> None:
    """The board shows the awaited advice that is due first; the clock closes it after its day."""
    due_on = await store.advices.next_due(tx, dossier)
    if due_on is None:
        return
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, ADVICE_TERM)
    warned = due_on - timedelta(days=law.terms[ADVICE_TERM].warn_before_days)
    ends = Deadline(due_on, max(warned, min(today, due_on)))
    version = law.terms[ADVICE_TERM].valid_from
    await case_terms.start_until(tx, dossier.dossier_id, ADVICE_TERM, today, ends, version)
    await schedule(tx, ADVICES_DUE, str(dossier.dossier_id), _after(due_on))


def _after(day: date) -> datetime:
    return day_start(day + timedelta(days=1))
