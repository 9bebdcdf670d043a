"""The screen ``/cijfers``: every indicator that its reader sees, by period."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page
from reporting.dashboard import labels
from reporting.dashboard.rules.comparison import Comparison, compare
from reporting.facts.rules.recipes import KIND_OF
from reporting.facts.store import facts
from reporting.figures.rules.outcomes import Status
from reporting.indicators import compute
from reporting.indicators.catalogue import ACTIONS, LINES, Goal, catalogue, goals_of
from reporting.indicators.compute import Figure
from reporting.indicators.rules.care import CARE
from reporting.indicators.sight import seen_by, sees_exact
from reporting.periods import asked_day, asked_period
from reporting.periods import labels as periods
from reporting.periods.asked_day import NoClosedDayError
from reporting.periods.rules import (
    NoPeriodError,
    Period,
    PeriodKind,
    of_year,
)
from reporting.roles import AtTheDoor, Viewer

MOST_YEARS = 10
Compute = Callable[[Period, Iterable[str]], Awaitable[list[Figure]]]
"""As the reader sees it, at the moment that was asked."""

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Action:
    title: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    title: str
    actions: list[Action]
    goals: tuple[Goal, ...]


@router.get("/")
async def get_home(request: Request, actor: AtTheDoor) -> Response:
    return go(request.app.state.site.pages.home(actor))


@router.get("/cijfers")
async def get_figures(
    request: Request,
    tx: Tx,
    viewer: Viewer,
    periode: Annotated[str | None, Query()] = None,
    stand: Annotated[str | None, Query(max_length=10)] = None,
) -> Response:
    """``stand`` is a day of the past: the figures as they were told by its end."""
    problem = wrong = as_of = None
    try:
        as_of = asked_day.end_of(stand, tx.now) if stand else None
    except NoClosedDayError:
        problem, wrong = _("Kies een dag die voorbij is."), "stand"
    today = city_day(as_of or tx.now)
    running = Period.containing(today, PeriodKind.JAAR)
    plans: tuple[Period, ...] = request.app.state.plans
    try:
        period = running if periode is None else asked_period.parse(periode, plans)
    except NoPeriodError:
        period = running
        problem = _("Deze periode kennen we niet. Kies er een uit de lijst.")
        wrong = "periode"
    oldest = await facts.first_day(tx.conn, KIND_OF.values())
    seen = seen_by(viewer.function, catalogue())
    known = partial(compute.compute, tx, as_of=as_of, exact=sees_exact(viewer.function))
    figures = await known(period, seen)
    before = await _before(known, figures, period, today)
    return page(
        request,
        "figures.html",
        status=422 if problem else 200,
        lines=_lines(figures),
        period=period,
        choices=_choices(period, oldest or today, today, plans),
        previous=period.previous,
        before=before,
        problem=problem,
        wrong=wrong,
        running=not period.ended(today),
        as_of=as_of or tx.now,
        stand=stand or "",
        last_closed=city_day(tx.now) - timedelta(days=1),
        empty=oldest is None,
        all_seen=len(seen) == len(catalogue()),
        with_care=any(each in CARE for each in seen),
        tally=_tally(figures),
        labels=labels,
        periods=periods,
    )


def _lines(figures: list[Figure]) -> list[Line]:
    lines = []
    for line, of_line in groupby(figures, key=lambda figure: figure.entry.line):
        actions = [
            Action(ACTIONS[action], list(group))
            for action, group in groupby(of_line, key=lambda figure: figure.entry.action)
        ]
        lines.append(Line(line, LINES[line], actions, goals_of(line)))
    return lines


async def _before(
    known_of: Compute, figures: list[Figure], period: Period, today: date
) -> dict[str, Comparison]:
    """By indicator, where it has a figure now and there is a period before."""
    if period.previous is None:
        return {}
    ids = [figure.entry.id for figure in figures if figure.outcome.status is Status.CIJFER]
    earlier = await known_of(period.previous, ids)
    known = {figure.entry.id: figure.outcome for figure in earlier}
    return {
        figure.entry.id: compare(figure.outcome, known[figure.entry.id], ended=period.ended(today))
        for figure in figures
        if figure.entry.id in known and known[figure.entry.id].status is Status.CIJFER
    }


def _choices(
    asked: Period, oldest: date, today: date, plans: tuple[Period, ...]
) -> list[tuple[str, list[Period]]]:
    """The periods that the form offers: the plan's, those from the oldest fact to now, and always
    the one asked."""
    first = max(oldest.year, today.year - MOST_YEARS)
    years = sorted({*range(first, today.year + 1), asked.year}, reverse=True)
    calendar = [
        period
        for year in years
        for period in of_year(year)
        if period.first <= today or period == asked
    ]
    offered = [*calendar, *plans]
    return [(name, [p for p in offered if p.kind is kind]) for kind, name in periods.KINDS.items()]


def _tally(figures: list[Figure]) -> dict[str, int]:
    counted: dict[str, int] = dict.fromkeys(labels.BADGES, 0)
    for figure in figures:
        counted[labels.completeness(figure.outcome)] += 1
    return counted
