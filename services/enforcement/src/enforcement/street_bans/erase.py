"""Erase the perimeter of a ban that is over, since a home is cut out of it, and its letters."""

from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.legal_terms.rules import Unit, counted
from enforcement.notifications.store import letters
from enforcement.street_bans import store
from enforcement.street_bans.rules import KEPT_YEARS
from enforcement.street_bans.store import StreetBanCase

PERIMETER_OVER = "street-ban-perimeter-over"


async def keep_until(tx: Transaction, case: StreetBanCase) -> None:
    """Set the clock for what a case that was closed now still keeps."""
    over = counted(city_day(tx.now), KEPT_YEARS, Unit.YEARS)
    await schedule(tx, PERIMETER_OVER, str(case.case_id), day_start(over))


async def erase_when_over(tx: Transaction, case_id: UUID) -> None:
    """The perimeter and the letters were kept long enough, unless an appeal still runs."""
    case = await store.find_for_update(tx, case_id)
    if case is not None and case.council_appeal:
        await keep_until(tx, case)
        return
    await store.erase_perimeter(tx, case_id)
    await letters.destroy_of_case(tx, case_id)
