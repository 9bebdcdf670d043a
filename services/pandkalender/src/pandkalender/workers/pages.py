"""One address for everything a worker does, so that a browser's history tells nothing of it.

What she answers leaves as an event for the police; the calendar keeps a confirmation, and of a
dispute nothing. So who looks over her shoulder later sees a declaration without an answer, and no
owner's page can differ by what she said (handbook §4.6).
"""

import asyncio
import time
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from chassis.bus import record
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.login.doorman import is_own
from chassis.web.login.front import Front
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page
from chassis.web.pages.headers import content_security_policy
from chassis.web.pages.languages import CHOICE
from chassis.web.pages.once import is_first, new_key
from contracts.codes import DisputeReason
from contracts.identity import DisputeGrounds
from contracts.pandkalender import ShiftConfirmed, ShiftDisputed
from contracts.sealed import Sealed
from contracts.worker_code import digest, read_code
from pandkalender.domain.patience import Patience
from pandkalender.domain.planning import Planning
from pandkalender.store import own
from pandkalender.workers import words

router = APIRouter(include_in_schema=False)

HOME = "/mijn"
CALLED_OFF = frozenset({Planning.GEANNULEERD.value, Planning.VERVALLEN.value})
AT_ONCE = asyncio.Semaphore(2)
"""So many codes are compared at a time; each costs much memory, on purpose."""


@router.get(HOME)
async def get_own(request: Request, tx: Tx) -> Response:
    access_id = await _access(request, tx)
    if access_id is None:
        return _shown(request, "code.html")
    return await _list(request, tx, access_id)


@router.get(f"{HOME}/info")
async def get_help(request: Request) -> Response:
    return _shown(request, "help.html")


@router.post(HOME)
async def post_step(request: Request, tx: Tx) -> Response:
    """All steps, told apart by the button that was used."""
    _must_be_own(request)
    form = await request.form(max_fields=50)
    if form.get("stap") == "code":
        return await _enter(request, tx, str(form.get("code", "")))
    access_id = await _access(request, tx)
    if access_id is None:
        error = _("Je was te lang weg. Typ je code opnieuw.")
        return _shown(request, "code.html", status=401, error=error)
    shift_id = _uuid(form, "shift")
    found = await own.shifts(tx, access_id, shift_id) if shift_id else []
    if shift_id is None or not found:
        return go(HOME)
    match form.get("stap"):
        case "klopt" if found[0]["planning"] not in CALLED_OFF:
            if await own.confirm(tx, shift_id):
                record(tx, ShiftConfirmed(shift_id=shift_id, confirmed_at=tx.now))
        case "klopt-niet":
            return _shown(request, "reasons.html", shift=found[0], key=new_key(), words=words)
        case "betwist":
            return await _dispute(request, tx, form, shift_id, found[0])
    return go(HOME)


@router.post(f"{HOME}/weg")
async def post_leave(request: Request, tx: Tx) -> Response:
    """Ends everything here and goes to a page that says nothing, with and without scripts."""
    _must_be_own(request)
    cookies = Front.of(request).cookies
    token = request.cookies.get(cookies.code)
    if token:
        await own.leave(tx, token)
    answer = RedirectResponse(request.app.state.neutral_url, 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    answer.delete_cookie(CHOICE)
    cookies.drop(answer, cookies.code)
    return _guarded(request, answer)


async def _enter(request: Request, tx: Transaction, typed: str) -> Response:
    patience: Patience = request.app.state.patience
    address = request.client.host if request.client else ""
    if not patience.lets(address, time.monotonic()):
        error = _("Je probeerde te vaak. Wacht tien minuten en probeer opnieuw.")
        return _shown(request, "code.html", status=429, error=error)
    patience.failed(address, time.monotonic())  # until it proves right, so that many at once count
    plain, token = read_code(typed), None
    if plain is not None:
        async with AT_ONCE:
            hashed = await run_in_threadpool(digest, plain)
        token = await own.enter(tx, hashed)
    if token is None:
        error = _(
            "Deze code werkt niet. Kijk elk teken na."
            " Werkt het nog niet, vraag dan een nieuwe code."
        )
        return _shown(request, "code.html", status=422, error=error)
    patience.right(address)
    answer = go(HOME)
    cookies = Front.of(request).cookies
    cookies.put(answer, cookies.code, token, samesite="strict")
    return answer


async def _dispute(
    request: Request, tx: Transaction, form: FormData, shift_id: UUID, shift: object
) -> Response:
    known = {reason.value: reason for reason in DisputeReason}
    reasons = [known[str(code)] for code in form.getlist("reden") if code in known]
    key = _uuid(form, "sleutel")
    if not reasons or key is None:
        return _shown(
            request,
            "reasons.html",
            status=422,
            shift=shift,
            key=key or new_key(),
            words=words,
            error=_("Kies minstens één reden."),
        )
    if await is_first(tx, key):
        grounds = Sealed.of(DisputeGrounds(reasons=tuple(dict.fromkeys(reasons))))
        record(tx, ShiftDisputed(shift_id=shift_id, disputed_at=tx.now, grounds=grounds))
    return _shown(request, "told.html")


async def _list(request: Request, tx: Transaction, access_id: UUID) -> Response:
    rows = await own.shifts(tx, access_id)
    return _shown(request, "list.html", shifts=rows, called_off=CALLED_OFF)


async def _access(request: Request, tx: Transaction) -> UUID | None:
    token = request.cookies.get(Front.of(request).cookies.code)
    return await own.access_of(tx, token) if token else None


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


def _shown(
    request: Request, template: str, *, status: int = 200, error: str = "", **more: object
) -> Response:
    neutral = request.app.state.neutral_url
    answer = page(
        request, f"workers/{template}", status=status, error=error, neutral=neutral, **more
    )
    return _guarded(request, answer)


def _guarded(request: Request, answer: Response) -> Response:
    """Leaving is a form that leads elsewhere; nobody there is to know from where."""
    answer.headers["Content-Security-Policy"] = content_security_policy(
        [request.app.state.neutral_url]
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
