"""Start the two terms of a claim: until when it is paid in time, and when it prescribes."""

from datetime import date

from chassis.db import Transaction
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline, Law
from enforcement.payments.rules.claim import PAYMENT_TERM
from enforcement.payments.store.claims import Claim
from enforcement.payments.store.debts import debts_of


async def last_day_to_pay(tx: Transaction, due_from: date) -> date:
    """The last day on which a fine that is due from a day is paid in time."""
    law = await legal_terms.law(tx, due_from, PAYMENT_TERM)
    return law.deadline(PAYMENT_TERM, due_from).last_day


async def days_to_pay(tx: Transaction, on: date) -> int:
    """The days that a letter of a day leaves."""
    days = (await legal_terms.law(tx, on, PAYMENT_TERM)).terms[PAYMENT_TERM].value
    assert days is not None, "a term in days"
    return days


async def start_payment_term(tx: Transaction, claim: Claim, due_from: date) -> None:
    """From the day on which the fine became due."""
    law = await legal_terms.law(tx, due_from, PAYMENT_TERM)
    claim.due_from = due_from
    claim.due_on = (await _start(tx, claim, law, PAYMENT_TERM, due_from)).last_day


async def start_prescription(tx: Transaction, claim: Claim, on: date) -> None:
    """A fine five years from the day on which it had to be paid, a penalty of the mayor one year
    from the last day of its breach; anew from an interruption."""
    term_id = debts_of(claim).prescription
    law = await legal_terms.law(tx, on, term_id)
    claim.prescription_from = on
    claim.prescribes_on = (await _start(tx, claim, law, term_id, on)).last_day


async def _start(tx: Transaction, claim: Claim, law: Law, term_id: str, on: date) -> Deadline:
    """On the board of a fine; a measure has several claims, and its own term for them."""
    if claim.measure_id is None:
        return await case_terms.start(tx, claim.case_id, law, term_id, on)
    return law.deadline(term_id, on)
