"""Presences of people at places, as the patterns are told them, and limits for them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts.branches import Branch
from databank.detection.patterns.rules.cohort_rotation import CohortRotationParameters
from databank.detection.patterns.rules.group_move import GroupMoveParameters
from databank.detection.patterns.rules.house_turnover import HouseTurnoverParameters
from databank.detection.patterns.rules.long_hours import LongHoursParameters
from databank.detection.patterns.rules.no_shows import NoShowsParameters, NoShowsPersonParameters
from databank.detection.patterns.rules.presence import Presence
from databank.sightings.rules.verification_state import VerificationState

from .patterns import TWO_PLACES

START = datetime(2026, 1, 1, tzinfo=UTC)


ANA, BEA, CLEO, DORA = (UUID(int=number) for number in range(1, 5))


HERE, THERE, YONDER = (UUID(int=number) for number in range(101, 104))


AWAY = VerificationState.AFWEZIG_BIJ_CONTROLE


PRESENT = VerificationState.BEVESTIGD_TER_PLAATSE


LONG = LongHoursParameters(
    max_hours_per_week=40, min_rest_hours=8, within_hours=24, min_confidence=0.9
)


GROUP = GroupMoveParameters(persons=3, together_hours=24, within_days=7, min_confidence=0.9)


NO_SHOWS = NoShowsParameters(window_days=30, min_absences=3, min_share=0.5)


NO_SHOWS_PERSON = NoShowsPersonParameters(
    window_days=30, min_absences=3, min_share=0.5, min_confidence=0.9
)


TURNOVER = HouseTurnoverParameters(window_days=10, persons=2, min_share=0.5, min_confidence=0.9)


ROTATION = CohortRotationParameters(
    persons=3,
    together_hours=24,
    within_days=7,
    min_stay_days=5,
    max_stay_days=20,
    min_confidence=0.9,
)


SET: dict[str, Any] = {
    "two-places": TWO_PLACES,
    "long-hours": LONG,
    "group-move": GROUP,
    "no-shows-premises": NO_SHOWS,
    "no-shows-person": NO_SHOWS_PERSON,
    "house-turnover": TURNOVER,
    "cohort-rotation": ROTATION,
}


def shift(
    person: UUID,
    place: UUID,
    hour: float,
    hours: float = 8,
    *,
    verified: VerificationState = VerificationState.NIET_GECONTROLEERD,
    confidence: float = 1.0,
) -> Presence:
    begins = START + timedelta(hours=hour)
    ends = begins + timedelta(hours=hours)
    source = "shift", uuid4()
    return Presence(person, place, Branch.RAAM, begins, ends, source, confidence, verified)


def met(person: UUID, place: UUID | None, hour: float, branch: Branch = Branch.RAAM) -> Presence:
    at = START + timedelta(hours=hour)
    kind = "verification" if branch == Branch.RAAM else "inspection"
    return Presence(person, place, branch, at, at, (kind, uuid4()), 1.0)


PLACES = (HERE, THERE, YONDER)
