"""A form that was dealt with leads on: a page in its place is a bug that every test finds."""

from typing import Any

import pytest
from starlette.requests import Request

from chassis.web.pages.after_form import FormAnsweredError, asks_again, check


async def does_it(request: Request) -> None:
    """A route that acts."""


@asks_again("shows what would be done, before it is")
async def asks(request: Request) -> None:
    """A route that asks once more."""


def request(method: str, endpoint: Any) -> Request:
    return Request({"type": "http", "method": method, "endpoint": endpoint, "headers": []})


def test_a_page_may_not_stand_in_place_of_the_way_on() -> None:
    with pytest.raises(FormAnsweredError, match=r"does_it answers a form with a page: lead on"):
        check(request("POST", does_it), 200)


@pytest.mark.parametrize(
    ("method", "endpoint", "status"),
    [("GET", does_it, 200), ("POST", does_it, 422), ("POST", does_it, 409), ("POST", asks, 200)],
)
def test_a_page_may_show_what_is_wrong_or_ask_once_more(
    method: str, endpoint: Any, status: int
) -> None:
    check(request(method, endpoint), status)
