"""Forms of a body that meets on a weekday, and the page on which its days are checked."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from chassis.web import Body, CalendarDay
from chassis.web.pages import Form, page
from enforcement.agenda import plan_meeting
from enforcement.agenda.rules import MOST_MEETINGS


class SeriesForm(Body):
    """A first and a last day, which both count, and the weeks from one meeting to the next."""

    first: CalendarDay = Field(alias="vanaf")
    last: CalendarDay = Field(alias="tot")
    weeks: Annotated[int, Field(ge=1, le=12, alias="elke")] = 1


class DaysForm(Body):
    """The days that were left after the check."""

    days: list[CalendarDay] = Field(min_length=1, max_length=MOST_MEETINGS, alias="dag")


async def days_asked(tx: Transaction, form: Form[SeriesForm]) -> Sequence[date] | None:
    """The days of the series that a form asks; None where something is wrong, as its errors say."""
    if form.model is None:
        return None
    said = form.model
    try:
        return await plan_meeting.days_of_series(tx, said.first, said.last, said.weeks)
    except FieldRefusedError as refusal:
        form.errors[refusal.field] = refusal.reason
        return None


def check(request: Request, address: str, days: Sequence[date]) -> Response:
    """The days of a series, each to take away before they are entered."""
    return page(request, "meeting_series.html", address=address, days=days)
