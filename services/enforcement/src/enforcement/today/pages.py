"""Page of ``/vandaag``: where somebody of the city begins, with what waits for the function."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import page
from enforcement.agenda import labels as agenda_labels
from enforcement.cases import labels as case_labels
from enforcement.cases.procedures import Procedures
from enforcement.cases.scope import kinds_of
from enforcement.court_calendar import labels as court_labels
from enforcement.functions import ADVISERS, CITY, FINANCE, LETTER_WRITERS, SANCTIONING
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.notifications.awaited import asked_by
from enforcement.notifications.labels import KIND, LISTS, ToDo
from enforcement.notifications.pages.counts import counted
from enforcement.notifications.store import awaited
from enforcement.payments.labels import euros
from enforcement.suitability import labels as suitability_labels
from enforcement.today.compile import (
    agendas,
    changes,
    court_days,
    hearings,
    money,
    new_applications,
    open_advices,
    visits,
    waiting_cases,
)
from enforcement.today.rules import COUNTED

router = APIRouter(include_in_schema=False)

Beginner = Annotated[Actor, allow(*CITY, *SANCTIONING, *ADVISERS, *FINANCE)]
LETTERS = {
    ToDo.MAKEN: "/brieven/te-maken",
    ToDo.NAKIJKEN: "/brieven?lijst=nakijken",
    ToDo.POSTEN: "/brieven?lijst=posten",
    ToDo.TERUGGEKOMEN: "/brieven?lijst=teruggekomen",
}


@router.get("/vandaag")
async def get_today(request: Request, tx: Tx, actor: Beginner) -> Response:
    """Each part has the first rows by last day, and leads to the list that has them all.

    Nobody is named.
    """
    procedures: Procedures = request.app.state.procedures
    today = city_day(tx.now)
    reads_cases = bool(kinds_of(actor.function))
    advices, letters = await open_advices(tx, actor), None
    if actor.function in LETTER_WRITERS:
        to_make = await awaited.numbers(tx, asked_by(actor.function))
        letters = await counted(tx, actor.function, to_make)
    return page(
        request,
        "today.html",
        waiting=await waiting_cases(tx, actor, procedures) if reads_cases else None,
        hearings=await hearings(tx, actor),
        court_days=await court_days(tx, actor),
        agendas=await agendas(tx, actor),
        advices=advices,
        stray=advices is None and actor.function in ADVISERS,
        visits=await visits(tx, actor),
        changes=await changes(tx, actor),
        applications=await new_applications(tx, actor),
        money=await money(tx, actor),
        letters=letters,
        lists={todo: (LISTS[todo], path) for todo, path in LETTERS.items()},
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        counted=COUNTED,
        euros=euros,
        procedures=procedures,
        words=case_labels,
        letter_words=KIND,
        agenda_words=agenda_labels,
        court_words=court_labels,
        suitability_words=suitability_labels,
    )
