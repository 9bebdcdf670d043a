"""Read what care organisations published of a period, as it is or was known."""

from datetime import datetime

from chassis.db import Transaction
from reporting.care.rules.publications import Care
from reporting.care.store import aggregates
from reporting.periods.rules import Period, PeriodKind


async def read_period(tx: Transaction, period: Period, as_of: datetime | None) -> Care:
    """The figures for a month are those of the year around it, or until then of the half-year.

    Care delivers no plan period: the same client may be in each of its years.
    """
    if period.kind is PeriodKind.PLANPERIODE:
        return Care(())
    if period.kind is PeriodKind.JAAR:
        of_year = await aggregates.latest(tx, period.year, None, as_of)
        return of_year.with_linked(await aggregates.linked(tx, period.year, as_of))
    if period.kind is PeriodKind.HALFJAAR:
        return await aggregates.latest(tx, period.year, period.number, as_of)
    half = Period.containing(period.first, PeriodKind.HALFJAAR)
    of_half = await aggregates.latest(tx, period.year, half.number, as_of)
    of_year = await aggregates.latest(tx, period.year, None, as_of)
    return of_half.preferring(of_year)
