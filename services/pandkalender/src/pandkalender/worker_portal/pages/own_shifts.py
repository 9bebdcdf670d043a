"""Pages of a worker: one address for all, so that a browser's history tells nothing of it.

What she answers leaves as an event for the police; the calendar keeps a confirmation, and of a
dispute nothing. So who looks over her shoulder later sees a declaration without an answer, and no
owner's page can differ by what she said (handbook §4.6).
"""

import asyncio
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from chassis.db import Database, Transaction
from chassis.edge import Tx
from chassis.web import Problem, request_context
from chassis.web.code_tries import (
    CountedTry,
    Sources,
    TooManyTries,
    give_back,
    take_try,
)
from chassis.web.login.login_context import LoginContext
from chassis.web.login.session_auth import is_own
from chassis.web.pages import gettext as _
from chassis.web.pages import go
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.site import clock
from chassis.web.security_events import Kind, note
from contracts.codes import DisputeReason
from contracts.worker_code import digest, read_code
from pandkalender.worker_portal import labels
from pandkalender.worker_portal.answer import confirm, dispute
from pandkalender.worker_portal.code_access import sign_in
from pandkalender.worker_portal.pages import departure, next_step
from pandkalender.worker_portal.pages.answers import HOME, STAY, open_until, show
from pandkalender.worker_portal.store import own_shifts, sessions
from pandkalender.worker_portal.store.own_shifts import WorkerShift
from pandkalender.worker_portal.store.sessions import Visit

router = APIRouter(include_in_schema=False)

AT_ONCE = asyncio.Semaphore(2)
"""So many codes are compared at a time; each costs much memory, on purpose."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code that somebody typed: the try that it costs, and its hash when it can be one."""

    counted: CountedTry | TooManyTries
    hashed: str | None


async def _code_entry(request: Request) -> CodeEntry | None:
    """Done before the request has its transaction: comparing codes keeps no connection waiting, and
    a try counts whatever becomes of the request, so that many at once count too."""
    _must_be_own(request)
    form = await request.form(max_fields=50)
    if form.get("stap") != "code":
        return None
    sources: Sources = request.app.state.sources
    database: Database = request.app.state.database
    source = sources.of(request.client.host if request.client else "")
    async with database.begin(request_context(request).now) as tx:
        counted = await take_try(tx, source)
    plain = read_code(str(form.get("code", "")))
    if isinstance(counted, TooManyTries) or plain is None:
        return CodeEntry(counted, None)
    async with AT_ONCE:
        return CodeEntry(counted, await run_in_threadpool(digest, plain))


Code = Annotated[CodeEntry | None, Depends(_code_entry)]


@router.get(HOME)
async def get_own(request: Request, tx: Tx) -> Response:
    visit = await _visit(request, tx)
    if visit is None:
        return departure.came_back(request) or departure.forgotten(
            request, show(request, "code.html", left=departure.is_recent(request))
        )
    step = next_step.of(request)
    if step.told:
        told = show(request, "told.html", lasting=visit.lasting)
        return next_step.is_the_list(request, told)
    asked = step.asked and await own_shifts.get_shift(tx, visit.access_id, step.asked)
    if asked:
        return _ask_why(request, visit, asked, new_key())
    shifts = await own_shifts.list_shifts(tx, visit.access_id)
    return show(request, "list.html", lasting=visit.lasting, shifts=shifts, words=labels)


@router.get(f"{HOME}/info")
async def get_help(request: Request) -> Response:
    return departure.came_back(request) or show(request, "help.html")


@router.get(STAY)
async def get_stay(request: Request, tx: Tx) -> Response:
    """The time that she can still stay; asking it is no use of the session."""
    return _stays(await _visit(request, tx, used=False))


@router.post(STAY)
async def post_stay(request: Request, tx: Tx) -> Response:
    _must_be_own(request)
    return _stays(await _visit(request, tx))


