"""Agenda of the mayor, the college or the municipal council, for the secretary who records."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, CalendarDay, allow
from chassis.web.pages import page
from enforcement.agenda import labels
from enforcement.agenda.compile import BODIES_OF, Agenda, agenda_of, next_meeting
from enforcement.agenda.pages.files import FactInWords, as_csv, as_pdf
from enforcement.cases.labels import fact
from enforcement.functions import BODIES
from enforcement.meetings.rules import AgendaBody

router = APIRouter(include_in_schema=False)

Secretary = Annotated[Actor, allow(*BODIES)]
MeetsOn = Annotated[CalendarDay | None, Query(alias="dag")]
OfBody = Annotated[str, Query(alias="orgaan", max_length=40)]


@router.get("/agenda")
async def get_agenda(
    request: Request, tx: Tx, actor: Secretary, meets_on: MeetsOn = None, body: OfBody = ""
) -> Response:
    """The matters of a meeting, and proposals whose defence still runs on its day."""
    agenda = await _agenda(tx, actor, meets_on, body)
    in_words = _fact_in_words(request)
    return page(
        request,
        "agenda.html",
        agenda=agenda,
        bodies=BODIES_OF[actor.function],
        labels=labels,
        fact_in_words=in_words,
    )


@router.get("/agenda/agenda.pdf")
async def get_agenda_pdf(
    request: Request, tx: Tx, actor: Secretary, meets_on: MeetsOn = None, body: OfBody = ""
) -> Response:
    agenda = await _agenda(tx, actor, meets_on, body)
    pdf = await asyncio.to_thread(as_pdf, agenda, _fact_in_words(request), city_day(tx.now))
    return _file(agenda, pdf, "pdf", "application/pdf")


@router.get("/agenda/agenda.csv")
async def get_agenda_csv(
    request: Request, tx: Tx, actor: Secretary, meets_on: MeetsOn = None, body: OfBody = ""
) -> Response:
    agenda = await _agenda(tx, actor, meets_on, body)
    table = as_csv(agenda, _fact_in_words(request))
    return _file(agenda, table, "csv", "text/csv; charset=utf-8")


async def _agenda(tx: Transaction, actor: Actor, meets_on: date | None, asked: str) -> Agenda:
    """A body that is not the secretary's, or none, gives that of the secretary."""
    bodies = BODIES_OF[actor.function]
    body = next((each for each in bodies if each == asked), bodies[0])
    return await agenda_of(tx, body, meets_on or await next_meeting(tx, body))


def _fact_in_words(request: Request) -> FactInWords:
    """A fact for which the city has no words of its own is named by its code as well."""
    city = request.app.state.city

    def words(code: str) -> str:
        text = city.fact_text(code)
        return str(text.what) if text.code == code else f"{text.what} ({fact(code)})"

    return words


def _file(agenda: Agenda, content: bytes, suffix: str, media_type: str) -> Response:
    body = "" if agenda.body is AgendaBody.COLLEGE else f"-{agenda.body}"
    name = f"agenda{body}-{agenda.meets_on}.{suffix}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
