"""Count the term for the Council of State anew, from a later receipt that somebody proved."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.council_of_state import store
from enforcement.council_of_state.rules import APPEAL_TERM, UNTOLD_TERM, term_begins
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Law


async def restart_term(
    tx: Transaction,
    case_id: UUID,
    proven_on: date,
    *,
    contested: bool,
    noted_on: date | None = None,
) -> date:
    """60 days from then, also in a case that was closed; the last of them.

    ``noted_on``: the day of before; where the letter named no appeal, its four months run anew too.

    ``contested``: a request against this decision was lodged; one that was late may be in time.
    """
    law = await legal_terms.law(tx, proven_on, APPEAL_TERM, UNTOLD_TERM)
    begins = proven_on
    if noted_on is not None and await _was_untold(tx, case_id, law, noted_on):
        begins = term_begins(law, proven_on, remedy_told=False)
    ends = law.deadline(APPEAL_TERM, begins)
    appeal = await store.find(tx, case_id) if contested else None
    if appeal is not None:
        appeal.late = appeal.lodged_on > ends.last_day
    elif not contested and city_day(tx.now) <= ends.last_day:
        await case_terms.start(tx, case_id, law, APPEAL_TERM, begins)
    return ends.last_day


async def _was_untold(tx: Transaction, case_id: UUID, law: Law, noted_on: date) -> bool:
    """Whether the term that runs is that of a letter without the appeal (art. 19)."""
    runs = await legal_terms.running(tx, case_id, APPEAL_TERM)
    begins = term_begins(law, noted_on, remedy_told=False)
    return runs is not None and runs.last_day == law.deadline(APPEAL_TERM, begins).last_day
