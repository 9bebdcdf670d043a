"""The page that comes next at the one address: why, told, or the list.

It is in a cookie that goes with the session, since nothing of a dispute is kept in the calendar,
and nothing in an address, which a browser's history would show.
"""

from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from chassis.web.login.login_context import LoginContext

TOLD = "gezegd"


@dataclass(frozen=True, slots=True)
class NextStep:
    """``asked``: the shift about which is asked what is wrong."""

    told: bool = False
    asked: UUID | None = None


def of(request: Request) -> NextStep:
    said = request.cookies.get(LoginContext.of(request).cookies.step, "")
    if said == TOLD:
        return NextStep(told=True)
    try:
        return NextStep(asked=UUID(said))
    except ValueError:
        return NextStep()


def is_told(request: Request, answer: Response) -> Response:
    return _put(request, answer, TOLD)


def is_to_ask(request: Request, answer: Response, shift_id: UUID) -> Response:
    return _put(request, answer, str(shift_id))


def is_the_list(request: Request, answer: Response) -> Response:
    cookies = LoginContext.of(request).cookies
    if cookies.step in request.cookies:
        cookies.drop(answer, cookies.step)
    return answer


def _put(request: Request, answer: Response, value: str) -> Response:
    cookies = LoginContext.of(request).cookies
    cookies.put(answer, cookies.step, value, samesite="strict")
    return answer
