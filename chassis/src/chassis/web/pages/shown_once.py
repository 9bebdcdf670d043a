"""A text that is shown once: it goes with the browser to the next page, and is kept nowhere.

It is in a cookie of a minute or two, sealed with the secret of the session: it opens in that
session alone, on the page that it was meant for, and never by a copy of a database.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from starlette.requests import Request
from starlette.responses import Response

from chassis.web.login import secret
from chassis.web.login.login_context import LoginContext

SECONDS = 120


def hand_over(request: Request, answer: Response, page: str, text: str) -> Response:
    """Send a text along to ``page``, the path that ``answer`` leads to."""
    cookies = LoginContext.of(request).cookies
    sealed = secret.sealed(f"{page}\n{text}", _token(request))
    assert sealed is not None
    value = urlsafe_b64encode(sealed).decode()
    cookies.put(answer, cookies.shown_once, value, SECONDS, samesite="strict")
    return answer


def handed_over(request: Request) -> str | None:
    """The text that was sent along to this page; None where there is none, or not any more."""
    sent = request.cookies.get(LoginContext.of(request).cookies.shown_once)
    if sent is None:
        return None
    try:
        opened = secret.opened(urlsafe_b64decode(sent), _token(request))
    except ValueError:
        return None
    page, _newline, text = (opened or "").partition("\n")
    return text if page == request.url.path else None


def is_shown(request: Request, answer: Response) -> Response:
    """Nothing is left of it in the browser: a reload shows it no more."""
    cookies = LoginContext.of(request).cookies
    cookies.drop(answer, cookies.shown_once)
    return answer


def _token(request: Request) -> str:
    token = LoginContext.of(request).cookies.session_of(request)
    assert token is not None  # the gate let a session in
    return token
