"""The screen ``/overzicht``: every organisation's deliveries of a year, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from registry.delivery_register import labels, store
from registry.delivery_register.rules import agenda
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR, Entry
from registry.delivery_register.rules.delivery import WAITING, is_over
from registry.delivery_register.store import Delivery
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Organisations
from registry.roles import Analyst, Settings

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation in one period, with the newest delivery of it."""

    organisation: str
    entry: Entry
    delivery: Delivery | None
    leaves_on: date | None
    """The day for which what was accepted waits."""


@router.get("/overzicht")
async def get_overview(
    request: Request,
    tx: Tx,
    _analyst: Analyst,
    settings: Settings,
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
) -> Response:
    """Of the year before this one, unless another is asked: that is the one that comes in now."""
    today = city_day(tx.now)
    year = today.year - 1 if jaar is None else jaar
    standing = await store.standing(tx)
    of_year: dict[tuple[str, Period], list[Delivery]] = {}
    for each in standing:
        if each.year == year:
            key = (each.organisation, store.period_of(each.year, each.half))
            of_year.setdefault(key, []).append(each)
    periods = agenda.begun(year, today)
    rows = _rows(of_year, periods, settings.known, today, settings.deadline_days)
    return page(
        request,
        "overview.html",
        year=year,
        years=sorted(
            {today.year, today.year - 1, year, *(each.year for each in standing)}, reverse=True
        ),
        waiting=[
            (each, period, settings.known.get(each.organisation).name_in(period))
            for each in standing
            if each.state in WAITING and each.unpublished_at is None and each.leaves_on is None
            for period in [store.period_of(each.year, each.half)]
        ],
        leaving=[
            (each, period, settings.known.get(each.organisation).name_in(period))
            for each in sorted(standing, key=lambda each: each.leaves_on or today)
            if each.leaves_on is not None
            for period in [store.period_of(each.year, each.half)]
        ],
        periods=[
            (period, [row for row in rows if row.entry.period == period]) for period in periods
        ],
        late=[row for row in rows if row.entry.overdue],
        closable=is_over(Period(year), tx.now),
        frozen=await store.is_frozen(tx, year),
        labels=labels,
    )


def _rows(
    standing: Mapping[tuple[str, Period], list[Delivery]],
    periods: list[Period],
    known: Organisations,
    today: date,
    deadline_days: int,
) -> list[Row]:
    rows = []
    for period in periods:
        for organisation in known.expected(period):
            deliveries = standing.get((organisation.code, period), [])
            states = [each.state for each in deliveries]
            leaves_on = next((each.leaves_on for each in deliveries if each.leaves_on), None)
            entry = agenda.entry(
                period,
                states,
                today,
                deadline_days,
                waits_for_day=leaves_on is not None,
            )
            newest = deliveries[0] if deliveries else None
            rows.append(Row(organisation.name_in(period), entry, newest, leaves_on))
    return rows
