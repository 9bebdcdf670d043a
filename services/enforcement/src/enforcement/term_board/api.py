"""Running terms of a case over HTTP: their dates, pauses and extensions."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import NotPermittedError, StepRefusedError
from chassis.web import Actor, Body, View, allow
from enforcement.cases.api.bodies import Day, Text
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS, INVESTIGATORS, OFFICE, SANCTIONING
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.ledger import store
from enforcement.legal_terms.ledger.rules import MOST_DAYS

router = APIRouter(prefix="/v1/cases/{case_id}/terms", tags=["wettelijke termijnen"])

CaseTermReader = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS, *SANCTIONING)]
CaseTermChanger = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
OF_THE_OFFICE = "suitability."
OF_THE_FINE = "gas."


class RunningTermView(View):
    """``postBy``: the last day to post what must have arrived; still since ``pausedOn``."""

    term_id: str
    starts_on: date
    last_day: date
    safe_day: date
    post_by: date | None
    paused_on: date | None
    description: str | None
    legal_basis_id: str | None
    version: date | None


class TermChangeView(View):
    """``before`` and ``after`` are the legal last day; ``days`` came to it."""

    term_id: str
    change: str
    on_day: date
    before: date
    after: date
    days: int | None
    counted_by: str | None
    reason: str
    at: datetime
    actor_function: str


class TermsView(View):
    terms: list[RunningTermView]
    changes: list[TermChangeView]


class StandstillBody(Body):
    """``on``: the day from which the term stands still, or goes on; today without."""

    on: Day | None = None
    reason: Text


class ExtensionBody(Body):
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    reason: Text


@router.get("")
async def read_terms(case_id: UUID, tx: Tx, actor: CaseTermReader) -> TermsView:
    """Terms that run in a case, and every pause and extension so far."""
    await _must_see(tx, actor, case_id)
    return await _terms(tx, case_id)


@router.post("/{term_id}/pause")
async def pause(
    case_id: UUID, term_id: str, body: StandstillBody, tx: Tx, actor: CaseTermChanger
) -> TermsView:
    """The term stands still; the clock flags it no more."""
    await _must_see(tx, actor, case_id)
    _check(actor, term_id)
    on = body.on or city_day(tx.now)
    await case_terms.pause(tx, case_id, term_id, on, body.reason, By.actor(actor))
    return await _terms(tx, case_id)


@router.post("/{term_id}/resumption")
async def resume(
    case_id: UUID, term_id: str, body: StandstillBody, tx: Tx, actor: CaseTermChanger
) -> TermsView:
    """The term goes on, and ends later by the days that it stood still."""
    await _must_see(tx, actor, case_id)
    _check(actor, term_id)
    on = body.on or city_day(tx.now)
    await case_terms.resume(tx, case_id, term_id, on, body.reason, By.actor(actor))
    return await _terms(tx, case_id)


@router.post("/{term_id}/extension")
async def extend(
    case_id: UUID, term_id: str, body: ExtensionBody, tx: Tx, actor: CaseTermChanger
) -> TermsView:
    """The term ends later by some days."""
    await _must_see(tx, actor, case_id)
    _check(actor, term_id)
    by = By.actor(actor)
    await case_terms.extend_by_days(tx, case_id, term_id, body.days, body.reason, by)
    return await _terms(tx, case_id)


async def _must_see(tx: Transaction, actor: Actor, case_id: UUID) -> None:
    """That an investigation runs is a secret. Raises ``CaseNotFoundError``."""
    if actor.function not in INVESTIGATORS and await store.is_investigation(tx, case_id):
        raise CaseNotFoundError


def _check(actor: Actor, term_id: str) -> None:
    """The office moves the terms of its declarations, case workers all others but a fine's."""
    if (actor.function in OFFICE) != term_id.startswith(OF_THE_OFFICE):
        raise NotPermittedError(lazy("Deze termijn hoort bij een procedure van een andere dienst."))
    if term_id.startswith(OF_THE_FINE):
        raise StepRefusedError(
            lazy("De termijnen van een geldboete volgen de stappen van het dossier.")
        )


async def _terms(tx: Transaction, case_id: UUID) -> TermsView:
    return TermsView(
        terms=[
            RunningTermView.model_validate(term)
            for term in await legal_terms.open_terms(tx, case_id)
        ],
        changes=[
            TermChangeView.model_validate(change) for change in await store.of_case(tx, case_id)
        ],
    )
