"""Destroy what the law lets the city keep no longer (NGW art. 119quinquies §2).

What was found goes at once without a measure, else when nobody can appeal any more; the file itself
some years after it was closed.
"""

from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.rules import (
    DESTROYED,
    ERASED,
    RETENTION_BASIS,
    RETENTION_TERM,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Unit, counted

FINDINGS_OVER = "integrity-findings-over"
FILE_OVER = "integrity-file-over"


async def erase_findings(tx: Transaction, case: IntegrityInvestigation, by: By) -> None:
    """Destroy findings; the list of what was consulted, which the law wants, stays."""
    if case.data_erased_at is not None:
        return
    await store.erase_findings(tx, case.case_id)
    case.data_erased_at = tx.now
    states = (case.state, case.state)
    timeline.note(tx, case.case_id, ERASED, states, by, basis=RETENTION_BASIS)


async def keep_until(tx: Transaction, case: IntegrityInvestigation) -> None:
    """Set the clock for the end of a file that was closed."""
    closed_on = city_day(case.closed_at or tx.now)
    law = await legal_terms.law(tx, closed_on, RETENTION_TERM)
    over = counted(closed_on, law.terms[RETENTION_TERM].value or 0, Unit.YEARS)
    await schedule(tx, FILE_OVER, str(case.case_id), day_start(over))


async def erase_when_over(tx: Transaction, case_id: UUID) -> None:
    """The term in which somebody could appeal is over."""
    case = await store.find_for_update(tx, case_id)
    if case is not None and not case.council_appeal:
        await case_terms.close(tx, case_id, APPEAL_TERM)
        await erase_findings(tx, case, CLOCK)


async def destroy_when_over(tx: Transaction, case_id: UUID) -> None:
    """The years for which a closed file is kept are over; an appeal that runs keeps it longer."""
    case = await store.find_for_update(tx, case_id)
    if case is None or case.closed_at is None or case.council_appeal:
        return
    states = (case.state, case.state)
    timeline.note(tx, case_id, DESTROYED, states, CLOCK, basis=RETENTION_BASIS)
    await case_terms.close(tx, case_id)
    tx.session.expunge(case)
    await store.destroy(tx, case_id)
