"""Lives of people in branches over two years: who stays, combines, moves, returns."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from contracts.branches import Branch

DAYS = 730
"""Two years; day 0 is the first one of the world."""
FIRST_BRANCH = {
    Branch.RAAM: 0.35,
    Branch.STRAAT: 0.15,
    Branch.MASSAGESALON: 0.15,
    Branch.STRIPCLUB: 0.1,
    Branch.ANDERE: 0.05,
    Branch.ESCORT: 0.1,
    Branch.PRIVE_THUIS: 0.1,
}


class Story(StrEnum):
    """What somebody does in two years."""

    STAYS = "stays"
    QUITS = "quits"
    ROTATES = "rotates"
    COMBINES = "combines"
    COMBINES_ROTATING = "combines_rotating"
    MOVES = "moves"
    MOVES_LATE = "moves_late"
    RETURNS = "returns"
    ONE_EVENING = "one_evening"
    DROPS_ONE = "drops_one"
    GROUP = "group"
    WRONG_LINK = "wrong_link"


USUAL = {
    Story.STAYS: 0.21,
    Story.QUITS: 0.09,
    Story.ROTATES: 0.06,
    Story.COMBINES: 0.17,
    Story.COMBINES_ROTATING: 0.04,
    Story.MOVES: 0.17,
    Story.MOVES_LATE: 0.04,
    Story.RETURNS: 0.08,
    Story.ONE_EVENING: 0.06,
    Story.DROPS_ONE: 0.04,
    Story.GROUP: 0.05,
    Story.WRONG_LINK: 0.03,
}
COMBINING = USUAL | {Story.COMBINES: 0.40, Story.MOVES: 0.05}
MOVING = USUAL | {Story.MOVES: 0.36, Story.COMBINES: 0.06}
"""Shares of the stories; they need not add up to one."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Work in a branch, in days [begins, ends); ``away``: stretches in which she does not work."""

    branch: Branch
    begins: int
    ends: int
    away: tuple[tuple[int, int], ...] = ()

    def works(self, day: int) -> bool:
        return self.begins <= day < self.ends and not any(
            begins <= day < ends for begins, ends in self.away
        )


@dataclass(frozen=True, slots=True)
class Move:
    """``left``: the last day in the old branch; ``came``: the first one in the new one."""

    from_branch: Branch
    to_branch: Branch
    left: int
    came: int


@dataclass(frozen=True, slots=True)
class Life:
    """``returned``: there and back. ``evenings``: single days of work elsewhere. ``linked``: days
    in a branch that are another person's, wrongly linked to her and withdrawn later."""

    story: Story
    spells: tuple[Spell, ...]
    moves: tuple[Move, ...] = ()
    returned: tuple[Move, Move] | None = None
    combines: tuple[Branch, ...] = ()
    evenings: tuple[tuple[Branch, int], ...] = ()
    linked: tuple[tuple[Branch, int], ...] = ()


def lives(people: int, seed: int, shares: dict[Story, float] | None = None) -> list[Life]:
    """The lives of a world; a group of the story ``group`` is four people who move together."""
    random = Random(f"lives-{seed}")  # noqa: S311  # made-up people
    chosen = shares or USUAL
    found: list[Life] = []
    while len(found) < people:
        (story,) = random.choices([*chosen], [*chosen.values()])
        found.extend(TELL[story](random))
    return found[:people]


def _branch(random: Random, *but: Branch) -> Branch:
    left = {branch: share for branch, share in FIRST_BRANCH.items() if branch not in but}
    return random.choices([*left], [*left.values()])[0]


def _absences(
    random: Random, branch: Branch, begins: int, ends: int
) -> tuple[tuple[int, int], ...]:
    if branch != Branch.RAAM or ends - begins < 120:
        return ()
    found = []
    for _ in range(random.randint(0, 2)):
        length = random.randint(12, 45)
        at = random.randint(begins + 14, max(begins + 14, ends - length - 14))
        found.append((at, at + length))
    return tuple(found)


def _spell(random: Random, branch: Branch, begins: int, ends: int) -> Spell:
    return Spell(branch, begins, ends, _absences(random, branch, begins, ends))


def _stays(random: Random) -> list[Life]:
    return [Life(Story.STAYS, (_spell(random, _branch(random), 0, DAYS),))]


