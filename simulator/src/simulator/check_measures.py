"""Check of the measures: every dimension of their indicators, against the truth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.play.actors import REPORTER, TEAM_LEADER, Actor
from simulator.play.http import Http, SurpriseError
from simulator.truth_measures import Figure, Measures, Split
from simulator.truth_police import PoliceWork, hidden_or_right


@dataclass
class Comparison:
    """``remarks`` are sentences about what reporting shows otherwise than it is.

    ``shown`` has the breakdowns of each indicator and year, as reporting shows them.
    """

    remarks: list[str] = field(default_factory=list)
    shown: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)


JUDICIAL = "IND-2-04"
"""The indicator beside whose measures the parket's set stands."""
CHECKED = "IND-2.1-04d"
"""Persons that inspections met: exact for leadership of the police, told in fives to the city."""
Shown = Mapping[int, Mapping[str, Mapping[str, Any]]]
"""Figures as reporting shows them, by year and indicator."""


async def read(http: Http, years: Iterable[int], now: datetime) -> Shown:
    """All figures of these years; those of a year together cost no more than one."""
    shown = {}
    for year in sorted(years):
        answer = await http.get("reporting", "/v1/indicators", REPORTER, now, period=str(year))
        if not answer.ok:
            raise SurpriseError("reporting", answer)
        shown[year] = {each["id"]: each for each in answer.body["indicators"]}
        if await _is_told_rightly(http, year, now):
            shown[year][CHECKED] = await _checked(http, TEAM_LEADER, now, period=str(year))
    return shown


async def _is_told_rightly(http: Http, year: int, now: datetime) -> bool:
    """Whether each half that was told is as near as it says to what was known when it was told.

    Otherwise the city's own figure stands, to be remarked on.
    """
    for half, known in ((f"{year}-H1", f"{year}-07-05"), (f"{year}-H2", f"{year + 1}-01-05")):
        told = await _checked(http, REPORTER, now, period=half)
        if told["value"] is None:
            continue
        exact = await _checked(http, TEAM_LEADER, now, period=half, asOf=known)
        if abs(told["value"] - exact["value"]) > told["margin"]:
            return False
    return True


async def _checked(http: Http, actor: Actor, now: datetime, **asked: str) -> Mapping[str, Any]:
    answer = await http.get("reporting", f"/v1/indicators/{CHECKED}", actor, now, **asked)
    if not answer.ok:
        raise SurpriseError("reporting", answer)
    body: Mapping[str, Any] = answer.body
    return body


def measures(shown: Shown, truth: Measures) -> Comparison:
    """Compare each year in which something was decided or visited."""
    comparison = Comparison()
    for year in truth.years:
        for indicator, figure in truth.figures(year).items():
            what = f"{indicator} of {year}"
            comparison.remarks += compare(what, shown[year][indicator], figure)
            comparison.shown[what] = _breakdowns(shown[year][indicator])
    return comparison


def police(shown: Shown, truth: PoliceWork) -> Comparison:
    """Compare each year in which the police inspected, reported or arrested.

    Of arrests the small numbers are hidden, and the year before the city's has one half alone.
    """
    comparison = Comparison()
    for year in truth.years:
        for indicator, figure in truth.figures(year).items():
            what = f"{indicator} of {year}"
            comparison.remarks += compare(what, shown[year][indicator], figure)
            comparison.shown[what] = _breakdowns(shown[year][indicator])
        for indicator, made in truth.arrested(year).items():
            if made:
                what = f"{indicator} of {year}"
                parket = truth.papers.parket.get(year, ()) if indicator == JUDICIAL else ()
                figure_shown = shown[year][indicator]
                comparison.remarks += hidden_or_right(what, figure_shown, made, parket)
                comparison.shown[what] = _breakdowns(shown[year][indicator])
    return comparison


def told(figure: Mapping[str, Any]) -> Any:
    """The value of a figure; of one without a headline, its parts and dimensions; else nothing.

    A headline that is hidden as too small is a figure too: the dictionary then says so.
    """
    if figure["value"] is not None:
        return figure["value"]
    parts = {each["code"]: each["value"] for each in figure["parts"] if each["value"] is not None}
    if figure["status"] != "cijfer" or not (parts or figure["suppressed"]):
        return None
    return {"suppressed": figure["suppressed"], "parts": parts, **_breakdowns(figure)}


def compare(what: str, shown: Mapping[str, Any], truth: Figure) -> list[str]:
    """Compare an answer of reporting with what it must show, part by part."""
    breakdowns = _breakdowns(shown)
    parts = {each["code"]: each["value"] for each in shown["parts"] if each["value"]}
    remarks = []
    if (shown["value"] or 0) != truth.value:
        remarks.append(f"{what} is {shown['value']}, not {truth.value}")
    if parts != dict(truth.parts):
        remarks.append(f"{what}: the parts are {_words(parts)}, not {_words(truth.parts)}")
    return remarks + [
        f"{what}: {dimension} is {_words(breakdowns.get(dimension, {}))}, not {_words(counts)}"
        for dimension, counts in truth.breakdowns.items()
        if breakdowns.get(dimension, {}) != dict(counts)
    ]


def _breakdowns(shown: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Without rows that count nothing."""
    return {
        each["dimension"]: {row["code"]: row["value"] for row in each["rows"] if row["value"]}
        for each in shown["breakdowns"]
    }


def _words(counts: Split) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(counts.items())) or "empty"
