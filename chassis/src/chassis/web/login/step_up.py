"""Step-up: a browser that must give a fresh second factor goes to the issuer, and comes back.

A page that was asked for is asked for again afterwards. What was typed into a form goes back to who
typed it, on a page that sends it again: nothing of it is kept here.
"""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.web.login.kept_form import KeptForm
from chassis.web.login.session_auth import CONFIRMED, LOGIN, SAFE, STRONGER, WANTED
from chassis.web.login.sessions import Session
from chassis.web.problem import Problem, respond
from chassis.web.roles import TrustDomain


async def answer(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    session: Session | None = getattr(request.state, "session", None)
    if session is None:  # a program, with a token
        return respond(error, request.scope)
    domain = session.actor.domain
    if request.method in SAFE:
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(_stronger(domain, wanted), 303, {"Cache-Control": "no-store"})
    lost = Problem(
        401,
        "bevestiging-nodig",
        "Bevestig eerst met je tweede factor dat jij het bent.",
        detail="Wat je net invulde, is niet bewaard. Begin opnieuw.",
    )
    return KeptForm(lost, "house/step_up_form.html", stronger=_stronger(domain, CONFIRMED))


def _stronger(domain: TrustDomain, wanted: str) -> str:
    return f"{LOGIN}/{domain.value}?{STRONGER}=ja&{WANTED}={quote(wanted, safe='/')}"
