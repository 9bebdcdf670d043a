"""Count the term for the Council of State anew, from another receipt than the case had."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.council_of_state import store
from enforcement.council_of_state.rules import APPEAL_TERM, UNTOLD_TERM, term_begins
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms


async def restart_term(
    tx: Transaction, case_id: UUID, proven_on: date, *, contested: bool, remedy_told: bool
) -> date:
    """60 days from then, also in a case that was closed; the last of them.

    ``contested``: a request against this decision was lodged; one that was late may be in time.
    ``remedy_told``: the letter named the appeal (``was_told``); else its four months run anew too.
    """
    law = await legal_terms.law(tx, proven_on, APPEAL_TERM, UNTOLD_TERM)
    begins = term_begins(law, proven_on, remedy_told=remedy_told)
    ends = await case_terms.start(tx, case_id, law, APPEAL_TERM, begins)
    if contested or city_day(tx.now) > ends.last_day:
        await case_terms.close(tx, case_id, APPEAL_TERM)
    appeal = await store.find(tx, case_id) if contested else None
    if appeal is not None:
        appeal.late = appeal.lodged_on > ends.last_day
    return ends.last_day


async def was_told(tx: Transaction, case_id: UUID, noted_on: date | None) -> bool:
    """Whether the letter that arrived on a day named the appeal (art. 19).

    The last term of appeal says so, also one that ended because somebody lodged it.
    """
    begins = await legal_terms.began_on(tx, case_id, APPEAL_TERM)
    if noted_on is None or begins is None:
        return True
    law = await legal_terms.law(tx, noted_on, UNTOLD_TERM)
    return begins != term_begins(law, noted_on, remedy_told=False)
