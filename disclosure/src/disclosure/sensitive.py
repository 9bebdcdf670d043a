"""Groups too small to be sized: by number of persons, and by one who dominates."""

from collections import Counter
from collections.abc import Iterable

from disclosure.measures import Codes, Unknowns
from disclosure.system import Group

DOMINANCE = 10
"""The p of the p % rule: nobody may learn another's share of a cell to within p %."""


def groups(
    unknowns: Unknowns, cells: Iterable[Codes], lives: Iterable[frozenset[str]], threshold: int
) -> list[Group]:
    """The groups behind these cells that need protection, in each of these sets of lives."""
    lives = tuple(dict.fromkeys(lives))
    found = []
    for where in cells:
        for some in lives:
            group = _group(unknowns, where, some, threshold)
            if group is not None:
                found.append(group)
    return found


def _group(unknowns: Unknowns, where: Codes, lives: frozenset[str], threshold: int) -> Group | None:
    behind = unknowns.behind(lives, where)
    value = behind.total()
    if not value:
        return None
    width, reach = _protection(behind, value, threshold)
    if not width:
        return None
    name = f"{unknowns.measure.name} {dict(where)} {'+'.join(sorted(lives))}"
    return Group(name, unknowns.of_lives(lives, where), width, reach)


def _protection(behind: Counter[str], value: int, threshold: int) -> tuple[float, float]:
    """Width and reach, 0 and 0 when the cell is no secret."""
    width = reach = 0.0
    if len(behind) < threshold:
        width, reach = threshold - 1, max(threshold, value)
    if value > len(behind):
        (_, first), *others = behind.most_common(2)
        rest = value - first - sum(amount for _, amount in others)
        lacking = first * DOMINANCE / 100 - rest
        if lacking > 0:
            width = max(width, first * DOMINANCE / 100)
            reach = max(reach, value + lacking)
    return width, reach
