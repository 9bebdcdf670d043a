"""After a form: what was done leads on (303), so that neither Back nor a reload does it again.

A page may answer a form that was refused, or that is asked once more before anything is done; a
route that does the latter says why.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.requests import Request

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

WHY = "asks_again_because"


class FormAnsweredError(AssertionError):
    """A bug: a form that was dealt with is answered by a page instead of leading on."""


def asks_again(why: str) -> Callable[[Endpoint], Endpoint]:
    """Mark a route that answers a form with a page although nothing is wrong, and say why."""

    def marked(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, WHY, why)
        return endpoint

    return marked


def is_shown_a_page(request: Request) -> bool:
    """Whether the answer is a page: who sent a form reads then, whatever the form was for."""
    return getattr(request.state, "is_shown_a_page", False)


def check(request: Request, status: int) -> None:
    """Note that a page answers this request.

    Raises ``FormAnsweredError`` unless one may, with this status.
    """
    request.state.is_shown_a_page = True
    if request.method != "POST" or status >= 400:
        return
    endpoint = request.scope.get("endpoint")
    if not hasattr(endpoint, WHY):
        name = getattr(endpoint, "__qualname__", "?")
        raise FormAnsweredError(f"{name} answers a form with a page: lead on with go(...)")
