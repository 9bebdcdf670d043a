"""Fields that requests of every procedure have in common."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

from chassis.days import day_start
from chassis.web import Body

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Free text, kept in this service: it never travels in an event (DP-19)."""
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


def _start_of_day(value: object) -> object:
    try:
        return day_start(date.fromisoformat(value)) if isinstance(value, str) else value
    except ValueError:
        return value


Moment = Annotated[AwareDatetime, BeforeValidator(_start_of_day)]
"""When something took place: a moment, or a day of the city where people know no more."""


class MotivationBody(Body):
    motivation: Text
