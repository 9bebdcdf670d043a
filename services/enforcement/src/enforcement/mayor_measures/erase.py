"""Erase the letters of a measure that is over, with the people they went to."""

from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.legal_terms.rules import Unit, counted
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import KEPT_YEARS
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.notifications.store import letters

LETTERS_OVER = "measure-letters-over"


async def keep_until(tx: Transaction, case: MayorMeasure) -> None:
    """Set the clock for the letters of a case that was closed now."""
    over = counted(city_day(tx.now), KEPT_YEARS, Unit.YEARS)
    await schedule(tx, LETTERS_OVER, str(case.case_id), day_start(over))


async def erase_when_over(tx: Transaction, case_id: UUID) -> None:
    """The letters were kept long enough; an appeal that runs keeps them longer."""
    case = await store.find_for_update(tx, case_id)
    if case is None:
        return
    if case.council_appeal:
        await keep_until(tx, case)
    else:
        await letters.destroy_of_case(tx, case_id)
