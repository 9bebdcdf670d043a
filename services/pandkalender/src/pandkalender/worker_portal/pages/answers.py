"""Form of every answer to a worker, a refusal too: her language, the way out, and help."""

from starlette.requests import Request
from starlette.responses import Response

from chassis.web import Problem
from chassis.web.login.session_expiry import SessionExpiry
from chassis.web.pages import gettext as _
from chassis.web.pages import page
from chassis.web.pages.headers import content_security_policy
from chassis.web.pages.site import clock
from pandkalender.worker_portal import labels
from pandkalender.worker_portal.pages.shown_lines import shown_lines

HOME = "/mijn"
STAY = f"{HOME}/sessie"


def show(
    request: Request,
    template: str,
    *,
    status: int = 200,
    error: str = "",
    lasting: SessionExpiry | None = None,
    **more: object,
) -> Response:
    """A page; with ``lasting`` where a session shows something that goes when it ends."""
    answer = page(
        request,
        f"worker_portal/{template}",
        status=status,
        error=error,
        neutral=request.app.state.neutral_url,
        help_lines=shown_lines(request),
        lasting=lasting,
        open_until=open_until(lasting) if lasting else "",
        **more,
    )
    return guard(request, answer)


def show_problem(request: Request, problem: Problem) -> Response:
    """A problem as a page: what to do now, and nothing of what the service knows."""
    title, advice = labels.problem(problem.status)
    return show(request, "problem.html", status=problem.status, heading=_(title), advice=_(advice))


def open_until(lasting: SessionExpiry) -> str:
    """The sentence that says when the session ends."""
    return _("Deze pagina blijft open tot %(time)s.") % {"time": clock(lasting.until)}


def guard(request: Request, answer: Response) -> Response:
    """Leaving is a form that leads elsewhere; nobody there is to know from where."""
    answer.headers["Content-Security-Policy"] = content_security_policy(
        [request.app.state.neutral_url]
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
