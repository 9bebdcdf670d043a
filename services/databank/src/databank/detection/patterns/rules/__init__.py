"""Patterns that the police ask of a calendar, each a pure function over facts (handbook §2.9).

They know times, places, persons as ids, and what was declared against what officers saw; never a
trait of a person, nor care (DP-10). What they find are cases for people.
"""

from databank.detection.patterns.rules.cohort_rotation import CohortRotation
from databank.detection.patterns.rules.group_move import GroupMove
from databank.detection.patterns.rules.house_turnover import HouseTurnover
from databank.detection.patterns.rules.long_hours import LongHours
from databank.detection.patterns.rules.no_shows import NoShowsPerson, NoShowsPremises
from databank.detection.patterns.rules.pattern import Pattern
from databank.detection.patterns.rules.two_places import TwoPlaces

PATTERNS: dict[str, Pattern] = {
    pattern.id: pattern
    for pattern in (
        TwoPlaces(),
        GroupMove(),
        LongHours(),
        NoShowsPremises(),
        NoShowsPerson(),
        HouseTurnover(),
        CohortRotation(),
    )
}

__all__ = ["PATTERNS", "Pattern"]
