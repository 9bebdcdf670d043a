"""How likely a look meets somebody who works there: learned per branch, and of one person's record.

Learned where the answer is known: whoever was met twice worked there between those days, so each
look between them either met her again or missed her.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, lgamma
from typing import TypeVar

from contracts.branches import Branch

PRIOR_LOOKS = 10
"""A branch counts as if so many more looks had met as many people as all branches together do."""
LEAST, MOST = 0.01, 0.9

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Learned:
    """Of ``looks`` at people who work there ``met`` met them; ``chance`` leans to all branches."""

    met: int
    looks: int
    chance: float


def learn(
    seen: Mapping[tuple[Person, Branch], Sequence[date]], held: Mapping[Branch, Sequence[date]]
) -> dict[Branch, Learned]:
    """``seen``: the days of each person in each branch; ``held``: the days of all looks there."""
    met, looks = Counter[Branch](), Counter[Branch]()
    in_order = {branch: sorted(days) for branch, days in held.items()}
    for (_, branch), days in seen.items():
        own = sorted(set(days))
        if len(own) < 2 or branch not in in_order:
            continue
        rounds = in_order[branch]
        between = bisect_left(rounds, own[-1]) - bisect_right(rounds, own[0])
        looks[branch] += max(0, between)
        met[branch] += min(len(own) - 2, max(0, between))
    mean = (met.total() + 1) / (looks.total() + PRIOR_LOOKS)
    return {
        branch: Learned(met[branch], looks[branch], _chance(met[branch], looks[branch], mean))
        for branch in held
    }


def _chance(met: int, looks: int, mean: float) -> float:
    return min(MOST, max(LEAST, (met + PRIOR_LOOKS * mean) / (looks + PRIOR_LOOKS)))


def missed_by_chance(chance: float, met: int, looks: int, missed: int) -> float:
    """Of people who work there and were met at ``met`` of ``looks``, the share whom the next
    ``missed`` looks all miss: people differ, as a beta distribution around the branch's chance."""
    one, other = 2 + met, 2 * (1 - chance) / chance + looks - met
    return exp(
        lgamma(other + missed) + lgamma(one + other) - lgamma(other) - lgamma(one + other + missed)
    )
