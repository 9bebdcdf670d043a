"""The truth of police work: inspections, monthly actions, reports, arrests, as services took them.

Kept from what the city sent and services accepted, as :mod:`simulator.truth_measures` keeps fines.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from chassis.days import city_day
from contracts.codes import InspectionKind, ReportKind
from simulator.city.police_plan import ParketCount
from simulator.comparison import Figure, Split, Tally
from simulator.periods import Period

ADMINISTRATIVE = ("bestuurlijke_aanhouding",)
JUDICIAL = ("gerechtelijke_aanhouding", "huiszoeking")
"""Kinds of arrests and measures that the city plays."""
CHECKS = frozenset({"checks"})
"""The part of persons that is compared: of different persons the police tell by themselves."""
SMALL = 5
"""Handbook §4.8: a smaller number leaves the police of no dimension."""


@dataclass(frozen=True, slots=True)
class InspectionMade:
    on: date
    branch: str
    kind: str
    result: str
    places: frozenset[tuple[str, str]]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportMade:
    on: date
    kind: str
    branch: str
    fact_code: str
    addressee: str
    zone: str


@dataclass(frozen=True, slots=True)
class ArrestMade:
    on: date
    kind: str
    ground: str
    branch: str


@dataclass(frozen=True, slots=True)
class ExchangeMade:
    """An exchange with a partner, answered in time."""

    year: int
    partner: str
    direction: str


@dataclass
class Papers:
    """The papers of the leadership: by year, what others must see of them."""

    parket: dict[int, Sequence[ParketCount]] = field(default_factory=dict)
    refused_early: bool = False
    """Whether the parket's set was refused before there was an agreement."""
    inventories: dict[date, set[str]] = field(default_factory=dict)
    """Branches of an inventory by the day on which it was published."""
    deployments: set[date] = field(default_factory=set)
    readers: dict[str, list[str]] = field(default_factory=dict)
    """Officers who read a guideline, by its id."""
    exchanges: list[ExchangeMade] = field(default_factory=list)


