"""Bodies that meet, the terms that wait for them, and whether a meeting may confirm an order."""

from datetime import date
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError


class MeetingBody(StrEnum):
    """The college confirms orders of the mayor; the municipal council is told of some of them."""

    COLLEGE = "college"
    GEMEENTERAAD = "gemeenteraad"


CONFIRMATION_TERM = "mayor.college_confirmation"
REPORT_TERM = "mayor.college_report_days"
"""Days after a meeting within which its decisions are recorded."""


def must_be_the_next(meeting_on: date, ordered_on: date, next_on: date | None, today: date) -> None:
    """The law wants the first meeting after the order, or one on its day: ``FieldRefusedError``."""
    if meeting_on > today:
        reason = lazy("Deze vergadering moet nog komen. Leg de beslissing daarna vast.")
        raise FieldRefusedError("meetingOn", reason)
    if meeting_on in (ordered_on, next_on):
        return
    if next_on is None:
        reason = lazy("Kies een vergadering sinds het bevel, tot en met vandaag.")
    else:
        reason = lazy(
            "De wet wil de eerstvolgende vergadering na het bevel: die van %(day)s.",
            day=f"{next_on:%d/%m/%Y}",
        )
    raise FieldRefusedError("meetingOn", reason)
