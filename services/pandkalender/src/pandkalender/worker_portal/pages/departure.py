"""Departure in a hurry: to a page that says nothing, and no way back by the Back key.

A browser's history keeps that pages of ours were open, and nothing here can take that out. So for
some minutes whoever comes back by a step of these pages is led on to where she left for; whoever
types the address or her code begins anew.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.web.login.login_context import LoginContext
from chassis.web.pages.languages import CHOICE
from pandkalender.worker_portal.pages.answers import guard

RECENT_SECONDS = 600


def leave(request: Request) -> Response:
    """Forget everything here, and go."""
    cookies = LoginContext.of(request).cookies
    answer = _elsewhere(request)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    answer.delete_cookie(CHOICE)
    cookies.drop(answer, cookies.code)
    cookies.drop(answer, cookies.step)
    cookies.put(answer, cookies.left, "1", RECENT_SECONDS)
    return answer


def is_recent(request: Request) -> bool:
    return LoginContext.of(request).cookies.left in request.cookies


def came_back(request: Request) -> Response | None:
    """On to elsewhere for who came by a step of these pages, which after leaving is Back alone."""
    if is_recent(request) and request.headers.get("sec-fetch-site") == "same-origin":
        return _elsewhere(request)
    return None


def forgotten(request: Request, answer: Response) -> Response:
    """Forget that she left: she is here again because she wants to."""
    if is_recent(request):
        cookies = LoginContext.of(request).cookies
        cookies.drop(answer, cookies.left)
    return answer


def _elsewhere(request: Request) -> Response:
    headers = {"Cache-Control": "no-store"}
    return guard(request, RedirectResponse(request.app.state.neutral_url, 303, headers))
