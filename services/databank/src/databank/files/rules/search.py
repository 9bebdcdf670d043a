"""Looking for somebody of whom little is known, as tolerant of spelling as the matcher is.

What was given must agree as far as a claim knows it: a search narrows, it never weighs.
"""

from dataclasses import dataclass
from string import ascii_lowercase

from linkage import blocking
from linkage.claim import Features
from linkage.comparison_levels import compare

MOST_SHOWN = 20
"""More persons than this are not shown, none of them: the officer is asked for more."""
MOST_CLAIMS = 2_000

AGREES: dict[str, frozenset[str]] = {
    "family": frozenset({"exact", "part", "shared", "alike", "sound", "initial"}),
    "given": frozenset({"exact", "part", "shared", "alike", "sound", "initial", "short", "alias"}),
    "birth": frozenset({"exact", "swapped", "typo", "month_only", "year_only"}),
    "number": frozenset({"exact", "typo"}),
    "document": frozenset({"exact", "typo"}),
    "phone": frozenset({"exact", "typo"}),
}
WEIGHT = {"number": 8, "document": 8, "phone": 4, "birth": 3, "family": 2, "given": 1}

Why = tuple[tuple[str, str], ...]
"""Field and level of everything that agrees, in the order in which people name it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Why somebody was found: by one claim, or by several together."""

    why: Why
    points: int

    def joined(self, other: "Hit") -> "Hit":
        """A field that agrees in two claims counts once, by the better of the two."""
        best = dict(other.why) | dict(self.why)
        best |= {field: "exact" for field, level in other.why if level == "exact"}
        return hit(best)


def hit(levels: dict[str, str]) -> Hit:
    named = tuple((field, levels[field]) for field in (*AGREES, "order") if field in levels)
    points = sum(WEIGHT.get(field, 0) * (2 if level == "exact" else 1) for field, level in named)
    return Hit(named, points)


def keys(wanted: Features) -> frozenset[int]:
    """What to look up; a family name alone, or a birth date alone, goes with every initial."""
    found = set(blocking.probes(wanted))
    if not wanted.given:
        found |= {
            key
            for letter in ascii_lowercase
            for key in blocking.probes(_with(wanted, given=(letter,)))
        }
    return frozenset(found)


def too_little(wanted: Features) -> bool:
    """A given name, or a year of birth, fits too many people."""
    birth = wanted.birth and not wanted.birth.endswith("00")
    return not (wanted.family or birth or wanted.number or wanted.documents or wanted.phone)


def kinds(wanted: Features) -> tuple[str, ...]:
    """By what somebody looks, without the values: for the access log."""
    known = {
        "family": wanted.family,
        "given": wanted.given,
        "birth": wanted.birth,
        "number": wanted.number,
        "document": wanted.documents,
        "phone": wanted.phone,
    }
    return tuple(field for field, value in known.items() if value)


def agrees(wanted: Features, claim: Features) -> Hit | None:
    """How a claim fits what was asked; None where anything in it says otherwise."""
    found = {field: level for field, level, _ in compare(wanted, claim)}
    asked = {field: level for field, level in found.items() if field in AGREES}
    if not asked or any(level not in AGREES[field] for field, level in asked.items()):
        return None
    if "order" in found:
        asked["order"] = found["order"]
    return hit(asked)


def _with(wanted: Features, given: tuple[str, ...]) -> Features:
    return Features(family=wanted.family, given=given, birth=wanted.birth)
