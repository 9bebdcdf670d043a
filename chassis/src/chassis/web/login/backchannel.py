"""The back channel: an issuer tells us that a session has ended there, and it ends here.

OpenID Connect Back-Channel Logout 1.0. The issuer's server calls, not a browser: there is no
session and no cookie, and what counts is its signature alone.
"""

import structlog
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from chassis.web.authorisation import Table, W
from chassis.web.login import session_end
from chassis.web.login.issuer_tokens import LoginRefusedError
from chassis.web.login.issuers import IssuerAwayError
from chassis.web.login.login_context import LoginContext
from chassis.web.login.session_auth import LOGIN
from chassis.web.login.session_end import LogoutReplayedError
from chassis.web.security_events import Kind, note

log = structlog.get_logger("login")

PATH = f"{LOGIN}/{{domain}}/beeindigd"
LONGEST = 16_384
"""Characters of a logout token at most."""
NO_STORE = {"Cache-Control": "no-store"}

TABLE: Table = {
    "sessions that ended at the issuer; its signature counts": (W(f"POST {PATH}", anybody=True),),
}

router = APIRouter(include_in_schema=False)


@router.post(PATH)
async def post_logout_token(request: Request, domain: str) -> Response:
    login = LoginContext.of(request)
    issuer = login.issuer_of(domain)
    form = await request.form(max_fields=10, max_files=0)
    token = form.get("logout_token")
    if not isinstance(token, str) or len(token) > LONGEST:
        return _refused(domain, "no logout token")
    try:
        logout = await issuer.logout(token)
        async with login.database.connection() as conn, conn.transaction():
            await session_end.end_by_issuer(conn, issuer.domain, logout)
    except LoginRefusedError as error:
        return _refused(domain, str(error))
    except LogoutReplayedError:
        return _refused(domain, "taken before")
    except IssuerAwayError as error:
        log.warning("login issuer away", domain=domain, why=str(error))
        return Response(status_code=503, headers={**NO_STORE, "Retry-After": "30"})
    return Response(status_code=200, headers=NO_STORE)


def _refused(domain: str, why: str) -> Response:
    note(Kind.LOGOUT_REFUSED, domain=domain, why=why)
    return JSONResponse({"error": "invalid_request"}, 400, NO_STORE)
