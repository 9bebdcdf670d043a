"""Patrols at the windows: the declared shifts that police check, and what they see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from simulator.city.people import Person
from simulator.city.roster import Shift
from simulator.city.span import Slot, Span

CHECKS_PER_SLOT = 6
"""About 12 persons a day, as 4,200 a year."""
NO_SHOW, UNCLEAR = 0.02, 0.04
"""Shares of the checks."""
VALIDATED = 0.5
"""Share of the workers seen for the first time whose papers are checked there and then."""


@dataclass(frozen=True, slots=True)
class Check:
    """``outcome`` is a code of the databank; ``validates`` says that papers were checked too."""

    shift: Shift
    outcome: str
    validates: bool


@dataclass(frozen=True, slots=True)
class Patrol:
    """One walk along the windows."""

    id: str
    at: datetime
    checks: tuple[Check, ...]


def build(span: Span, shifts: Iterable[Shift], chance: Random) -> list[Patrol]:
    """One patrol a slot, as far as somebody is surely at work."""
    by_slot: dict[Slot, list[Shift]] = {}
    for shift in shifts:
        by_slot.setdefault(shift.slot, []).append(shift)
    patrols: list[Patrol] = []
    seen: set[Person] = set()
    for slot in span.slots:
        at = slot.starts_at + timedelta(minutes=chance.randint(200, 400))
        there = [shift for shift in by_slot.get(slot, ()) if _at_work(shift, at)]
        checked = chance.sample(there, min(CHECKS_PER_SLOT, len(there)))
        checks = tuple(_check(shift, seen, chance) for shift in checked)
        patrols.append(Patrol(f"W{len(patrols) + 1:04d}", at, checks))
    return [patrol for patrol in patrols if patrol.at in span and patrol.checks]


def _at_work(shift: Shift, at: datetime) -> bool:
    """Surely there: declared an hour ago, not called off, neither moved nor at its edge."""
    return (
        shift.cancellation is None
        and shift.change is None
        and shift.declared_at + timedelta(hours=1) < at < shift.over_at - timedelta(hours=1)
    )


def _check(shift: Shift, seen: set[Person], chance: Random) -> Check:
    fate, first = chance.random(), shift.person not in seen
    if fate < NO_SHOW:
        return Check(shift, "afwezig", False)
    if fate < NO_SHOW + UNCLEAR:
        return Check(shift, "niet_vast_te_stellen", False)
    seen.add(shift.person)
    return Check(shift, "aanwezig", first and chance.random() < VALIDATED)
