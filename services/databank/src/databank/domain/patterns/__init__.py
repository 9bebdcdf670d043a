"""Patterns that the police ask of a calendar, each a pure function over facts (handbook §2.9).

They know times, places, persons as ids, and what was declared against what officers saw; never a
trait of a person, nor care (DP-10). What they find are cases for people.
"""

from databank.domain.patterns.group_move import GroupMove
from databank.domain.patterns.long_hours import LongHours
from databank.domain.patterns.no_shows import NoShowsPerson, NoShowsPremises
from databank.domain.patterns.pattern import Pattern
from databank.domain.patterns.two_places import TwoPlaces

PATTERNS: dict[str, Pattern] = {
    pattern.id: pattern
    for pattern in (TwoPlaces(), GroupMove(), LongHours(), NoShowsPremises(), NoShowsPerson())
}

__all__ = ["PATTERNS", "Pattern"]
