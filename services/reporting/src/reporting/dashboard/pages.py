"""The overview page: every indicator, by period, without JavaScript."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from chassis.days import city_day, city_time
from chassis.edge import Tx
from reporting.facts.rules.recipes import KIND_OF
from reporting.facts.store import facts
from reporting.indicators import compute
from reporting.indicators.catalogue import ACTIONS, LINES
from reporting.indicators.compute import Figure
from reporting.indicators.rules.outcomes import Completeness, Status
from reporting.indicators.rules.periods import EXAMPLES, NoPeriodError, Period, PeriodKind, of_year
from reporting.roles import Reader

MOST_YEARS = 10
POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}

BADGES: dict[str, str] = {
    Completeness.VOLLEDIG: "volledig",
    Completeness.GEDEELTELIJK: "gedeeltelijk",
    Status.GEEN_LEVERING: "nog geen levering",
    Status.GEEN_BRON: "nog geen bron",
}

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


@router.get("/")
async def overview(
    tx: Tx, _reader: Reader, periode: Annotated[str | None, Query()] = None
) -> HTMLResponse:
    today = city_day(tx.now)
    running = Period.containing(today, PeriodKind.JAAR)
    problem = None
    try:
        period = Period.parse(periode) if periode is not None else running
    except NoPeriodError:
        period = running
        problem = f"Deze periode kennen we niet. Kies er een uit de lijst, bijvoorbeeld {EXAMPLES}."
    oldest = await facts.first_day(tx.conn, KIND_OF.values())
    figures = await compute.compute(tx, period)
    content = _template("overview.html").render(
        lines=_lines(figures),
        period=period,
        choices=_choices(period, oldest or today, today),
        problem=problem,
        running=not period.ended(today),
        as_of=city_time(tx.now),
        empty=oldest is None,
        tally=_tally(figures),
        badge=badge,
        number=number,
    )
    return HTMLResponse(content, 422 if problem else 200, HEADERS)


@router.get("/static/reporting.css")
async def stylesheet(_reader: Reader) -> Response:
    return Response(_css(), media_type="text/css", headers=HEADERS)


def badge(figure: Figure) -> str:
    """The completeness of a figure in words: colour alone says nothing."""
    outcome = figure.outcome
    key = outcome.completeness if outcome.status is Status.CIJFER else outcome.status
    return BADGES[key]


def number(value: int) -> str:
    """As Dutch readers write it: 12.345."""
    return f"{value:,}".replace(",", ".")


def _lines(figures: list[Figure]) -> list[Line]:
    lines = []
    for line, of_line in groupby(figures, key=lambda figure: figure.entry.line):
        actions = [
            Action(ACTIONS[action], list(group))
            for action, group in groupby(of_line, key=lambda figure: figure.entry.action)
        ]
        lines.append(Line(line, LINES[line], actions))
    return lines


def _choices(asked: Period, oldest: date, today: date) -> list[tuple[str, list[Period]]]:
    """The periods that the form offers: from the oldest fact to now, and always the one asked."""
    first = max(oldest.year, today.year - MOST_YEARS)
    years = sorted({*range(first, today.year + 1), asked.year}, reverse=True)
    offered = [
        period
        for year in years
        for period in of_year(year)
        if period.first <= today or period == asked
    ]
    names = {
        PeriodKind.JAAR: "Jaren",
        PeriodKind.HALFJAAR: "Halfjaren",
        PeriodKind.MAAND: "Maanden",
    }
    return [(name, [p for p in offered if p.kind is kind]) for kind, name in names.items()]


def _tally(figures: list[Figure]) -> dict[str, int]:
    counted: dict[str, int] = dict.fromkeys(BADGES.values(), 0)
    for figure in figures:
        counted[badge(figure)] += 1
    return counted


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reporting.dashboard"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _css() -> str:
    return files("reporting").joinpath("static/reporting.css").read_text("utf-8")
