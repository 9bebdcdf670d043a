"""Warnings: which later fact concerns the same owner and the same rule (GAS law art. 45)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chassis.days import city_day
from chassis.messages import lazy


@dataclass(frozen=True, slots=True)
class OwnerWarning:
    """``owner`` is a code, empty where nobody holds a declaration. ``until`` counts wholly.

    ``counts_from`` is the first moment after the owner surely had the warning, not its posting.
    """

    owner: str | None
    fact_code: str
    counts_from: datetime
    until: date


@dataclass(frozen=True, slots=True)
class LaterFact:
    """A fact of which somebody asks whether it follows a warning.

    ``holds``: ``owner`` held a declaration then; who only asked for one may not have been there.
    """

    owner: str | None
    fact_code: str
    at: datetime
    holds: bool = True


@cache
def chapters() -> Mapping[str, str]:
    """The chapter of the regulation that a fact breaks, for facts that share one."""
    text = (files("enforcement") / "data" / "rule_chapters.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["chapter"]
    return MappingProxyType({code: each["name"] for each in listed for code in each["facts"]})


def same_rule(one: str, other: str) -> bool:
    """The same obligation, or one of the same chapter."""
    return chapters().get(one, one) == chapters().get(other, other)


def no_sequel(warning: OwnerWarning, fact: LaterFact, *, owner_known: bool = False) -> str | None:
    """The reason (Dutch) why a fact is no next finding after a warning, or None.

    ``owner_known``: a person says that it is the same owner, where no declaration does.
    """
    same = warning.owner is not None and warning.owner == fact.owner
    if not same and (warning.owner is None or fact.owner is None or not fact.holds):
        if not owner_known:
            return lazy("We weten niet of dit dezelfde eigenaar is. Zeg eerst dat je dat naging.")
    elif not same:
        return lazy("De waarschuwing ging naar een andere eigenaar.")
    if not same_rule(warning.fact_code, fact.fact_code):
        return lazy("De waarschuwing ging over een andere regel.")
    if fact.at < warning.counts_from:
        return lazy("Dit feit is niet van na de ontvangst van de waarschuwing.")
    if city_day(fact.at) > warning.until:
        return lazy("De waarschuwing telde niet meer op de dag van dit feit.")
    return None
