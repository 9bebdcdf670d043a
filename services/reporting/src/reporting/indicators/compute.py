"""Compute indicators: gather the evidence of a period, and answer from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chassis.days import city_day
from chassis.db import Transaction
from reporting.care.read_period import read_period
from reporting.facts.store import facts, shifts, sources
from reporting.figures.rules.outcomes import Outcome
from reporting.indicators import store
from reporting.indicators.catalogue import Entry, catalogue
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import (
    FINED,
    FINES,
    FOLLOWED,
    FOLLOWS,
    KINDS,
    Evidence,
)
from reporting.indicators.rules.permits import PERMITS, standing_streets
from reporting.periods.rules import Period
from reporting.regie import store as regie
from reporting.report_register.store import reports as published_reports


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's answer for a period, as it is known at ``as_of``."""

    entry: Entry
    period: Period
    outcome: Outcome
    as_of: datetime


async def compute(
    tx: Transaction,
    period: Period,
    ids: Iterable[str] | None = None,
    as_of: datetime | None = None,
    *,
    exact: bool = False,
) -> list[Figure]:
    """The named indicators, or all, in the order of the plan, as they are known now.

    With ``as_of``, the end of a day of the past, as they were told before it. ``exact``: with the
    police's own counts of persons, for readers of ``sight.sees_exact`` alone.
    """
    last = as_of and as_of - timedelta(microseconds=1)
    evidence = await gather(tx, period, city_day(as_of or tx.now), last)
    if exact:
        evidence = replace(evidence, persons=None)
    entries = catalogue()
    return [
        Figure(entries[name], period, answer(name, evidence), as_of or tx.now)
        for name in (entries if ids is None else ids)
    ]


async def gather(
    tx: Transaction, period: Period, today: date, as_of: datetime | None = None
) -> Evidence:
    """All that the indicators of the period are computed from, as it is or was known."""
    conn, first, last = tx.conn, period.first, period.last
    since = await sources.since(conn)
    return Evidence(
        period=period,
        today=today,
        since={publisher: day for publisher, day in since.items() if day <= today},
        facts=await facts.read(conn, KINDS, first, last, as_of),
        followed=await facts.history(conn, FOLLOWED, FOLLOWS, first, last, as_of),
        fines=await facts.history(conn, FINES, FINED, first, last, as_of),
        care=await read_period(tx, period, as_of),
        register=await regie.register(tx, as_of),
        reports=tuple(
            each
            for each in await published_reports.published(tx)
            if as_of is None or each.published_on <= today
        ),
        awaited=tuple(await published_reports.awaited(tx, today)),
        premises_in_use=await shifts.premises_in_use(conn, first, last, as_of),
        streets=standing_streets(
            await facts.read(conn, PERMITS, date.min, last, as_of), first, last
        ),
        persons=await store.told_by(tx, period, as_of or tx.now),
    )
