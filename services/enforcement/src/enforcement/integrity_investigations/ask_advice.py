"""Ask the federal directorate (DIOB) for its advice, and wait for it (law of 15 January 2024)."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import IntegrityAdviceGiven, IntegrityAdviceRequested
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.consult import keep
from enforcement.integrity_investigations.rules import (
    ADVICE_BASIS,
    ADVICE_TERM,
    COMPLETION_TERM,
    Admissibility,
    IntegrityStep,
    Source,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms


async def ask_advice(
    tx: Transaction, case_id: UUID, by: By, asked_at: datetime | None
) -> IntegrityInvestigation:
    """Without an advice the college may take no measure. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    asked_at = happened("askedAt", asked_at, tx.now, after=case.started_at)
    step = IntegrityStep.ADVICE_REQUEST
    take_step(tx, case, step, by, basis=ADVICE_BASIS, happened_at=asked_at)
    case.advice_asked_at, case.advised_at, case.admissible = asked_at, None, False
    record(tx, IntegrityAdviceRequested(case_id=case_id, requested_at=asked_at))
    return case


async def note_admissibility(
    tx: Transaction, case_id: UUID, by: By, answer: Admissibility, told_at: datetime | None
) -> IntegrityInvestigation:
    """The directorate's thirty working days run from its yes; five to complete from its no.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    told_at = happened("toldAt", told_at, tx.now, after=case.advice_asked_at)
    step = IntegrityStep.ADMISSIBILITY
    take_step(
        tx,
        case,
        step,
        by,
        outcome=str(answer),
        reason=str(answer),
        basis=ADVICE_BASIS,
        happened_at=told_at,
    )
    told_on = city_day(told_at)
    law = await legal_terms.law(tx, told_on, COMPLETION_TERM, ADVICE_TERM)
    await case_terms.close(tx, case_id, COMPLETION_TERM)
    if answer is Admissibility.ONTVANKELIJK:
        case.admissible = True
        await case_terms.start(tx, case_id, law, ADVICE_TERM, told_on)
    elif answer is Admissibility.AAN_TE_VULLEN:
        await case_terms.start(tx, case_id, law, COMPLETION_TERM, told_on)
    return case


async def receive_advice(
    tx: Transaction, case_id: UUID, by: By, *, summary: str, advised_at: datetime | None
) -> IntegrityInvestigation:
    """The advice binds nobody; one that comes late counts as well. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    advised_at = happened("advisedAt", advised_at, tx.now, after=case.advice_asked_at)
    runs = await legal_terms.running(tx, case_id, ADVICE_TERM)
    take_step(tx, case, IntegrityStep.ADVICE, by, basis=ADVICE_BASIS, happened_at=advised_at)
    case.advised_at = advised_at
    keep(tx, case, Source.DIOB, advised_at, note=summary)
    await case_terms.close(tx, case_id, ADVICE_TERM)
    late = runs is not None and city_day(advised_at) > runs.last_day
    record(tx, IntegrityAdviceGiven(case_id=case_id, late=late, advised_at=advised_at))
    return case
