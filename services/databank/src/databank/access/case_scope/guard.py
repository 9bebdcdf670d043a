"""Recherche reads within a case that it named (handbook §4.3): the guard before all routes.

Which routes ask for a case is in the table of authorisation (``case=``). Every access of such a
request is logged with the number of the case.
"""

from uuid import UUID, uuid4

from fastapi import Request

from chassis.db import Database, Transaction
from chassis.messages import lazy
from chassis.web import Action, Actor, FieldError, Problem, record_access, request_context
from chassis.web.authorisation import asks_for_case, rows
from databank.access.case_scope import store as cases
from databank.access.case_scope.rules import TERM, Source, is_signal, reference
from databank.access.case_scope.store import Case
from databank.authorisation import TABLE

HEADER = "Krachtlijn-Case"
"""A program names the case with each request; a browser once, on ``/dossiers``."""
KIND = "case"
PURPOSE = "dossier"
ASKED = frozenset(function for _, row in rows(TABLE) for function in row.case)
"""Who has anything within a case alone: all others pass at once."""
NO_NUMBER = lazy(
    "Geef het nummer van een dossier, met letters en cijfers. Bijvoorbeeld AN.37.L4.001234/2026."
)
ENDED = lazy("Dit verslag is beëindigd. Geef het nummer van een lopend dossier.")
NO_SIGNAL = lazy("Dit signaal bestaat niet of is afgesloten.")


class NoCaseError(Exception):
    """A browser asked for what opens within a case alone, and named none."""


async def guard(request: Request) -> None:
    """Let a request through, with the case within which it reads. Raises where there is none."""
    actor = getattr(request.state, "actor", None)
    if not isinstance(actor, Actor) or actor.function not in ASKED:
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
            found = await cases.chosen(conn, session.digest, actor.subject, since)
        else:
            found = await cases.open_under(conn, number) if number else None
    if found is not None:
        return found
    if session is not None:
        raise NoCaseError
    raise Problem(
        403,
        "dossier-ontbreekt",
        lazy("Zeg voor welk lopend dossier je deze gegevens nodig hebt."),
        [FieldError(HEADER, NO_NUMBER)],
        detail=lazy("Open het dossier eerst op de bladzijde Dossier van de databank."),
    )


async def work_in(
    tx: Transaction, actor: Actor, session: bytes, text: str
) -> tuple[Case | None, str]:
    """Choose the open case of a number for this session, and open it where nobody did yet.

    Else None, and why this number is none.
    """
    number = reference(text)
    if number is None:
        return None, NO_NUMBER
    found = await cases.open_under(tx.conn, number)
    if found is None:
        source, about, why = await _source(tx, number)
        if why is not None:
            return None, why
        new = Case(uuid4(), number, source, about, actor.subject, tx.now, None)
        await cases.add(tx.conn, new)
        found = await cases.open_under(tx.conn, number)
        assert found is not None  # ours, or that of a colleague who was faster
        if found.id == new.id:
            await _noted(tx, actor, Action.CHANGE, number)
    await choose(tx, actor, session, found)
    return found, ""


async def choose(tx: Transaction, actor: Actor, session: bytes, case: Case) -> None:
    await cases.forget_choices(tx.conn, tx.now - TERM)
    await cases.choose(tx.conn, session, case.id, actor.subject, tx.now)
    await _noted(tx, actor, Action.CONSULT, case.reference)


async def end(tx: Transaction, actor: Actor, case_id: UUID) -> None:
    """Close a case: nobody reads within it any more. Raises where it is not the actor's own."""
    case = await cases.get(tx.conn, case_id)
    if case is None or case.owner != actor.subject:
        raise Problem.not_found(lazy("Dit dossier"))
    if case.closed_at is None:
        await cases.close(tx.conn, case_id, tx.now)
        await _noted(tx, actor, Action.CHANGE, case.reference)


async def _source(tx: Transaction, number: str) -> tuple[Source, UUID | None, str | None]:
    """Of what a number is, with why it is not one to work in now."""
    if is_signal(number):
        state = await cases.signal_state(tx.conn, UUID(number))
        why = NO_SIGNAL if state in (None, "afgesloten") else None
        return Source.VAN_SIGNAAL, UUID(number), why
    report = await cases.report_under(tx.conn, number)
    if report is None:
        return Source.ELDERS, None, None
    ended = report["state"] in ("geseponeerd", "ingetrokken", "geen_gevolg")
    return Source.VAN_VERSLAG, report["id"], ENDED if ended else None


async def _noted(tx: Transaction, actor: Actor, action: Action, number: str) -> None:
    await record_access(
        tx, actor, action=action, subject_kind=KIND, subject_id=number, purpose=PURPOSE
    )
