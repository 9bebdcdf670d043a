"""The year calendar on a page, its file, and subscriptions for calendar programs."""

from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Body, Problem
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page, read, tell
from chassis.web.pages.languages import mark
from reporting.periods.rules import FIRST_YEAR, LAST_YEAR, MONTHS
from reporting.regie import labels
from reporting.roles import Keeper, Reader
from reporting.year_calendar import feed, store
from reporting.year_calendar.pages.icalendar_file import as_icalendar
from reporting.year_calendar.read_calendar import read_calendar

router = APIRouter(include_in_schema=False)

ICALENDAR = "text/calendar; charset=utf-8"
FEED = "/kalender/{sleutel}.ics"
"""Open to whoever has the key."""


class SubscriptionForm(Body):
    key: str = Field(alias="sleutel", pattern=f"^{feed.KEY}$")


@router.get("/jaarkalender")
async def get_calendar(
    request: Request,
    tx: Tx,
    _reader: Reader,
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
) -> Response:
    today = city_day(tx.now)
    year = jaar or today.year
    lines = await read_calendar(tx, [year])
    return page(
        request,
        "calendar.html",
        months=[
            (MONTHS[number - 1], [*found])
            for number, found in groupby(lines, lambda line: line.day.month)
        ],
        year=year,
        today=today,
        feeds=await store.feeds(tx),
        labels=labels,
    )


@router.get("/jaarkalender/{jaar}.ics")
async def get_file(jaar: int, tx: Tx, _reader: Reader) -> Response:
    found = as_icalendar(await read_calendar(tx, [jaar]), tx.now)
    name = f'attachment; filename="jaarkalender-{jaar}.ics"'
    return Response(found, media_type=ICALENDAR, headers={"Content-Disposition": name})


@router.get("/jaarkalender/abonnement")
async def get_subscription(request: Request, _keeper: Keeper) -> Response:
    """An address with a new key, which works once the form is sent, and is never shown again."""
    key = feed.new_key()
    address = str(request.url_for("get_feed", sleutel=key))
    return page(request, "calendar_feed.html", key=key, address=address)


@router.post("/jaarkalender/abonnement")
async def post_subscription(request: Request, tx: Tx, actor: Keeper) -> Response:
    form = await read(request, SubscriptionForm)
    if form.model is None:
        raise Problem(422, "ongeldig", mark("Open de pagina van het abonnement opnieuw."))
    await feed.subscribe(tx, form.model.key, actor.function)
    await tell(tx, request, _("Het adres werkt nu. Geef het aan je agendaprogramma."))
    return go("/jaarkalender")


@router.post("/jaarkalender/abonnement/{feed_id}/intrekken")
async def post_revoke(request: Request, feed_id: UUID, tx: Tx, _keeper: Keeper) -> Response:
    await feed.revoke(tx, feed_id)
    await tell(tx, request, _("Het abonnement is ingetrokken. Het adres werkt niet meer."))
    return go("/jaarkalender")


@router.get(FEED)
async def get_feed(sleutel: str, tx: Tx) -> Response:
    """For calendar programs: last year, this year and the next."""
    lines = await feed.read_feed(tx, sleutel)
    return Response(as_icalendar(lines, tx.now), media_type=ICALENDAR)