def _quits(random: Random) -> list[Life]:
    return [Life(Story.QUITS, (_spell(random, _branch(random), 0, random.randint(90, 640)),))]


def _rotation(random: Random) -> tuple[tuple[int, int], ...]:
    """Three weeks on, three or five off."""
    off = random.choice((21, 35))
    return tuple((at, at + off) for at in range(random.randint(7, 28), DAYS, 21 + off))


def _rotates(random: Random) -> list[Life]:
    return [Life(Story.ROTATES, (Spell(Branch.RAAM, 0, DAYS, _rotation(random)),))]


def _combines(random: Random) -> list[Life]:
    one = _branch(random)
    other = _branch(random, one)
    spells = (_spell(random, one, 0, DAYS), _spell(random, other, random.randint(0, 180), DAYS))
    return [Life(Story.COMBINES, spells, combines=(one, other))]


def _combines_rotating(random: Random) -> list[Life]:
    other = _branch(random, Branch.RAAM)
    spells = (Spell(Branch.RAAM, 0, DAYS, _rotation(random)), _spell(random, other, 0, DAYS))
    return [Life(Story.COMBINES_ROTATING, spells, combines=(Branch.RAAM, other))]


def _moved(random: Random, story: Story, gap: int, one: Branch, other: Branch, left: int) -> Life:
    """A negative gap: so many days she works in both."""
    came = max(1, left + gap)
    spells = (_spell(random, one, 0, left), _spell(random, other, came, DAYS))
    return Life(story, spells, moves=(Move(one, other, left - 1, came),))


def _moves(random: Random) -> list[Life]:
    one = _branch(random)
    gap = random.randint(0, 60) if random.random() < 0.7 else -random.randint(5, 40)
    left = random.randint(120, 540)
    return [_moved(random, Story.MOVES, gap, one, _branch(random, one), left)]


def _moves_late(random: Random) -> list[Life]:
    one, gap = _branch(random), random.randint(120, 240)
    left = random.randint(120, 400)
    return [_moved(random, Story.MOVES_LATE, gap, one, _branch(random, one), left)]


def _returns(random: Random) -> list[Life]:
    one = _branch(random)
    other = _branch(random, one)
    left = random.randint(120, 450)
    back = left + random.randint(75, 220)
    spells = (
        _spell(random, one, 0, left),
        _spell(random, other, left, back),
        _spell(random, one, back, DAYS),
    )
    there, again = Move(one, other, left - 1, left), Move(other, one, back - 1, back)
    return [Life(Story.RETURNS, spells, returned=(there, again))]


def _one_evening(random: Random) -> list[Life]:
    one = _branch(random)
    evening = (_branch(random, one, Branch.RAAM), random.randint(60, 670))
    return [Life(Story.ONE_EVENING, (_spell(random, one, 0, DAYS),), evenings=(evening,))]


def _drops_one(random: Random) -> list[Life]:
    one = _branch(random)
    other = _branch(random, one)
    ends = random.randint(240, 540)
    spells = (_spell(random, one, 0, DAYS), _spell(random, other, 0, ends))
    return [Life(Story.DROPS_ONE, spells, combines=(one, other))]


def _group(random: Random) -> list[Life]:
    one = _branch(random)
    other, left = _branch(random, one), random.randint(150, 540)
    return [
        _moved(random, Story.GROUP, random.randint(0, 7), one, other, left + random.randint(0, 7))
        for _ in range(4)
    ]


def _wrong_link(random: Random) -> list[Life]:
    one = _branch(random)
    linked = (_branch(random, one), random.randint(60, 670))
    return [Life(Story.WRONG_LINK, (_spell(random, one, 0, DAYS),), linked=(linked,))]


TELL: dict[Story, Callable[[Random], list[Life]]] = {
    Story.STAYS: _stays,
    Story.QUITS: _quits,
    Story.ROTATES: _rotates,
    Story.COMBINES: _combines,
    Story.COMBINES_ROTATING: _combines_rotating,
    Story.MOVES: _moves,
    Story.MOVES_LATE: _moves_late,
    Story.RETURNS: _returns,
    Story.ONE_EVENING: _one_evening,
    Story.DROPS_ONE: _drops_one,
    Story.GROUP: _group,
    Story.WRONG_LINK: _wrong_link,
}
