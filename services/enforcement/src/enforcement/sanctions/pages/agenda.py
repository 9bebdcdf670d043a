"""Agenda of the college or the mayor, for the secretary who records what they decide."""

import asyncio
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import page
from enforcement.authorisation import BODIES
from enforcement.mayor_measures import labels as measures
from enforcement.sanctions import labels
from enforcement.sanctions.agenda import Agenda, agenda_of
from enforcement.sanctions.pages.agenda_files import FactInWords, as_csv, as_pdf
from enforcement.sanctions.secretariats import SECRETARIAT_OF

router = APIRouter(include_in_schema=False)

Secretary = Annotated[Actor, allow(*BODIES)]
MeetsOn = Annotated[date | None, Query(alias="dag")]
AHEAD = timedelta(days=7)
"""Bodies meet every week: what they can decide at the next meeting, unless another day is asked."""


@router.get("/agenda")
async def get_agenda(
    request: Request, tx: Tx, actor: Secretary, meets_on: MeetsOn = None
) -> Response:
    """The proposals for a meeting, and those whose defence still runs on its day."""
    agenda = await _agenda(tx, actor, meets_on)
    fact = _fact_in_words(request)
    return page(
        request, "agenda.html", agenda=agenda, labels=labels, measures=measures, fact_in_words=fact
    )


@router.get("/agenda/agenda.pdf")
async def get_agenda_pdf(
    request: Request, tx: Tx, actor: Secretary, meets_on: MeetsOn = None
) -> Response:
    agenda = await _agenda(tx, actor, meets_on)
    pdf = await asyncio.to_thread(as_pdf, agenda, _fact_in_words(request), city_day(tx.now))
    return _file(agenda, pdf, "pdf", "application/pdf")


@router.get("/agenda/agenda.csv")
async def get_agenda_csv(
    request: Request, tx: Tx, actor: Secretary, meets_on: MeetsOn = None
) -> Response:
    agenda = await _agenda(tx, actor, meets_on)
    table = as_csv(agenda, _fact_in_words(request))
    return _file(agenda, table, "csv", "text/csv; charset=utf-8")


async def _agenda(tx: Transaction, actor: Actor, meets_on: date | None) -> Agenda:
    day = meets_on or city_day(tx.now) + AHEAD
    return await agenda_of(tx, SECRETARIAT_OF[actor.function], day)


def _fact_in_words(request: Request) -> FactInWords:
    city = request.app.state.city
    return lambda code: str(city.fact_text(code).what)


def _file(agenda: Agenda, content: bytes, suffix: str, media_type: str) -> Response:
    name = f"agenda-{agenda.meets_on}.{suffix}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
