"""Patterns in tests: limits that are reached often, worked shifts, and the wait for a sweep."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from contracts.pandkalender import ShiftDeclared
from databank.detection.patterns.rules.cohort_rotation import CohortRotationParameters
from databank.detection.patterns.rules.group_move import GroupMoveParameters
from databank.detection.patterns.rules.house_turnover import HouseTurnoverParameters
from databank.detection.patterns.rules.long_hours import LongHoursParameters
from databank.detection.patterns.rules.no_shows import NoShowsParameters, NoShowsPersonParameters
from databank.detection.patterns.rules.two_places import TwoPlacesParameters

from .databank import Databank, Someone, day, declared

TWO_PLACES = TwoPlacesParameters(tolerance_minutes=30, travel_minutes=15, min_confidence=0.9)
EASY: dict[str, Any] = {
    "two-places": TWO_PLACES,
    "long-hours": LongHoursParameters(
        max_hours_per_week=20, min_rest_hours=8, within_hours=12, min_confidence=0.9
    ),
    "group-move": GroupMoveParameters(
        persons=2, together_hours=48, within_days=3, min_confidence=0.9
    ),
    "no-shows-premises": NoShowsParameters(window_days=5, min_absences=2, min_share=0.4),
    "no-shows-person": NoShowsPersonParameters(
        window_days=5, min_absences=2, min_share=0.4, min_confidence=0.9
    ),
    "house-turnover": HouseTurnoverParameters(
        window_days=5, persons=1, min_share=0.4, min_confidence=0.9
    ),
    "cohort-rotation": CohortRotationParameters(
        persons=2,
        together_hours=96,
        within_days=3,
        min_stay_days=0,
        max_stay_days=4,
        min_confidence=0.9,
    ),
}
"""Limits that made-up facts reach often."""


def works(
    who: Someone, starts: float, hours: float = 8, premises: UUID | None = None
) -> ShiftDeclared:
    """``starts`` in days since the tests' beginning."""
    shift = declared(who, day(starts))
    return shift.model_copy(
        update={
            "premises_id": premises or shift.premises_id,
            "ends_at": day(starts) + timedelta(hours=hours),
        }
    )


async def swept(databank: Databank) -> None:
    """Wait until all that changed was looked at."""
    for _ in range(1_200):
        if not await databank.fetch("SELECT 1 FROM pattern_work LIMIT 1"):
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("the patterns did not follow")
