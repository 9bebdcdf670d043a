"""Advance a claim: ask its procedure, write the timeline of the case, move the claim."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms
from enforcement.payments.rules.claim import (
    CLAIM,
    OPEN,
    PAYMENT_TERM,
    PRESCRIPTION_TERM,
    ClaimState,
    ClaimStep,
)
from enforcement.payments.start_terms import start_payment_term, start_prescription
from enforcement.payments.store import debts
from enforcement.payments.store.accounts import Account


async def advance(
    tx: Transaction,
    account: Account,
    step: ClaimStep,
    by: By,
    *,
    reason: str | None = None,
    basis: str | None = None,
) -> None:
    """Raises ``CaseStepRefusedError`` when the procedure does not permit it."""
    claim = account.claim
    today = city_day(tx.now)
    outcome = None if claim.resume is None else str(claim.resume)
    before = claim.state
    claim.state = CLAIM.next_state(account.file(today), step, today, outcome)
    timeline.note(
        tx, claim.file_id, str(step), (before, claim.state), by, reason=reason, basis=basis
    )
    if claim.state not in OPEN:
        claim.ended_at = tx.now
        if claim.measure_id is None:
            await case_terms.close(tx, claim.case_id, PAYMENT_TERM, PRESCRIPTION_TERM)
    elif claim.state is not ClaimState.TE_BETALEN and claim.measure_id is None:
        await case_terms.close(tx, claim.case_id, PAYMENT_TERM)
    await debts.follow(tx, claim, by)


async def settle(tx: Transaction, account: Account, by: By) -> None:
    """After a booking: what is wholly paid is paid, and what no longer is so is owed again."""
    claim, today = account.claim, city_day(tx.now)
    is_paid = account.balance.outstanding_cents == 0
    if is_paid and claim.state is not ClaimState.BETAALD:
        claim.resume = claim.state
        await advance(tx, account, ClaimStep.PAID, by)
    elif not is_paid and claim.state is ClaimState.BETAALD:
        await advance(tx, account, ClaimStep.REOPENING, by)
        claim.resume = claim.ended_at = None
        await _start_again(tx, account, today)


async def _start_again(tx: Transaction, account: Account, today: date) -> None:
    """The terms that ran before it was paid; the five years were never interrupted by that."""
    claim = account.claim
    if claim.state in OPEN:
        await start_prescription(tx, claim, claim.prescription_from)
    if claim.state is ClaimState.TE_BETALEN and today <= claim.due_on:
        await start_payment_term(tx, claim, claim.due_from)
