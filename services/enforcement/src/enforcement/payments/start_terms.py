"""Start the two terms of a claim: until when it is paid in time, and when it prescribes."""

from datetime import date

from chassis.db import Transaction
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.payments.rules.claim import PAYMENT_TERM, PRESCRIPTION_TERM
from enforcement.payments.store.claims import Claim


async def start_payment_term(tx: Transaction, claim: Claim, due_from: date) -> None:
    """From the day on which the fine became due."""
    law = await legal_terms.law(tx, due_from, PAYMENT_TERM)
    ends = await case_terms.start(tx, claim.case_id, law, PAYMENT_TERM, due_from)
    claim.due_from, claim.due_on = due_from, ends.last_day


async def start_prescription(tx: Transaction, claim: Claim, on: date) -> None:
    """Five years, from the day on which it had to be paid, or anew from an interruption."""
    law = await legal_terms.law(tx, on, PRESCRIPTION_TERM)
    ends = await case_terms.start(tx, claim.case_id, law, PRESCRIPTION_TERM, on)
    claim.prescription_from, claim.prescribes_on = on, ends.last_day
