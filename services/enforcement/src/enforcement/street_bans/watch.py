"""Watch over an order: the college's next meeting and the last day stand on the board of terms."""

from datetime import timedelta

from chassis.bus import schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.street_bans.await_college import wait
from enforcement.street_bans.rules import LENGTH_TERM, NOTICE_TERM
from enforcement.street_bans.store import StreetBanCase

EXPIRY_DUE = "street-ban-expiry"
CALLED_BEFORE = timedelta(days=14)
"""So long before its last day who may renew a ban is called: eight days to prepare a hearing, the
days in which its invitation arrives, and one to sign (decision 0230)."""


async def watch(tx: Transaction, case: StreetBanCase) -> None:
    """Raises ``StepRefusedError`` while nobody knows the day of the meeting."""
    await case_terms.close(tx, case.case_id, NOTICE_TERM)
    await wait(tx, case)
    if case.meeting_on is None:
        raise StepRefusedError(
            lazy(
                "De eerstvolgende vergadering van het college is niet ingevuld. Vraag dat eerst "
                "aan de secretaris van het college."
            )
        )
    await watch_last_day(tx, case)


async def watch_last_day(tx: Transaction, case: StreetBanCase) -> None:
    """The clock ends the ban after it."""
    assert case.ordered_at is not None and case.last_day is not None, "an order has days"
    assert case.ends_at is not None
    ordered_on = city_day(case.ordered_at)
    ends = Deadline(case.last_day, max(ordered_on, case.last_day - CALLED_BEFORE))
    await case_terms.start_until(tx, case.case_id, LENGTH_TERM, ordered_on, ends)
    await schedule(tx, EXPIRY_DUE, str(case.case_id), case.ends_at)
