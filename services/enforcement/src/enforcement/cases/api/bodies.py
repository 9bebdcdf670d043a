"""Fields that requests of every procedure have in common."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, StringConstraints

from chassis.days import day_start
from chassis.web import CalendarDay
from chassis.web.bodies import check_day

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Free text, kept in this service: it never travels in an event (DP-19)."""
Day = CalendarDay


def _start_of_day(value: object) -> object:
    try:
        return day_start(check_day(date.fromisoformat(value))) if isinstance(value, str) else value
    except ValueError:
        return value


Moment = Annotated[AwareDatetime, BeforeValidator(_start_of_day)]
"""When something took place: a moment, or a day of the city where people know no more."""
