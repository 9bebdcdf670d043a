"""Start the term in which somebody may go to the Council of State."""

from datetime import date
from uuid import UUID

from chassis.db import Transaction
from enforcement.council_of_state.rules import APPEAL_TERM, UNTOLD_TERM, term_begins
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms


async def start_term(
    tx: Transaction, case_id: UUID, notified_on: date, *, remedy_told: bool = True
) -> None:
    """60 days from the notification; from four months later when it named no appeal (art. 19).

    An order before a renewal, whose letter named none, keeps its longer term.
    """
    law = await legal_terms.law(tx, notified_on, APPEAL_TERM, UNTOLD_TERM)
    begins = term_begins(law, notified_on, remedy_told=remedy_told)
    runs = await legal_terms.running(tx, case_id, APPEAL_TERM)
    if runs is None or runs.last_day < law.deadline(APPEAL_TERM, begins).last_day:
        await case_terms.start(tx, case_id, law, APPEAL_TERM, begins)