@dataclass
class PoliceWork:
    inspections: list[InspectionMade] = field(default_factory=list)
    reports: list[ReportMade] = field(default_factory=list)
    planned: set[tuple[date, str]] = field(default_factory=set)
    """Month and branch of the actions on the plan."""
    arrests: list[ArrestMade] = field(default_factory=list)
    papers: Papers = field(default_factory=Papers)
    today: date = date.min
    """The last day that the city lived."""

    def inspected(self, body: Mapping[str, Any]) -> None:
        """An inspection whose body was accepted."""
        places = body.get("establishments", [])
        made = InspectionMade(
            on=city_day(datetime.fromisoformat(body["completedAt"])),
            branch=body["branch"],
            kind=body["kind"],
            result=body["result"],
            places=frozenset((place["branch"], place["label"]) for place in places),
            roles=tuple(person["role"] for person in body.get("persons", [])),
        )
        self.inspections.append(made)

    def reported(self, at: datetime, body: Mapping[str, Any]) -> None:
        """A report that was closed at a moment."""
        made = ReportMade(
            on=city_day(at),
            kind=body["reportKind"],
            branch=body["branch"],
            fact_code=body["factCode"],
            addressee=body["addressee"],
            zone="binnen" if body["inToleranceZone"] else "buiten",
        )
        self.reports.append(made)

    @property
    def years(self) -> list[int]:
        inspected = {each.on.year for each in self.inspections}
        return sorted(inspected | {each.on.year for each in self.reports})

    def figures(self, period: Period) -> dict[str, Figure]:
        """By indicator, of a period."""
        done = [each for each in self.inspections if each.on in period]
        visited = [place for each in done for place in each.places]
        roles = Counter(role for each in done for role in each.roles)
        by_branch: Counter[str] = Counter()
        for each in done:
            by_branch[each.branch] += len(each.roles)
        places: dict[str, set[tuple[str, str]]] = {}
        for each in done:
            places.setdefault(each.branch, set()).update(each.places)
        branches = Counter(each.branch for each in done)
        return {
            "IND-2-01": Figure(
                len(branches),
                _present({"branches": len(branches), "inspections": len(done)}),
                {"branch": branches},
            ),
            "IND-2.1-02": Figure(
                len(done),
                self._actions(period),
                {
                    "branch": branches,
                    "kind": Counter(each.kind for each in done),
                    "result": Counter(each.result for each in done),
                },
            ),
            "IND-2.1-04a": self._reports(period, ReportKind.PV),
            "IND-2.1-04b": self._reports(period, ReportKind.RIR),
            "IND-2.1-04c": Figure(
                len({*visited}),
                _present({"distinct": len({*visited}), "checks": len(visited)}),
                {"branch": _present({branch: len(own) for branch, own in places.items()})},
            ),
            "IND-2.1-04d": Figure(
                sum(roles.values()),
                _present({"checks": sum(roles.values())}),
                {"role": roles, "branch": _present(by_branch)},
                CHECKS,
            ),
            "IND-2.1-04e": self._reports(period, ReportKind.INFORMATIERAPPORT),
        }

    def _actions(self, period: Period) -> Split:
        planned = {each for each in self.planned if each[0] in period}
        done = {
            (each.on.replace(day=1), each.branch)
            for each in self.inspections
            if each.kind == InspectionKind.MAANDACTIE
        }
        held = planned & done
        missed = {each for each in planned - held if each[0] < self.today.replace(day=1)}
        known = len(held) + len(missed)
        share = (200 * len(held) + known) // (2 * known) if known else 0
        return _present(
            {
                "planned": len(planned),
                "held": len(held),
                "missed": len(missed),
                "held_share": share,
            }
        )

    def _reports(self, period: Period, kind: ReportKind) -> Figure:
        made = [each for each in self.reports if each.on in period and each.kind == kind]
        splits = {
            "branch": Counter(each.branch for each in made),
            "fact_code": Counter(each.fact_code for each in made),
            "zone": Counter(each.zone for each in made),
        }
        if kind is ReportKind.PV:
            splits["addressee"] = Counter(each.addressee for each in made)
        return Figure(len(made), {}, splits)

    def arrested(self, period: Period) -> dict[str, list[ArrestMade]]:
        """The arrests and measures behind each indicator of counts that the police release."""
        own = [each for each in self.arrests if each.on in period]
        return {
            "IND-2.1-04f": [each for each in own if each.kind in ADMINISTRATIVE],
            "IND-2.1-04g": [each for each in own if each.kind == JUDICIAL[0]],
            "IND-2-04": [each for each in own if each.kind in JUDICIAL],
        }


def hidden_or_right(
    what: str,
    shown: Mapping[str, Any],
    made: Sequence[ArrestMade],
    parket: Sequence[ParketCount] = (),
    tally: Tally | None = None,
) -> list[str]:
    """Compare counts of which the small ones are hidden: all that is shown must be right."""
    tally, remarks = tally or Tally(), list[str]()
    number = len(made)
    truth = {name: [getattr(each, name) for each in made] for name in ("branch", "ground", "kind")}
    truth |= {
        f"{name}_parket": [getattr(each, name) for each in parket for _ in range(each.number)]
        for name in ("kind", "ground")
    }
    tally.figures += bool(shown["value"])
    if shown["value"] != number and not shown["suppressed"]:
        remarks.append(f"{what} is {shown['value']}, not {number}")
    for each in shown["breakdowns"]:
        real = Counter(truth.get(each["dimension"], ()))
        rows = {row["code"]: row["value"] for row in each["rows"]}
        told = sum(bool(value) for value in rows.values())
        tally.figures, tally.dimensions = tally.figures + told, tally.dimensions + bool(told)
        wrong = {code for code, value in rows.items() if value not in (None, real[code])}
        if wrong or rows.keys() != real.keys():
            remarks.append(f"{what}: {each['dimension']} is {rows}, not {dict(real)}")
        if [value for value in rows.values() if value is not None and 0 < value < SMALL]:
            remarks.append(f"{what}: {each['dimension']} tells a small number")
    return remarks


def _present(counts: Mapping[str, int]) -> Split:
    return {code: count for code, count in counts.items() if count}
