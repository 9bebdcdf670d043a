"""Release what was accepted: on its day it is told once, or what was told stands.

Acceptance is not publication. Until its day a delivery may be replaced and nobody sees a figure of
it; that something was looked at and changed nothing is told to nobody but its organisation.
"""

from datetime import date

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from registry.delivery_register import store, take_step
from registry.delivery_register.rules.delivery import REPLACES, Step
from registry.delivery_register.rules.release import leaving_day
from registry.delivery_register.store import Delivery
from registry.disclosure.rules.small_group import UnprotectableError
from registry.integration import store as publications
from registry.integration.integrate import integrate
from registry.minimum_format.rules.records import Period
from registry.settings import RegistrySettings

TIMER = "care-release"
"""One for each organisation and year of which anything waits."""


async def release(tx: Transaction, delivery: Delivery, settings: RegistrySettings) -> None:
    """Tell what was just accepted where its day has come; else have it wait for that.

    What can change nothing any more ends at once. Where nothing protects everybody it waits for
    people, with its small groups.
    """
    day = await day_of(tx, delivery)
    if day is None:
        await _conclude(tx, delivery)
    elif day <= city_day(tx.now):
        await _tell(tx, delivery, settings)
    else:
        delivery.leaves_on, delivery.small_groups = day, []
        delivery.unpublished_at = delivery.unpublished_by = None
        tx.session.add(delivery)
        await _set_clock(tx, delivery.organisation, delivery.year)


async def day_of(tx: Transaction, delivery: Delivery) -> date | None:
    """The day on which it leaves when it is accepted today; none where told figures stand.

    A half is told with its year: an old release told a year without, and then they never are.
    """
    period = store.period_of(delivery.year, delivery.half)
    told = [
        await publications.times_told(tx, delivery.organisation, of)
        for of in {period, Period(delivery.year)}
    ]
    return leaving_day(period, city_day(tx.now), is_told=max(told) > 0, was_reissued=max(told) > 1)


async def release_due(
    tx: Transaction, organisation: str, year: int, settings: RegistrySettings
) -> None:
    """Tell the first of what is due, and set the clock for the next: each in its transaction.

    A half goes before the year that holds it, and a year waits until its half was told.
    """
    await store.lock_year(tx, organisation, year)
    first = await store.next_leaving(tx, organisation, year)
    if first is not None and first.leaves_on is not None and first.leaves_on <= city_day(tx.now):
        await _tell(tx, first, settings)
        await tx.session.flush()
    await _set_clock(tx, organisation, year)


async def _set_clock(tx: Transaction, organisation: str, year: int) -> None:
    await tx.session.flush()
    first = await store.next_leaving(tx, organisation, year)
    if first is not None and first.leaves_on is not None:
        due = max(tx.now, day_start(first.leaves_on))
        await schedule(tx, TIMER, f"{organisation} {year}", due)


async def _tell(tx: Transaction, delivery: Delivery, settings: RegistrySettings) -> None:
    delivery.leaves_on = None
    tx.session.add(delivery)
    await store.lock_tellings(tx, delivery.organisation)
    try:
        is_told = await integrate(tx, delivery, settings)
    except UnprotectableError as failure:
        delivery.small_groups = [group.plain() for group in failure.groups]
        return
    if not is_told:
        await _conclude(tx, delivery)
        return
    delivery.small_groups = []
    delivery.unpublished_at = delivery.unpublished_by = None
    await store.replace(tx, delivery, REPLACES[Step.INTEGRATION])


async def _conclude(tx: Transaction, delivery: Delivery) -> None:
    """Told figures stand; the rows are kept, as the register of the organisation from now on."""
    delivery.state = take_step.check(delivery, Step.CONCLUSION)
    delivery.concluded_at, delivery.leaves_on, delivery.small_groups = tx.now, None, []
    delivery.unpublished_at = delivery.unpublished_by = None
    tx.session.add(delivery)
    await store.replace(tx, delivery, REPLACES[Step.CONCLUSION])
