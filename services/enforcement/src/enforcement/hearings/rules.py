"""Hearings (hoorzitting, GAS law art. 25 §§3-4): when one may be recorded."""

from datetime import date, datetime
from enum import StrEnum

from chassis.refusals import NotFoundError


class HearingOutcome(StrEnum):
    GEHOUDEN = "gehouden"
    NIET_VERSCHENEN = "niet_verschenen"
    INGETROKKEN = "ingetrokken"
    VERPLAATST = "verplaatst"


class SlotNotFoundError(NotFoundError):
    """There is no such slot, or another case has it."""

    def __init__(self) -> None:
        super().__init__("Dit moment", reason="Dit moment is niet meer vrij. Kies een ander.")


def too_early(planned_at: datetime | None, now: datetime) -> str | None:
    """The reason (Dutch) why a hearing cannot have taken place yet, or None."""
    if planned_at is not None and now < planned_at:
        return f"De hoorzitting is pas op {planned_at:%d/%m/%Y}."
    return None


def absence_counts(planned_on: date | None, invited_on: date | None) -> str | None:
    """The reason (Dutch) why somebody who did not come cannot be blamed for it, or None."""
    if planned_on is None:
        return "Kies eerst een moment en nodig de persoon uit."
    if invited_on is None or invited_on >= planned_on:
        return "De uitnodiging kwam niet op tijd aan. Nodig de persoon opnieuw uit."
    return None
