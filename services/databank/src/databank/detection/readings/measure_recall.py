"""Measure a half-year, once its moves had time to be seen: expected recall, and persons read."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations
from uuid import uuid4

from chassis import long_work
from chassis.branches import branches
from chassis.bus import Timer, record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.branches import Branch
from contracts.databank import ExpectedRecallMeasured
from databank.access.shields.view import over_everybody
from databank.detection.readings import store
from databank.detection.readings.measure_persons import measure_persons
from databank.detection.readings.nights import EXPECTED_RECALL, KEY, next_night
from databank.detection.readings.rules.expected_recall import (
    HARDLY_VISIBLE,
    PLANTED,
    PlantedSpan,
    Weeks,
    expected_recall,
    window_weeks,
)
from databank.detection.readings.rules.record import Looks
from databank.detection.readings.whole_record import half_year, learned_chances

SETTLED = timedelta(days=90)
"""So long after its end a half-year is read: most that is told of it by then, stands."""
BEFORE = timedelta(days=365)
"""So long before the half-year planted people work in their first branch."""

Pair = tuple[Branch, Branch]


async def measure_recall(timer: Timer, tx: Transaction) -> None:
    """Each night: the last half-year that is settled, unless it was measured before. Where nobody
    ever looked it waits for the first inspection."""
    looked = await store.looks_held(tx.conn, tx.now)
    if not looked:
        return
    last = half_year(city_day(tx.now) - SETTLED) - timedelta(days=1)
    measured = await store.last_expected_recall(tx.conn)
    if not measured or measured[0].first_day < half_year(last):
        await _measure(tx, half_year(last), last, looked)
    if any(half_year(last) <= day <= last for days in looked.values() for day in days):
        await measure_persons(tx, half_year(last), last)
    await schedule(tx, EXPECTED_RECALL, KEY, next_night(tx))


async def _measure(
    tx: Transaction, first: date, last: date, looked: Mapping[Branch, Sequence[date]]
) -> None:
    """Nothing where nobody looked in the half-year or near it."""
    until, begins = last + SETTLED, first - BEFORE
    held = {
        branch: [day for day in days if begins <= day <= until] for branch, days in looked.items()
    }
    if not any(held.values()):
        return
    windows = await _windows(tx, begins, until)
    earliest = min(day for days in [*held.values(), *windows] for day in days)
    if earliest > last:
        return
    chances = await learned_chances(tx, half_year(city_day(tx.now)), looked)
    span = PlantedSpan(earliest, max(first, earliest), last, until)
    await long_work.computes(tx)
    found = await long_work.apart(
        _found, [*permutations(branches().codes, 2)], Looks(held, chances), windows, span
    )
    await store.add_expected_recall(tx.conn, first, PLANTED, found, tx.now)
    codes = {f"{old}:{new}": many for (old, new), many in found.items()}
    seen = {code: many for code, many in codes.items() if many >= HARDLY_VISIBLE * PLANTED}
    record(
        tx,
        ExpectedRecallMeasured(
            measurement_id=uuid4(),
            begins_at=day_start(first),
            planted=PLANTED,
            found=seen,
            hardly_visible=tuple(code for code in codes if code not in seen),
            measured_at=tx.now,
        ),
    )


def _found(
    pairs: Sequence[Pair], looks: Looks, windows: Sequence[Sequence[date]], span: PlantedSpan
) -> Mapping[Pair, int]:
    rhythms: list[Weeks] = window_weeks(windows)
    return {pair: expected_recall(pair, looks, rhythms, span) for pair in pairs}


@over_everybody
async def _windows(tx: Transaction, begins: date, until: date) -> list[list[date]]:
    since, before = day_start(begins), day_start(until + timedelta(days=1))
    return [*(await store.window_days(tx.conn, since, before)).values()]
