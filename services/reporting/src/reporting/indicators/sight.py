"""Sight: the indicators that a function sees (handbook §4.3, and "delivered by" in §1.6).

Who serves the whole plan sees all. Others see what they deliver themselves: leadership of the
police never a figure of care (DP-01), the city's research office none of the police.
"""

from collections.abc import Iterable

from chassis.web.roles import Function

POLICE = ("IND-2-01", "IND-2-02", "IND-2-04", "IND-2.1-", "IND-2.4-")
RESEARCH = ("IND-1", "IND-3.1-", "IND-3.2-")
OWN = {Function.POLITIE_TEAMLEIDER: POLICE, Function.STUDIEDIENST_STAD: RESEARCH}
"""Beginnings of the ids of those who see a part."""


def seen_by(function: Function, ids: Iterable[str]) -> list[str]:
    """Of these indicators those that the function may see, in the same order."""
    own = OWN.get(function)
    return [each for each in ids if own is None or each.startswith(own)]


def sees_exact(function: Function) -> bool:
    """Whether the function sees counts of persons unrounded: the police see their own."""
    return function is Function.POLITIE_TEAMLEIDER
