"""Check of the indicators: each figure of which the city keeps a truth, by year, half and month."""

from asyncio import Semaphore, gather
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chassis.days import city_day
from contracts.codes import CareOrganisation
from simulator import truth_care
from simulator.city.care import Tables
from simulator.comparison import Comparison, Figure, Tally, breakdowns
from simulator.periods import HALVES, Period, begun, of_half, of_year
from simulator.play.actors import REPORTER, TEAM_LEADER
from simulator.play.http import Http, SurpriseError
from simulator.play.ledger import Ledger
from simulator.truth_police import Papers, PoliceWork, hidden_or_right

JUDICIAL = "IND-2-04"
"""The indicator beside whose measures the parket's set stands."""
CHECKED = "IND-2.1-04d"
"""Persons that inspections met: exact for leadership of the police, told in fives to the city."""
POPULATION, INVENTORY = "IND-2.4-02", "IND-2.1-01"
ESTABLISHMENTS = "IND-2.1-04c"
IN_USE = frozenset({"inspected", "premises"})
"""Parts of the population that count no persons."""
AT_ONCE = 3
PATH = "/v1/indicators"
Shown = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Figures as reporting shows them, by period and indicator."""


async def read(http: Http, years: Iterable[int], by_month: Iterable[int], now: datetime) -> Shown:
    """All figures of each period that has begun: those of one together cost a request.

    Of months only in those years that have something to compare by month.
    """
    turn, monthly = Semaphore(AT_ONCE), {*by_month}
    periods = [
        each for each in begun(years, city_day(now)) if not each.is_month or each.year in monthly
    ]

    async def of(period: Period) -> dict[str, Mapping[str, Any]]:
        async with turn:
            answer = await http.get("reporting", PATH, REPORTER, now, period=period.id)
            if not answer.ok:
                raise SurpriseError("reporting", answer)
            return {each["id"]: each for each in answer.body["indicators"]}

    found = await gather(*(of(period) for period in periods))
    shown = {period.id: figures for period, figures in zip(periods, found, strict=True)}
    await _with_exact_persons(http, shown, periods, now)
    return shown


async def _with_exact_persons(
    http: Http, shown: dict[str, dict[str, Any]], periods: Iterable[Period], now: datetime
) -> None:
    """Put the exact count of persons in the place of the rounded one, where that was told rightly.

    Rightly: each half is as near as it says to what was known when it was told. Otherwise the
    city's own figure stands, to be remarked on.
    """
    whole = [period for period in periods if not period.is_month]
    wrong = set()
    for period in whole:
        told = shown[period.id][CHECKED]
        if period.half is None or told["value"] is None:
            continue
        year = period.year
        known = f"{year}-07-05" if period.half == 1 else f"{year + 1}-01-05"
        exact = await _checked(http, now, period=period.id, asOf=known)
        if abs(told["value"] - exact["value"]) > told["margin"]:
            wrong |= {period.id, str(year)}
    for period in whole:
        if period.id not in wrong:
            shown[period.id][CHECKED] = await _checked(http, now, period=period.id)


async def _checked(http: Http, now: datetime, **asked: str) -> Mapping[str, Any]:
    """As leadership of the police sees them."""
    answer = await http.get("reporting", f"{PATH}/{CHECKED}", TEAM_LEADER, now, **asked)
    if not answer.ok:
        raise SurpriseError("reporting", answer)
    body: Mapping[str, Any] = answer.body
    return body


def city(shown: Shown, ledger: Ledger, now: datetime) -> Comparison:
    """Measures, police work, regie and premises in use, in each period of the years they have."""
    comparison = Comparison()
    work = {*ledger.measures.years, *ledger.police.years}
    for period in begun(work, city_day(now)):
        figures = {
            **ledger.measures.figures(period),
            **ledger.police.figures(period),
            **ledger.regie.figures(period),
            INVENTORY: _inventory(ledger.police.papers, period),
        }
        figures[POPULATION] = _in_use(ledger, period, figures[ESTABLISHMENTS])
        if period.is_month:
            figures.pop(CHECKED)  # told of halves alone
        for indicator, figure in figures.items():
            comparison.add(indicator, period, shown[period.id][indicator], figure)
        if not period.is_month:
            _arrests(comparison, shown, ledger.police, period)
    return comparison


def _in_use(ledger: Ledger, period: Period, establishments: Figure) -> Figure:
    parts = {
        "inspected": establishments.value or 0,
        "premises": ledger.premises_in_use(period),
    }
    return Figure(None, parts, {}, IN_USE)


def _inventory(papers: Papers, period: Period) -> Figure:
    """The inventories that were published in the period, by branch."""
    published = [branches for on, branches in papers.inventories.items() if on in period]
    rows: dict[str, int] = {}
    for branches in published:
        for branch in branches:
            rows[branch] = rows.get(branch, 0) + 1
    parts = {"inventories": len(published)}
    return Figure(None, parts, {"branch": rows}, frozenset(parts))


def _arrests(comparison: Comparison, shown: Shown, truth: PoliceWork, period: Period) -> None:
    """Of arrests the small numbers are hidden, and the year before the city's has one half alone.

    The parket tells of whole years.
    """
    for indicator, made in truth.arrested(period).items():
        if made:
            has_parket = indicator == JUDICIAL and period.is_year
            parket = truth.papers.parket.get(period.year, ()) if has_parket else ()
            what, tally = f"{indicator} of {period.id}", Tally()
            figure = shown[period.id][indicator]
            comparison.remarks += hidden_or_right(what, figure, made, parket, tally)
            comparison.count(indicator, period, tally)
            if period.is_year:
                comparison.shown[what] = breakdowns(figure)


def care(shown: Shown, delivered: Mapping[tuple[CareOrganisation, int], Tables]) -> Comparison:
    """What care organisations delivered, by year; of a half only where reporting was told of it."""
    comparison = Comparison()
    for year in sorted({year for _, year in delivered}):
        told = {of: tables for (of, each), tables in delivered.items() if each == year}
        for indicator, figure in truth_care.figures(told).items():
            period = of_year(year)
            comparison.add(indicator, period, shown[period.id][indicator], figure)
        for half in HALVES:
            period = of_half(year, half)
            of_period = {of: tables.half_year(half) for of, tables in told.items()}
            there = {of: each for of, each in of_period.items() if _has(shown[period.id], of)}
            for indicator, figure in truth_care.figures(there).items():
                comparison.add(indicator, period, shown[period.id][indicator], figure)
    return comparison


def _has(shown: Mapping[str, Mapping[str, Any]], organisation: CareOrganisation) -> bool:
    parts = shown[truth_care.PERSONS]["parts"]
    return any(each["code"] == organisation.value for each in parts)


def told(figure: Mapping[str, Any]) -> Any:
    """The value of a figure; of one without a headline, its parts and dimensions; else nothing.

    A headline that is hidden as too small is a figure too: the dictionary then says so.
    """
    if figure["value"] is not None:
        return figure["value"]
    parts = {each["code"]: each["value"] for each in figure["parts"] if each["value"] is not None}
    if figure["status"] != "cijfer" or not (parts or figure["suppressed"]):
        return None
    return {"suppressed": figure["suppressed"], "parts": parts, **breakdowns(figure)}
