"""Compute indicators: gather the evidence of a period, and answer from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chassis.days import city_day
from chassis.db import Transaction
from reporting.facts.rules.recipes import TELLING
from reporting.facts.store import aggregates, facts, shifts
from reporting.indicators.catalogue import Entry, catalogue
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.care_figures import Care
from reporting.indicators.rules.evidence import FINES, FOLLOWED, KINDS, Evidence
from reporting.indicators.rules.outcomes import Outcome
from reporting.indicators.rules.periods import Period, PeriodKind
from reporting.regie import store as regie
from reporting.reports.store import reports as published_reports

PERMITS = ("suitability-granted", "suitability-renewed")


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's answer for a period, as it is known at ``as_of``."""

    entry: Entry
    period: Period
    outcome: Outcome
    as_of: datetime


async def compute(
    tx: Transaction, period: Period, ids: Iterable[str] | None = None
) -> list[Figure]:
    """The named indicators, or all, in the order of the plan, as they are known now."""
    evidence = await gather(tx, period, city_day(tx.now))
    entries = catalogue()
    return [
        Figure(entries[name], period, answer(name, evidence), tx.now)
        for name in (entries if ids is None else ids)
    ]


async def gather(tx: Transaction, period: Period, today: date) -> Evidence:
    """All that the indicators of the period are computed from."""
    conn, first, last = tx.conn, period.first, period.last
    return Evidence(
        period=period,
        today=today,
        since=await facts.first_days(conn, TELLING),
        facts=await facts.read(conn, KINDS, first, last),
        followed=await facts.read(conn, FOLLOWED, first, date.max),
        fines=await facts.read(conn, FINES, date(first.year - 2, 1, 1), date.max),
        care=await _care(tx, period),
        register=await regie.register(tx),
        reports=tuple(await published_reports.published(tx)),
        premises_in_use=await shifts.premises_in_use(conn, first, last),
        streets={
            str(fact.subject_id): fact.dims["street"]
            for fact in await facts.read(conn, PERMITS, date.min, last)
        },
    )


async def _care(tx: Transaction, period: Period) -> Care:
    """The figures for a month are those of the year around it, or until then of the half-year.

    Care delivers no plan period: the same client may be in each of its years.
    """
    if period.kind is PeriodKind.PLANPERIODE:
        return Care(())
    if period.kind is PeriodKind.JAAR:
        of_year = await aggregates.latest(tx, period.year, None)
        return of_year.with_linked(await aggregates.linked(tx, period.year))
    if period.kind is PeriodKind.HALFJAAR:
        return await aggregates.latest(tx, period.year, period.number)
    half = Period.containing(period.first, PeriodKind.HALFJAAR)
    of_half = await aggregates.latest(tx, period.year, half.number)
    of_year = await aggregates.latest(tx, period.year, None)
    return of_half.preferring(of_year)
