"""Measure the sector of a period that is over, once, and tell the rounded counts."""

from collections.abc import Iterable
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import structlog

from chassis import long_work
from chassis.branches import branches
from chassis.bus import Timer, record
from chassis.bus.timers import ensure
from chassis.days import city_day, city_moment, day_start, service_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.databank import PopulationMeasured
from databank.access.shields.view import over_everybody
from databank.population import store
from databank.population.rules.branch_list import BranchList
from databank.population.rules.draw import Draw
from databank.population.rules.origins import age_band_of, origin_of
from databank.population.rules.rounded import (
    ActivePerson,
    KnownEstablishment,
    count_establishments,
    count_persons,
)
from databank.population.rules.spans import DELAY, FIRST_DAY, Span
from databank.population.rules.told import BASES, RoundedCounts, ToldCounts
from databank.population.rules.untold import PERSONS, PLACES, Untold, untold

log = structlog.get_logger("population")
MONTH_OVER = "population-month-over"
AT = time(4)
"""Local time at which the last month is measured by itself."""
NOBODY = "timer"


def _visibility(branch: str, on: date) -> str:
    return branches().visibility(branch, on).value


async def measure(tx: Transaction, span: Span, by: str) -> list[UUID]:
    """Measure a month, and what is over with it; from then on every month follows by itself.

    Gives the new measurements, none for what was measured before: a second count with one person
    more would tell of that one. Raises ``StepRefusedError`` while the period is not over.
    """
    if not span.may_be_measured(city_day(tx.now)):
        reason = lazy("Deze periode is nog niet voorbij.")
        raise StepRefusedError(reason, allowed=[])
    found = [await _measure(tx, each, by) for each in span.ends_with_it]
    await _await_next(tx)
    return [measurement_id for measurement_id in found if measurement_id]


async def measure_month(timer: Timer, tx: Transaction) -> None:
    """The month of a timer is over for some days: measure it, and wait for the next."""
    await measure(tx, Span.parse(timer.key), NOBODY)


async def _await_next(tx: Transaction) -> None:
    """A timer for the month that is running; the same one however often it is asked for."""
    running = Span(city_day(tx.now).replace(day=1), 1)
    await ensure(tx, MONTH_OVER, {running.code: city_moment(running.after + DELAY, AT)})


async def _measure(tx: Transaction, span: Span, by: str) -> UUID | None:
    key = tx.blind(sha256(b"population").digest())
    measured = await store.since(tx.conn, FIRST_DAY)
    people, places = await _active(tx, span), await _establishments(tx, span.after)
    listed = BranchList(branches().codes, branches().visibility)
    told = [
        (ToldCounts(each.span, each.persons), ToldCounts(each.span, each.places))
        for each in measured
    ]
    of_persons = Draw(key, span, tuple(persons for persons, _ in told), listed)
    of_places = Draw(key, span, tuple(places for _, places in told), listed)
    # Apart: beside a year of months this takes seconds, in which moves are found and told.
    await long_work.computes(tx)
    persons = await long_work.apart(of_persons.persons, count_persons(people))
    known = await long_work.apart(of_places.places, count_establishments(places))
    measurement_id = uuid4()
    counts = {PERSONS: _document(persons), PLACES: _document(known)}
    if not await store.add(tx.conn, measurement_id, span, counts, tx.now, by):
        return None
    record(tx, _event(measurement_id, span, persons, known, tx.now))
    if left_out := [*untold(PERSONS, persons), *untold(PLACES, known)]:
        log.warning("figures of the sector left out", period=span.code, untold=codes(left_out))
    return measurement_id


def codes(left_out: Iterable[Untold]) -> list[str]:
    """As the API and the log name them: ``persons`` or ``persons.branches``."""
    return [".".join(filter(None, each)) for each in left_out]


def _document(counts: RoundedCounts) -> dict[str, Any]:
    return {"total": counts.total, "by": counts.by}


@over_everybody
async def _active(tx: Transaction, span: Span) -> list[ActivePerson]:
    """A closed file counts too: it names nobody."""
    begins, ends = day_start(span.first), day_start(span.after)
    service = service_start(span.first), service_start(span.after)
    rows = await store.active(tx.conn, (begins, ends), service)
    return [
        ActivePerson(
            branches=frozenset(row.branches),
            visibilities=frozenset(_visibility(code, span.after) for code in row.branches),
            moves=frozenset(row.moves),
            is_new=row.first_seen_at >= begins,
            age_band=age_band_of(row.birth_date, span.after),
            origin=origin_of(row.nationality),
        )
        for row in rows
    ]


async def _establishments(tx: Transaction, after: date) -> list[KnownEstablishment]:
    rows = await store.establishments(tx.conn, day_start(after))
    return [KnownEstablishment(row.branch, _visibility(row.branch, after)) for row in rows]


def _event(
    measurement_id: UUID, span: Span, persons: RoundedCounts, places: RoundedCounts, at: datetime
) -> PopulationMeasured:
    return PopulationMeasured(
        measurement_id=measurement_id,
        begins_at=day_start(span.first),
        months=span.months,
        rounded_to=BASES[span.months],
        persons=persons.total,
        branches=persons.of("branches"),
        branch_counts=persons.of("branch_counts"),
        visibilities=persons.of("visibilities"),
        moves=persons.of("moves"),
        known=persons.of("known"),
        age_bands=persons.of("age_bands"),
        origin_groups=persons.of("origin_groups"),
        establishments=places.total,
        establishment_branches=places.of("branches"),
        establishment_visibilities=places.of("visibilities"),
        measured_at=at,
    )
