"""Check of the two years behind the city: what reporting shows of them, against the truth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chassis.days import service_day
from contracts.codes import CareOrganisation
from simulator.check_measures import Shown
from simulator.city import shared_clients
from simulator.city.care import Tables
from simulator.city.past import YEARS
from simulator.periods import of_year
from simulator.play.actors import TEAM_LEADER
from simulator.play.http import Http, SurpriseError
from simulator.play.ledger import Ledger

POLICE = {
    "controls": "IND-2.1-02",
    "persons checked": "IND-2.1-04d",
    "reports": "IND-2.1-04a",
    "reports of intelligence": "IND-2.1-04b",
}
MEASURES = {
    "fines and sanctions": "IND-2-03",
    "fines": "IND-2.2-01",
    "visits without a report": "IND-2.3-01",
    "visits after one": "IND-2.3-02",
}
"""Indicators by what each counts, in the words of the summary."""
CARE = {"medisch": "IND-1-02", "psychosociaal": "IND-1-03"}
"""Indicators of contacts, by kind."""
PERSONS = "IND-1-01"


@dataclass(frozen=True, slots=True)
class PastFigure:
    """A figure of a year, as it is shown and as it is; ``margin`` as reporting says it rounded."""

    what: str
    shown: int | None
    true: int
    margin: int = 0
    hidden: bool = False

    @property
    def is_right(self) -> bool:
        if self.shown is None:
            return self.hidden or self.true == 0
        return abs(self.shown - self.true) <= self.margin


@dataclass
class PastYears:
    """Figures of the years behind the city, and sentences about those that are not as they were."""

    figures: dict[int, list[PastFigure]] = field(default_factory=dict)

    @property
    def remarks(self) -> list[str]:
        return [
            f"{each.what} of {year}: {each.shown} shown, {each.true} true"
            for year, figures in self.figures.items()
            for each in figures
            if not each.is_right
        ]

    def document(self) -> dict[str, dict[str, Any]]:
        """By year and figure, as it is shown; what is hidden to protect people says so."""
        return {
            str(year): {
                each.what: "hidden" if each.shown is None and each.hidden else each.shown or 0
                for each in figures
            }
            for year, figures in self.figures.items()
        }


async def compare(
    http: Http,
    shown: Shown,
    ledger: Ledger,
    delivered: Mapping[tuple[CareOrganisation, int], Tables],
    published: int | None,
    now: datetime,
) -> PastYears:
    """Each figure of each year; ``shown`` holds the indicators of these years.

    ``published`` is the number of inspections in the report of the first of them.
    """
    past = PastYears()
    for year in YEARS:
        tables = [each for (_, of), each in delivered.items() if of == year]
        past.figures[year] = [
            *_counted(shown[str(year)], POLICE, ledger.police.figures(of_year(year))),
            *_counted(shown[str(year)], MEASURES, ledger.measures.figures(of_year(year))),
            *_contacts(shown[str(year)], tables),
            *_persons(shown[str(year)], tables),
            await _moves(http, ledger, year, now),
        ]
    controls = ledger.police.figures(of_year(YEARS[0]))[POLICE["controls"]].value or 0
    past.figures[YEARS[0]].append(
        PastFigure("controls in the published report", published, controls)
    )
    return past


def _counted(
    shown: Mapping[str, Any], indicators: Mapping[str, str], truth: Mapping[str, Any]
) -> Iterator[PastFigure]:
    for what, indicator in indicators.items():
        yield PastFigure(what, shown[indicator]["value"], truth[indicator].value or 0)


def _contacts(shown: Mapping[str, Any], delivered: list[Tables]) -> Iterator[PastFigure]:
    for kind, indicator in CARE.items():
        for tables in delivered:
            true = sum(row["soort"] == kind for row in tables.contacten)
            yield _part(f"{kind} contacts of {tables.organisation}", shown[indicator], tables, true)


def _persons(shown: Mapping[str, Any], delivered: list[Tables]) -> Iterator[PastFigure]:
    """A year counts at least as many as its half told, so perhaps also who was erased since."""
    for tables in delivered:
        true = len(shared_clients.met(tables))
        part = _part(f"persons of {tables.organisation}", shown[PERSONS], tables, true)
        yield replace(part, margin=part.margin + len(shared_clients.erased(tables)))


def _part(what: str, shown: Mapping[str, Any], tables: Tables, true: int) -> PastFigure:
    for part in shown["parts"]:
        if part["code"] == tables.organisation.value:
            return PastFigure(what, part["value"], true, part["margin"], part["suppressed"])
    return PastFigure(what, None, true)


async def _moves(http: Http, ledger: Ledger, year: int, now: datetime) -> PastFigure:
    path = "/v1/branch-shifts/summary"
    answer = await http.get("reporting", path, TEAM_LEADER, now, period=str(year))
    if not answer.ok:
        raise SurpriseError("reporting", answer)
    true = sum(
        service_day(move.seen_at).year == year and not move.announced
        for move in ledger.truth.moves(now)
    )
    return PastFigure("moves between branches", answer.body["detected"], true)
