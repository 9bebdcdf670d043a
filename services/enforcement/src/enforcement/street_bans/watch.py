"""Watch over an order: the college's next meeting and the last day stand on the board of terms."""

from datetime import date, timedelta

from chassis.bus import schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.street_bans.await_college import wait
from enforcement.street_bans.rules import LENGTH_TERM, NOTICE_TERM, BanPeriod
from enforcement.street_bans.store import StreetBanCase

EXPIRY_DUE = "street-ban-expiry"


async def watch(tx: Transaction, case: StreetBanCase, period: BanPeriod) -> date:
    """The day of the meeting. Raises ``StepRefusedError`` while nobody knows it."""
    assert case.ordered_at is not None, "an order is watched"
    case_id, ordered_on = case.case_id, city_day(case.ordered_at)
    await case_terms.close(tx, case_id, NOTICE_TERM)
    await wait(tx, case)
    if case.meeting_on is None:
        raise StepRefusedError(
            lazy(
                "De eerstvolgende vergadering van het college is niet ingevuld. Vraag dat eerst "
                "aan de secretaris van het college."
            )
        )
    ends = Deadline(period.last_day, max(ordered_on, period.last_day - timedelta(days=5)))
    await case_terms.start_until(tx, case_id, LENGTH_TERM, ordered_on, ends)
    await schedule(tx, EXPIRY_DUE, str(case_id), period.ends_at)
    return case.meeting_on
