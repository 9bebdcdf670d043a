"""Scenarios: ways in which claims arrive, and what people have in common; each breaks one habit.

A matcher that was made on claims in an order of chance takes for granted that most are about
somebody known, that there are relatives, and that a claim is about one person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from simulator.claims.rates import LIVES, Lives

ALONE = replace(LIVES, sibling=0.0, twin=0.0, named_after=0.0, namesake_same_year=0.0)
"""Nobody has relatives, or shares name and year with somebody for a reason."""
REGISTER, SHIFT = "register", "shift"
"""Sources of claims: one that mostly brings new people, and one that seldom does."""
SOURCE_IS_OTHER = 0.1
"""Claims that come from the other source than most of their kind."""
CONFUSED_WITH = ("birthDate", "phone", "documents", "givenNames", "nationalNumber")
"""Fields of which a claim may hold a relative's value; one of them at a time."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """``registered``: persons whose first claim comes before all others. ``mixed_up``: claims about
    somebody with a relative that hold a value of hers. ``sources``: claims say whence they come.
    """

    lives: Lives = LIVES
    registered: float = 0.0
    mixed_up: float = 0.0
    sources: bool = False


SCENARIOS: Mapping[str, Scenario] = {
    "mixed": Scenario(),
    "register-first": Scenario(registered=0.9),
    "no-relatives": Scenario(lives=ALONE),
    "relatives-mixed-up": Scenario(lives=replace(LIVES, sibling=0.25), mixed_up=0.10),
    "two-sources": Scenario(sources=True),
}


def source(is_first: bool, chance: Random) -> str:
    """The source of a person's first claim, or of a later one."""
    return REGISTER if is_first != (chance.random() < SOURCE_IS_OTHER) else SHIFT


def mix_up(
    fields: dict[str, Any], of_relative: Callable[[], dict[str, Any]], chance: Random
) -> str | None:
    """Put a relative's value in the place of one; the slip, if there was a value to take."""
    theirs = of_relative()
    shared = [
        name
        for name in CONFUSED_WITH
        if name in fields and name in theirs and fields[name] != theirs[name]
    ]
    if not shared:
        return None
    name = chance.choice(shared)
    fields[name] = theirs[name]
    return f"relatives_{name}"
