"""Audit of figures that were told: which groups do they size, all of them together?

Nothing is chosen and nothing hidden here, and the truth is not asked: whether figures may stand
beside each other follows from the figures alone, so that the answer says nothing more.
"""

from collections.abc import Iterator
from math import ceil, isclose

from disclosure.attack import Attack, Bounds
from disclosure.solver import TooLongError
from disclosure.system import SLACK, Group, System

STEPS = 30
"""In any direction, before groups are asked for one by one; fewer where none is left to ask for."""
ENDLESS = 3
"""Of the first directions: where so many have no end nearly none has one, and to look for it took
most of the time."""
NODES = 100
"""Of a search in whole numbers; a number of steps and no time, so that it ends the same again."""
SPARE = 1
"""Persons by which bounds in fractions must be safe for whole numbers not to be asked: nearer than
that, they are. That both never lie further apart was enumerated for a year of two halves alone."""


def sized_groups(system: System) -> list[Group]:
    """Groups that a reader knows too well: of 1 to T-1 persons perhaps, and not any of T sizes.

    Raises ``ContradictionError`` where no register fits: a reader then believes part of it, and
    which part cannot be foreseen. A group that whole numbers do not answer soon counts as sized.
    """
    return [group for group, _ in _sized(system)]


def sizes_nobody(system: System) -> bool:
    """Whether there is no such group: the first one found ends the search.

    Raises ``ContradictionError`` as above, where it is met before.
    """
    return next(_sized(system), None) is None


def sizes_nobody_more(system: System, known: System) -> bool:
    """Whether it sizes no group but to the very bounds to which ``known`` sizes it.

    ``known`` are the same unknowns and fewer rows, what was told before: that cannot be unsaid, and
    what comes now may not add to it. Raises ``ContradictionError`` as above.
    """
    before: Attack | None = None
    for group, bounds in _sized(system):
        before = before or Attack(known, whole=True, nodes=NODES)
        if bounds is None or not _is_known(before, group, bounds):
            return False
    return True


def _is_known(before: Attack, group: Group, bounds: Bounds) -> bool:
    try:
        known = before.bounds(group)
    except TooLongError:
        return False
    pairs = (known.low, bounds.low), (known.high, bounds.high)
    return all(isclose(one, other, abs_tol=SLACK) for one, other in pairs)


def _sized(system: System) -> Iterator[tuple[Group, Bounds | None]]:
    """With its bounds, or none where whole numbers do not answer soon."""
    exact: Attack | None = None
    for group in _suspects(system):
        exact = exact or Attack(system, whole=True, nodes=NODES)
        if exact.is_open(group):
            continue
        try:
            bounds = exact.bounds(group)
        except TooLongError:
            yield group, None
            continue
        if not _is_untold(group, bounds.low, bounds.high):
            yield group, bounds


def _suspects(system: System) -> Iterator[Group]:
    """By fractions, which is quick: they never find more than whole numbers do."""
    attack = Attack(system, primal=True)
    left = system.groups
    corners = 0
    for step, is_corner in enumerate(attack.wander(STEPS), start=1):
        corners += is_corner
        if not corners and step == ENDLESS:
            break
        left = [group for group in left if not _is_met(attack, group)]
        if not left:
            return
    for group in left:
        if _is_met(attack, group):  # since it was asked for others
            continue
        bounds = attack.bounds(group)
        spare = 0 if bounds.whole else SPARE
        if not _is_untold(group, ceil(bounds.low - SLACK) + spare, bounds.high - spare):
            yield group


def _is_met(attack: Attack, group: Group) -> bool:
    """Whether corners that were met on the way leave the group safe: more of them still do."""
    return attack.is_open(group) or attack.is_wide(group, SPARE)


def _is_untold(group: Group, low: float, high: float) -> bool:
    """Safe, or surely nobody, or surely as many as no small group is."""
    nobody, many = high < 1 - SLACK, low > group.reach - SLACK
    return nobody or many or group.is_safe(low, high)
