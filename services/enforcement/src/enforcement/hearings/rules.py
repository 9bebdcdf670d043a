"""Hearings (hoorzitting, GAS law art. 25 §§3-4): when one may be recorded."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from chassis.days import city_day
from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, NotFoundError


class HearingOutcome(StrEnum):
    GEHOUDEN = "gehouden"
    NIET_VERSCHENEN = "niet_verschenen"
    INGETROKKEN = "ingetrokken"
    VERPLAATST = "verplaatst"


class SlotNotFoundError(NotFoundError):
    """There is no such slot, or another case has it."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Dit moment"), reason=lazy("Dit moment is niet meer vrij. Kies een ander.")
        )


def must_leave_time(
    hearing_at: datetime, received_on: date, last_day: date, who: LazyMessage, *, sooner: bool
) -> None:
    """Somebody has until ``last_day`` to prepare, unless they asked to come ``sooner``.

    ``who`` is how the refusal calls them. Raises ``FieldRefusedError``.
    """
    day = city_day(hearing_at)
    if day <= received_on:
        reason = lazy(
            "De uitnodiging geldt pas op %(received_on)s als ontvangen. Kies later.",
            received_on=f"{received_on:%d/%m/%Y}",
        )
        raise FieldRefusedError("hearingAt", reason)
    if day < last_day and not sooner:
        reason = lazy(
            "%(who)s heeft tot en met %(last_day)s om zich voor te bereiden. Kies die dag of "
            "later, of leg vast dat hij zelf eerder wil komen.",
            who=who,
            last_day=f"{last_day:%d/%m/%Y}",
        )
        raise FieldRefusedError("hearingAt", reason)


def left_no_time(
    hearing_on: date | None, invited_on: date | None, notice_until: date | None
) -> str | None:
    """The reason (Dutch) why nobody is blamed for a hearing that came too soon, or None.

    Without ``hearing_on`` none was planned. ``invited_on`` is the day on which the invitation
    arrived, where it is known. ``notice_until`` is the last day of the time to prepare, empty for
    whoever asked to come sooner.
    """
    if hearing_on is None:
        return None
    too_soon = invited_on is not None and invited_on >= hearing_on
    if too_soon or (notice_until is not None and hearing_on < notice_until):
        return lazy("De uitnodiging kwam niet op tijd aan. Nodig de persoon opnieuw uit.")
    return None


def too_soon_to_hear(
    held_on: date, planned_on: date | None, invited_on: date | None
) -> LazyMessage | None:
    """The reason (Dutch) why nobody was heard on that day, or None: not before the day that was
    planned, nor before the invitation arrived where none was.
    """
    if planned_on is not None:
        if held_on >= planned_on:
            return None
        return lazy("De hoorzitting was gepland op %(day)s.", day=f"{planned_on:%d/%m/%Y}")
    if invited_on is not None and held_on <= invited_on:
        first = f"{invited_on + timedelta(days=1):%d/%m/%Y}"
        return lazy("De hoorzitting kan ten vroegste op %(day)s.", day=first)
    return None


def too_early(planned_at: datetime | None, now: datetime) -> str | None:
    """The reason (Dutch) why a hearing cannot have taken place yet, or None."""
    if planned_at is not None and now < planned_at:
        return lazy("De hoorzitting is pas op %(planned_at)s.", planned_at=f"{planned_at:%d/%m/%Y}")
    return None


def absence_counts(planned_on: date | None, invited_on: date | None) -> str | None:
    """The reason (Dutch) why somebody who did not come cannot be blamed for it, or None."""
    if planned_on is None:
        return lazy("Kies eerst een moment en nodig de persoon uit.")
    return left_no_time(planned_on, invited_on or planned_on, None)
