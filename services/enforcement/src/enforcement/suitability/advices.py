"""Advices on a decision: remind of those that are awaited, give up the late ones, quote them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.rules import (
    ADVICE_TERM,
    REGULATION,
    AdviceService,
    DossierStep,
)
from enforcement.suitability.store import Dossier

ADVICES_DUE = "suitability-advices-due"
ADVICE_REMINDER, ADVICE_OVERDUE = "suitability-advice-reminder", "suitability-advice-overdue"


async def last_day(tx: Transaction) -> date:
    """The last day of an advice that is asked now."""
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, ADVICE_TERM)
    return law.deadline(ADVICE_TERM, today).last_day


async def remind_later(tx: Transaction, dossier: Dossier, service: str, due_on: date) -> None:
    """Each service by its own last day: some days before it, and on the day after it."""
    law = await legal_terms.law(tx, city_day(tx.now), ADVICE_TERM)
    warned = due_on - timedelta(days=law.terms[ADVICE_TERM].warn_before_days)
    key = f"{dossier.dossier_id} {dossier.advice_round} {service}"
    if warned > city_day(tx.now):
        await schedule(tx, ADVICE_REMINDER, key, day_start(warned))
    await schedule(tx, ADVICE_OVERDUE, key, _after(due_on))


async def close_overdue(tx: Transaction, dossier_id: UUID) -> None:
    """Advices whose term is over are no longer waited for; after the last a person can decide."""
    dossier = await store.find_for_update(tx, dossier_id)
    if dossier is None or not dossier.advices_awaited:
        return
    closed = await store.advices.close_late(tx, dossier, city_day(tx.now))
    dossier.advices_awaited -= closed
    await go_on(tx, dossier, CLOCK)


async def go_on(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The last advice makes the dossier ready for a decision."""
    await tx.session.flush()
    if dossier.advices_awaited:
        await watch_next(tx, dossier)
        return
    await case_terms.close(tx, dossier.dossier_id, ADVICE_TERM)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))
    if permits(dossier, DossierStep.ADVICES_CLOSED, city_day(tx.now)):
        take_step(tx, dossier, DossierStep.ADVICES_CLOSED, by, basis=REGULATION)


async def begin_on_change(tx: Transaction, dossier: Dossier) -> None:
    """A round of advices on a change that was told; the decision keeps its own.

    Raises ``StepRefusedError`` where no change waits for its assessment.
    """
    if dossier.change_advised:
        return
    if await store.changes.find_open(tx, dossier.dossier_id, None) is None:
        reason = lazy("Er is geen melding waarover je advies kan vragen.")
        raise StepRefusedError(reason, [])
    dossier.decision_round = dossier.advice_round
    await begin_round(tx, dossier)
    dossier.change_advised = True


async def begin_round(tx: Transaction, dossier: Dossier) -> None:
    """Advices are asked anew, of every service; none of an earlier round counts."""
    latest = await store.advices.latest_round(tx, dossier.dossier_id)
    dossier.advice_round = max(latest, dossier.advice_round) + 1
    dossier.advices_requested = dossier.advices_awaited = 0


async def end_on_change(tx: Transaction, dossier: Dossier) -> None:
    """The change was assessed, or nobody assesses it any more: nobody waits for these advices,
    and those of the decision are the dossier's again."""
    if not dossier.change_advised:
        return
    dossier.change_advised, dossier.advices_awaited = False, 0
    if dossier.decision_round is not None:
        dossier.advice_round, dossier.decision_round = dossier.decision_round, None
        dossier.advices_requested = len(await store.advices.of_round(tx, dossier))
    await case_terms.close(tx, dossier.dossier_id, ADVICE_TERM)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))


async def watch_again(tx: Transaction, dossier: Dossier) -> None:
    """It is examined again: the clock closes what is still awaited, each on its own last day."""
    if dossier.advices_awaited:
        await watch_next(tx, dossier)


async def watch_next(tx: Transaction, dossier: Dossier) -> None:
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


async def quote(tx: Transaction, dossier: Dossier, services: Sequence[AdviceService]) -> None:
    """Let a decision take over what these services gave as reasons: its letter prints them.

    An earlier decision quotes nothing any more. Raises ``FieldRefusedError``.
    """
    given = await store.advices.of_dossier(tx, dossier.dossier_id)
    of_round = {each.service: each for each in given if each.advice_round == dossier.advice_round}
    for service in services:
        if service not in of_round or not of_round[service].reasons:
            reason = lazy(
                "Deze dienst gaf geen redenen die je kan overnemen: %(service)s.",
                service=service.replace("_", " "),
            )
            raise FieldRefusedError("quoted", reason)
    for advice in given:
        advice.quoted = advice.advice_round == dossier.advice_round and advice.service in services


def _after(day: date) -> datetime:
    return day_start(day + timedelta(days=1))
