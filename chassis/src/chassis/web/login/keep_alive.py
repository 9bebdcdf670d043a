"""Keep a session alive, or ask for its expiry: ``/sessie``.

Asking does not count as use, else a page that is open and forgotten would keep its session alive.
Staying puts off the idle limit alone; the longest time of a session stands.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web.authorisation import R, Table, W
from chassis.web.login import sessions
from chassis.web.login.login_context import LoginContext
from chassis.web.login.session_auth import is_own
from chassis.web.login.session_expiry import SessionExpiry
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.site import clock
from chassis.web.problem import Problem

STAY = "/sessie"

TABLE: Table = {
    "how long the own session stands": (
        R(f"GET {STAY}", anybody=True),
        W(f"POST {STAY}", anybody=True),
    ),
}

router = APIRouter(include_in_schema=False)


@router.get(STAY)
async def get_stay(request: Request) -> Response:
    return await _answer(request, used=False)


@router.post(STAY)
async def post_stay(request: Request) -> Response:
    if not is_own(request.headers):
        raise Problem.of_status(403)
    return await _answer(request, used=True)


def text(expiry: SessionExpiry) -> str:
    return _("Je sessie loopt tot %(time)s.") % {"time": clock(expiry.until)}


async def _answer(request: Request, *, used: bool) -> Response:
    login = LoginContext.of(request)
    token = login.cookies.session_of(request)
    expiry = None
    if token:
        async with login.database.connection() as conn:
            expiry = await sessions.expiry(conn, token, used=used)
    if expiry is None:
        raise Problem.of_status(401)
    return expiry.answer(text(expiry))
