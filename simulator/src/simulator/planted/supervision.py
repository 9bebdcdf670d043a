"""What supervision sees of lives: shifts that are declared, and rounds in which some are met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from contracts.branches import Branch
from simulator.planted.lives import DAYS, Life, Spell

NO_SHOW = 0.02
MOST_OFTEN = 0.9
ACTIVITY_SHAPE = 3.0


@dataclass(frozen=True, slots=True)
class Supervision:
    """Looks a month in each branch, the mean chance to meet somebody, and who is never met."""

    looks: Mapping[Branch, float]
    met: Mapping[Branch, float]
    never_met: Mapping[Branch, float]

    def scaled(self, looks: float = 1.0, met: float = 1.0) -> "Supervision":
        return Supervision(
            {branch: many * looks for branch, many in self.looks.items()},
            {branch: min(MOST_OFTEN, chance * met) for branch, chance in self.met.items()},
            self.never_met,
        )


BASE = Supervision(
    looks={
        Branch.STRAAT: 2,
        Branch.MASSAGESALON: 1,
        Branch.STRIPCLUB: 1,
        Branch.ANDERE: 1,
        Branch.ESCORT: 1,
        Branch.PRIVE_THUIS: 1,
    },
    met={
        Branch.STRAAT: 0.15,
        Branch.MASSAGESALON: 0.20,
        Branch.STRIPCLUB: 0.15,
        Branch.ANDERE: 0.15,
        Branch.ESCORT: 0.05,
        Branch.PRIVE_THUIS: 0.05,
    },
    never_met={
        Branch.STRAAT: 0,
        Branch.MASSAGESALON: 0.05,
        Branch.STRIPCLUB: 0,
        Branch.ANDERE: 0.05,
        Branch.ESCORT: 0.10,
        Branch.PRIVE_THUIS: 0.10,
    },
)
"""As the handbook has it: sparse. A window is declared each day."""


def rounds(supervision: Supervision, seed: int) -> dict[Branch, list[int]]:
    """The days of the looks that were held, by branch."""
    random = Random(f"rounds-{seed}")  # noqa: S311  # made-up people
    held = {}
    for branch, a_month in supervision.looks.items():
        many = round(a_month * DAYS / 30.4)
        held[branch] = sorted(random.randrange(DAYS) for _ in range(many))
    return held


def seen(
    life: Life, supervision: Supervision, held: Mapping[Branch, Sequence[int]], random: Random
) -> list[tuple[int, Branch]]:
    """The day and the branch of each declared shift that began and each meeting, by day.

    Wrong links were withdrawn by then: ``life.linked`` is not among them.
    """
    found: list[tuple[int, Branch]] = []
    for branch in sorted({spell.branch for spell in life.spells}):
        spells = [spell for spell in life.spells if spell.branch == branch]
        if branch == Branch.RAAM:
            found.extend((day, branch) for day in _shifts(spells, random))
            continue
        chance = _own_chance(supervision, branch, random)
        found.extend(
            (day, branch)
            for day in held.get(branch, ())
            if any(spell.works(day) for spell in spells) and random.random() < chance
        )
    found.extend((day, branch) for branch, day in life.evenings)
    return sorted(found)


def _own_chance(supervision: Supervision, branch: Branch, random: Random) -> float:
    if random.random() < supervision.never_met[branch]:
        return 0.0
    activity = random.gammavariate(ACTIVITY_SHAPE, 1 / ACTIVITY_SHAPE)
    return min(MOST_OFTEN, supervision.met[branch] * activity)


def _shifts(spells: Sequence[Spell], random: Random) -> list[int]:
    a_week = random.randint(2, 6)
    days = []
    for monday in range(0, DAYS, 7):
        for weekday in sorted(random.sample(range(7), a_week)):
            day = monday + weekday
            works = any(spell.works(day) for spell in spells)
            if works and random.random() >= NO_SHOW:
                days.append(day)
    return days
