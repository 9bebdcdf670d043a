"""Cases over the API, and the guard before all routes: recherche reads within a case that it named
(handbook §4.3).

Which routes ask for a case is in the table of authorisation (``case=``). Every access of such a
request is logged with the number of the case.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, Field

from chassis.db import Database
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, FieldError, Problem, View, allow, request_context
from chassis.web.authorisation import asks_for_case, rows
from databank.authorisation import RECHERCHE, TABLE
from databank.research_cases import research_case, store
from databank.research_cases.rules import (
    LONGEST,
    NO_NUMBER,
    TERM,
    CaseNumberError,
    Source,
    reference,
)
from databank.research_cases.store import Case

router = APIRouter()
Investigator = Annotated[Actor, allow(*RECHERCHE)]

HEADER = "Krachtlijn-Case"
"""A program names the case with each request; a browser once, on ``/dossiers``."""
WITHIN_CASE = frozenset(function for _, row in rows(TABLE) for function in row.case)
"""Functions that have anything within a case alone: all others pass at once."""


class NoCaseError(Exception):
    """A browser asked for what opens within a case alone, and named none."""


async def guard(request: Request) -> None:
    """Let a request through, with the case within which it reads. Raises where there is none."""
    actor = getattr(request.state, "actor", None)
    if not isinstance(actor, Actor) or actor.function not in WITHIN_CASE:
        return
    route = (request.method.replace("HEAD", "GET"), request.scope["route"].path)
    if not asks_for_case(TABLE, route, actor.function):
        return
    request.state.case = (await _case(request, actor)).reference


async def _case(request: Request, actor: Actor) -> Case:
    database: Database = request.app.state.database
    session = getattr(request.state, "session", None)
    number = reference(request.headers.get(HEADER, ""))
    async with database.connection() as conn:
        if session is not None:
            since = request_context(request).now - TERM
            case = await store.chosen(conn, session.digest, actor.subject, since)
        else:
            case = await store.open_under(conn, number) if number else None
    if case is not None:
        return case
    if session is not None:
        raise NoCaseError
    raise Problem(
        403,
        "dossier-ontbreekt",
        lazy("Zeg voor welk lopend dossier je deze gegevens nodig hebt."),
        [FieldError(HEADER, NO_NUMBER)],
        detail=lazy("Open het dossier eerst op de bladzijde Dossier van de databank."),
    )


class CaseBody(Body):
    """``number``: of a report or a signal of the databank, or of a case that stands elsewhere."""

    number: Annotated[str, Field(max_length=LONGEST)]


class CaseView(View):
    """An open case; requests name it by ``reference`` in the header ``Krachtlijn-Case``."""

    case_id: UUID
    reference: str
    source: Source
    opened_at: AwareDatetime


@router.post("/v1/research-cases", status_code=201)
async def post_case(body: CaseBody, tx: Tx, officer: Investigator) -> CaseView:
    """Open the case of a number; it is the same one where a colleague opened it already."""
    try:
        case = await research_case.open_case(tx, officer, body.number)
    except CaseNumberError as refusal:
        raise Problem.field("number", refusal.reason) from None
    return CaseView(
        case_id=case.id, reference=case.reference, source=case.source, opened_at=case.opened_at
    )


@router.post("/v1/research-cases/{case_id}/closure", status_code=204)
async def post_closure(case_id: UUID, tx: Tx, officer: Investigator) -> None:
    """Close a case that one opened: nobody reads within it any more."""
    await research_case.end(tx, officer, case_id)
