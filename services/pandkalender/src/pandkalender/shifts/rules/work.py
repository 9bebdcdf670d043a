"""The work status of a shift: self-employed, or under contract (law of 3 May 2024).

Optional, and in no event: nobody who reads the calendar's events needs it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chassis.days import city_day
from chassis.messages import lazy
from pandkalender.shifts.rules.refusal import Refusal

RECOGNITION_EXPIRED = "erkenning-verlopen"
RECOGNITION_UNKNOWN = Refusal(
    "erkenning-onbekend",
    lazy("Een werknemer werkt voor een erkende werkgever. Geef het erkenningsnummer."),
)
NO_EMPLOYEES_YET = Refusal(
    "statuut", lazy("Op die dag kon nog niemand als werknemer werken. Kies een ander statuut.")
)


class WorkStatus(StrEnum):
    """The status under which somebody works (handbook §4.7)."""

    ZELFSTANDIGE = "zelfstandige"
    WERKNEMER = "werknemer_erkende_werkgever"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Work:
    """``recognition`` is the number of the employer's recognition, good until the day
    ``recognised_until``; both are of an employee alone."""

    status: WorkStatus = WorkStatus.ONBEKEND
    recognition: str | None = None
    recognised_until: date | None = None

    @property
    def is_employed(self) -> bool:
        return self.status is WorkStatus.WERKNEMER


UNSAID = Work()


def work(status: WorkStatus, recognition: str | None, recognised_until: date | None) -> Work:
    """The status that an owner filled in; a recognition beside another status is left out."""
    if status is WorkStatus.WERKNEMER:
        return Work(status, recognition, recognised_until)
    return Work(status)


def refuse_work(said: Work, starts_at: datetime, employees_since: date) -> Refusal | None:
    """Refuse an employee before the law knew any, or without a recognised employer."""
    if not said.is_employed:
        return None
    if city_day(starts_at) < employees_since:
        return NO_EMPLOYEES_YET
    return None if said.recognition else RECOGNITION_UNKNOWN


def warn_of_work(said: Work, starts_at: datetime) -> tuple[str, ...]:
    """An expired recognition deserves attention, as an expired document does."""
    until = said.recognised_until
    return (RECOGNITION_EXPIRED,) if until and until < city_day(starts_at) else ()
