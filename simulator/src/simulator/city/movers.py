"""Movers: people who are seen in more than one branch, as the databank must detect."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from contracts.branches import Branch
from simulator.city.inspections import Encounter, Inspection
from simulator.city.people import OFFICER, OFFICER_WITHOUT_PAPERS, Population
from simulator.city.roster import BookedShift
from simulator.city.span import Slot, Span, moment

PER_FORTNIGHT = 36
"""People who move in two weeks."""
WITHOUT_PAPERS = 0.2
"""Share of the encounters in which an officer has only a name and a birth date."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody is in a branch ``step`` steps after the start of her journey.

    An inspection may be typed in later than it was, at ``recorded`` steps.
    """

    branch: Branch
    step: int
    recorded: int | None = None
    cancelled: bool = False


RAAM, STRAAT, THUIS = Branch.RAAM, Branch.STRAAT, Branch.PRIVE_THUIS

JOURNEYS: dict[str, tuple[Stop, ...]] = {
    "street to window": (Stop(STRAAT, 0), Stop(RAAM, 1)),
    "window to home": (Stop(RAAM, 0), Stop(THUIS, 1)),
    "escort to club": (Stop(Branch.ESCORT, 0), Stop(Branch.STRIPCLUB, 1)),
    "salon to window, and stays": (Stop(Branch.MASSAGESALON, 0), Stop(RAAM, 1), Stop(RAAM, 2)),
    "home and window by turns": (Stop(THUIS, 0), Stop(RAAM, 1), Stop(THUIS, 2), Stop(RAAM, 3)),
    "typed in late, in between": (Stop(RAAM, 0), Stop(RAAM, 2), Stop(THUIS, 1, recorded=3)),
    "typed in late, before": (Stop(RAAM, 1), Stop(STRAAT, 0, recorded=2)),
    "announced and called off": (Stop(STRAAT, 0), Stop(RAAM, 1, cancelled=True)),
    "window all along": (Stop(RAAM, 0), Stop(RAAM, 1), Stop(RAAM, 2)),
    "street all along": (Stop(STRAAT, 0), Stop(STRAAT, 1)),
}
"""By name, from what happens most to what happens least."""


@dataclass
class Movers:
    """Bookings for the roster, and inspections of their own."""

    bookings: list[BookedShift] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)


def build(span: Span, population: Population, chance: Random) -> Movers:
    """Draw journeys; steps lie a day or two apart, so that they arrive in one known order."""
    movers = Movers()
    days = 2 if span.days >= 10 else 1
    fitting = [stops for stops in JOURNEYS.values() if _length(stops, days) <= span.days]
    for number in range(round(PER_FORTNIGHT * span.days / 14) if fitting else 0):
        stops = fitting[number % len(fitting)]
        first = chance.randint(0, span.days - _length(stops, days))
        _travel(stops, first, days, population, chance, movers)
    return movers


def _length(stops: tuple[Stop, ...], days: int) -> int:
    return days * max(stop.recorded or stop.step for stop in stops) + 1


def _travel(
    stops: tuple[Stop, ...],
    first: int,
    days: int,
    population: Population,
    chance: Random,
    movers: Movers,
) -> None:
    person = population.person(chance)
    for stop in stops:
        day = first + days * stop.step
        if stop.branch is RAAM:
            movers.bookings.append(BookedShift(person, Slot(day, night=True), stop.cancelled))
            continue
        seen = moment(day, 7) + timedelta(minutes=chance.randint(0, 180))
        recorded = seen + timedelta(minutes=chance.randint(10, 60))
        if stop.recorded is not None:
            recorded += timedelta(days=days * (stop.recorded - stop.step))
        habit = OFFICER_WITHOUT_PAPERS if chance.random() < WITHOUT_PAPERS else OFFICER
        movers.inspections.append(
            Inspection.plain(
                f"M{len(movers.inspections) + 1:04d}",
                stop.branch,
                [Encounter(person, habit)],
                seen_at=seen,
                recorded_at=recorded,
            )
        )