@router.post(HOME)
async def post_step(request: Request, entry: Code, tx: Tx) -> Response:
    """All steps, told apart by the button that was used. What was done is shown by the next GET,
    so that neither Back nor a reload does it again."""
    if entry is not None:
        return await _enter(request, tx, entry)
    form = await request.form(max_fields=50)
    visit = await _visit(request, tx)
    if visit is None:
        error = _("Je was te lang weg. Typ je code opnieuw.")
        return show(request, "code.html", status=401, error=error)
    shift_id = _uuid(form, "shift")
    shift = await own_shifts.get_shift(tx, visit.access_id, shift_id) if shift_id else None
    if shift is None:
        return next_step.is_the_list(request, go(HOME))
    match form.get("stap"):
        case "klopt" if not shift.is_called_off:
            await confirm(tx, shift.shift_id)
        case "klopt-niet":
            return next_step.is_to_ask(request, go(HOME), shift.shift_id)
        case "betwist":
            return await _dispute(request, tx, form, visit, shift)
    return next_step.is_the_list(request, go(HOME))


@router.post(f"{HOME}/weg")
async def post_leave(request: Request, tx: Tx) -> Response:
    """Ends everything here and goes to a page that says nothing, with and without scripts."""
    _must_be_own(request)
    cookies = LoginContext.of(request).cookies
    token = request.cookies.get(cookies.code)
    if token:
        await sessions.end(tx, token)
    return departure.leave(request)


async def _enter(request: Request, tx: Transaction, entry: CodeEntry) -> Response:
    """The same for a code that never was, that ended, and that is not of this calendar."""
    if isinstance(entry.counted, TooManyTries):
        note(Kind.TOO_MANY_CODES)
        error = _("Je probeerde te vaak. Probeer opnieuw vanaf %(time)s.")
        error %= {"time": clock(entry.counted.again)}
        answer = show(request, "code.html", status=429, error=error)
        answer.headers["Retry-After"] = str(entry.counted.seconds)
        return answer
    token = await sign_in(tx, entry.hashed) if entry.hashed else None
    if token is None:
        note(Kind.WRONG_CODE)
        error = _(
            "Deze code werkt niet. Kijk elk teken na."
            " Werkt het nog niet, vraag dan een nieuwe code."
        )
        return show(request, "code.html", status=422, error=error)
    await give_back(tx, entry.counted)
    answer = departure.forgotten(request, go(HOME))
    cookies = LoginContext.of(request).cookies
    cookies.put(answer, cookies.code, token, samesite="strict")
    return answer


async def _dispute(
    request: Request, tx: Transaction, form: FormData, visit: Visit, shift: WorkerShift
) -> Response:
    known = {reason.value: reason for reason in DisputeReason}
    reasons = [known[str(code)] for code in form.getlist("reden") if code in known]
    key = _uuid(form, "sleutel")
    if not reasons or key is None:
        error = _("Kies minstens één reden.")
        return _ask_why(request, visit, shift, key or new_key(), error)
    if await is_first(tx, key):
        dispute(tx, shift.shift_id, reasons)
    return next_step.is_told(request, go(HOME))


def _ask_why(
    request: Request, visit: Visit, shift: WorkerShift, key: UUID | str, error: str = ""
) -> Response:
    return show(
        request,
        "reasons.html",
        status=422 if error else 200,
        error=error,
        lasting=visit.lasting,
        shift=shift,
        key=key,
        words=labels,
    )


def _stays(visit: Visit | None) -> Response:
    if visit is None:
        raise Problem.of_status(401)
    return visit.lasting.answer(open_until(visit.lasting))


async def _visit(request: Request, tx: Transaction, *, used: bool = True) -> Visit | None:
    token = request.cookies.get(LoginContext.of(request).cookies.code)
    return await sessions.get_visit(tx, token, used=used) if token else None


def _must_be_own(request: Request) -> None:
    if not is_own(request.headers):
        raise Problem(
            403, "andere-site", "Deze stap kwam niet van onze eigen pagina. Begin opnieuw."
        )


def _uuid(form: FormData, name: str) -> UUID | None:
    try:
        return UUID(str(form.get(name, "")))
    except ValueError:
        return None
