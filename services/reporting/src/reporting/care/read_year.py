"""Read a year of care: what a closed year consists of, or what there is until then."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from reporting.care.rules.year import CareYear, Freeze
from reporting.care.store import aggregates, years


async def read_year(tx: Transaction, year: int, *, revised: bool = False) -> CareYear:
    """A closed year with the publications that it consisted of; with ``revised`` the newest of
    each organisation, as an erratum has them.
    """
    frozen = await years.get(tx, year)
    linked = await aggregates.linked(tx, year)
    newest = [await aggregates.latest(tx, year, half) for half in (None, 1, 2)]
    if frozen is None:
        return CareYear(year, newest[0], (newest[1], newest[2]), linked=linked)
    ids = [UUID(each) for each in frozen.aggregate_ids]
    then = [await aggregates.with_ids(tx, ids, year, half) for half in (None, 1, 2)]
    shown = newest if revised else then
    freeze = Freeze(
        city_day(frozen.frozen_at),
        frozen.without,
        {
            (each["organisation"], each["indicator"]): each["completeness"]
            for each in frozen.coverage
        },
    )
    later = {
        each.organisation: each.revision
        for each in newest[0]
        if (before := shown[0].of(each.organisation)) is None or before.revision < each.revision
    }
    return CareYear(year, shown[0], (shown[1], shown[2]), freeze, linked, later)
