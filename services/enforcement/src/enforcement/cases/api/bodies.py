"""Fields that requests of every procedure have in common."""

from typing import Annotated

from pydantic import StringConstraints

from chassis.web import CalendarDay

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Free text, kept in this service: it never travels in an event (DP-19)."""
Day = CalendarDay
