"""Inspections in the other branches: their findings, and when they are typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from contracts.branches import Branch
from contracts.codes import (
    Addressee,
    InspectionKind,
    InspectionResult,
    OffenderRole,
    Procedure,
    ReportKind,
)
from simulator.city.people import OFFICER, Habit, Person, Population
from simulator.city.span import Span, moment

PER_DAY = 700 / 365
"""Inspections a day."""
PEOPLE = {
    Branch.STRAAT: 45,
    Branch.STRIPCLUB: 40,
    Branch.ESCORT: 60,
    Branch.PRIVE_THUIS: 60,
    Branch.MASSAGESALON: 60,
    Branch.ANDERE: 20,
}
"""Number of people known to work in a branch at one time."""
WEIGHTS = {
    Branch.STRAAT: 35,
    Branch.PRIVE_THUIS: 20,
    Branch.MASSAGESALON: 15,
    Branch.STRIPCLUB: 15,
    Branch.ESCORT: 10,
    Branch.ANDERE: 5,
}
"""Weights of the branches among inspections."""
FINE, RIR, INFORMATION = 0.35, 0.09, 0.07
"""Shares of the inspections that lead to a PV for a fine (street only) or to a report."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """One worker seen, and how the officer writes her down."""

    person: Person
    habit: Habit = OFFICER


@dataclass(frozen=True, slots=True)
class Finding:
    """An officer's report after an inspection. Without a procedure it stays a report."""

    kind: ReportKind
    fact_code: str
    addressee: Addressee
    role: OffenderRole
    procedure: Procedure | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """``recorded_at`` may be days after ``seen_at``: officers type in when they can."""

    id: str
    branch: Branch
    kind: InspectionKind
    place: str
    encounters: tuple[Encounter, ...]
    seen_at: datetime
    recorded_at: datetime
    finding: Finding | None = None

    @classmethod
    def plain(
        cls,
        number: str,
        branch: Branch,
        encounters: Sequence[Encounter],
        *,
        seen_at: datetime,
        recorded_at: datetime,
    ) -> "Inspection":
        """One that somebody asked for, without consequences."""
        return cls(
            id=number,
            branch=branch,
            kind=InspectionKind.AD_HOC,
            place=f"{branch.value} {number}",
            encounters=tuple(encounters),
            seen_at=seen_at,
            recorded_at=recorded_at,
        )

    @property
    def result(self) -> InspectionResult:
        if self.finding is not None and self.finding.kind is ReportKind.PV:
            return InspectionResult.VASTSTELLING
        return InspectionResult.GEEN_OPMERKINGEN


def build(span: Span, population: Population, chance: Random) -> list[Inspection]:
    """Draw inspections: every branch in a monthly action first, then as they come."""
    people = {branch: [population.person(chance) for _ in range(n)] for branch, n in PEOPLE.items()}
    inspections: list[Inspection] = []
    for day in range(span.days):
        for _ in range(int(PER_DAY) + (chance.random() < PER_DAY % 1)):
            number = len(inspections)
            monthly = number < len(PEOPLE)
            branch = (
                list(PEOPLE)[number]
                if monthly
                else chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            )
            seen = moment(day, 10) + timedelta(minutes=chance.randint(0, 16 * 60))
            known = people[branch]
            seen_people = chance.sample(known, chance.randint(1, min(5, len(known))))
            inspections.append(
                Inspection(
                    id=f"I{number + 1:04d}",
                    branch=branch,
                    kind=InspectionKind.MAANDACTIE if monthly else _kind(chance),
                    place=f"{branch.value} {chance.randint(1, 25)}",
                    encounters=tuple(Encounter(person) for person in seen_people),
                    seen_at=seen,
                    recorded_at=seen + timedelta(minutes=chance.randint(10, 100)),
                    finding=_finding(branch, chance),
                )
            )
    return inspections


def _kind(chance: Random) -> InspectionKind:
    return InspectionKind.MELDING if chance.random() < 0.2 else InspectionKind.AD_HOC


def _finding(branch: Branch, chance: Random) -> Finding | None:
    fate = chance.random()
    if branch == Branch.STRAAT and fate < FINE:
        client = chance.random() < 0.25
        return Finding(
            kind=ReportKind.PV,
            fact_code="straatprostitutie",
            addressee=Addressee.SANCTIONEREND_AMBTENAAR,
            role=OffenderRole.PROSTITUANT if client else OffenderRole.PROSTITUEE,
            procedure=Procedure.GAS,
        )
    if 0.5 < fate < 0.5 + RIR:
        return Finding(ReportKind.RIR, "inlichting", Addressee.INTERN, OffenderRole.EXPLOITANT)
    if 0.8 < fate < 0.8 + INFORMATION:
        return Finding(
            ReportKind.INFORMATIERAPPORT, "hinder", Addressee.BESTUUR, OffenderRole.EXPLOITANT
        )
    return None
