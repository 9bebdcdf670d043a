"""Session authentication: let browsers in by their session, and keep other sites from using it.

A session counts for pages only. The JSON API (``/v1/``) takes tokens and never a cookie, so no page
elsewhere can make a browser use it.
"""

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from chassis.db import Database
from chassis.web.login import sessions
from chassis.web.login.cookies import Cookies
from chassis.web.login.function_check import FunctionCheck
from chassis.web.login.kept_form import KeptForm
from chassis.web.login.sessions import Session
from chassis.web.problem import Problem
from chassis.web.roles import TrustDomain

LOGIN = "/aanmelden"
WANTED = "naar"
STRONGER = "sterk"
CONFIRMED = "/bevestigd"
API = ("/v1/", "/health/", "/metrics", "/openapi.json", "/docs", "/redoc")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SessionAuth:
    """``accepted`` are the trust domains whose sessions the service takes."""

    def __init__(
        self,
        database: Database,
        cookies: Cookies,
        accepted: frozenset[TrustDomain],
        check: FunctionCheck,
    ) -> None:
        self._database = database
        self._cookies = cookies
        self._accepted = accepted
        self._check = check

    def serves(self, path: str) -> bool:
        return not path.startswith(API)

    async def admit(self, scope: Scope) -> Session | Response:
        """The session of the request, or where to send the person. Raises ``Problem``."""
        request = Request(scope)
        if request.method not in SAFE and not is_own(request.headers):
            raise Problem(
                403, "andere-site", "Deze stap kwam niet van onze eigen pagina. Begin opnieuw."
            )
        token = self._cookies.session_of(request)
        session = None
        if token:
            async with self._database.connection() as conn:
                session = await sessions.find(conn, token)
            if session is not None and not await self._check.holds(session, token):
                session = None
        if session is None:
            return self._turn_away(request)
        if session.actor.domain not in self._accepted:
            raise Problem.of_status(403)
        return session

    async def after(self, session: Session) -> None:
        """Forget the messages that were shown."""
        if session.shown:
            async with self._database.connection() as conn:
                await sessions.forget_messages(conn, session.digest, len(session.messages))

    def _turn_away(self, request: Request) -> Response:
        if request.method not in SAFE:
            lost = Problem(
                401,
                "niet-aangemeld",
                "Je was te lang afwezig en bent afgemeld.",
                detail="Wat je net invulde, is niet bewaard. Meld je opnieuw aan.",
            )
            return KeptForm(lost)
        wanted = request.url.path
        if request.url.query:
            wanted = f"{wanted}?{request.url.query}"
        query = f"?{WANTED}={quote(wanted, safe='/')}" if wanted != "/" else ""
        return RedirectResponse(f"{LOGIN}{query}", 303, {"Cache-Control": "no-store"})


def is_own(headers: Headers) -> bool:
    """Whether a form was sent by our own page.

    Browsers say so themselves in ``Sec-Fetch-Site``, which no page can forge; old ones at least say
    the ``Origin``. A client that says neither is no browser with somebody's session, but is refused
    too: there is nothing here for it.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")
