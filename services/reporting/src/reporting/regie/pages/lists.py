"""The screen ``/overleg``: meetings by forum and year, and what is left to do of them."""

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from reporting.periods.rules import FIRST_YEAR, LAST_YEAR
from reporting.regie import labels, store
from reporting.regie.rules.due import reminders
from reporting.regie.rules.kinds import RegieKind
from reporting.regie.store import RecordFilter
from reporting.roles import Reader

router = APIRouter(include_in_schema=False)

PAGE = 50
MOST = 1_000
"""Meetings of a year that are counted; a city has some seventy."""
SOONEST = 10
"""So much of what is left to do stands above the list."""


@router.get("/overleg")
async def get_meetings(
    request: Request,
    tx: Tx,
    _reader: Reader,
    forum: Annotated[str | None, Query(max_length=64)] = None,
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=MOST // PAGE)] = 1,
) -> Response:
    """Newest first. A forum that there is not is as none: all of them."""
    today = city_day(tx.now)
    year = jaar or today.year
    chosen = forum if forum in labels.FORUM else None
    asked = RecordFilter(RegieKind.OVERLEG, chosen, date(year, 1, 1), date(year, 12, 31))
    meetings = await store.page(tx, asked, limit=MOST, offset=0)
    counted = Counter(each.entry.status for each in meetings if not each.entry.withdrawn)
    left = await store.open_follow_up(tx, RegieKind.OVERLEG)
    begin = (number - 1) * PAGE
    return page(
        request,
        "meetings.html",
        meetings=meetings[begin : begin + PAGE],
        more=len(meetings) > begin + PAGE,
        number=number,
        pages=-(-len(meetings) // PAGE),
        counted=counted,
        left=left[:SOONEST],
        left_over=max(0, len(left) - SOONEST),
        reminded=reminders([each for each, _ in left], await store.reminded(tx)),
        forum=chosen,
        year=year,
        years=await _years(tx, year, today),
        today=today,
        labels=labels,
    )


async def _years(tx: Tx, asked: int, today: date) -> list[int]:
    known = await store.days(tx, RegieKind.OVERLEG)
    first, last = (day.year for day in known) if known else (today.year, today.year)
    return sorted({*range(first, max(last, today.year) + 1), today.year, asked}, reverse=True)
