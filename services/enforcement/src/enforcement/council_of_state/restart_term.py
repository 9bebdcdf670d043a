"""Count the term for the Council of State anew, from a later receipt that somebody proved."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.council_of_state import store
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms


async def restart_term(tx: Transaction, case_id: UUID, proven_on: date, *, contested: bool) -> date:
    """60 days from then, also in a case that was closed; the last of them.

    ``contested``: a request against this decision was lodged; one that was late may be in time.
    """
    law = await legal_terms.law(tx, proven_on, APPEAL_TERM)
    ends = law.deadline(APPEAL_TERM, proven_on)
    appeal = await store.find(tx, case_id) if contested else None
    if appeal is not None:
        appeal.late = appeal.lodged_on > ends.last_day
    elif not contested and city_day(tx.now) <= ends.last_day:
        await case_terms.start(tx, case_id, law, APPEAL_TERM, proven_on)
    return ends.last_day
