"""Fields that requests of every procedure have in common."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from chassis.web import Body

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Free text, kept in this service: it never travels in an event (DP-19)."""
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class MotivationBody(Body):
    motivation: Text
