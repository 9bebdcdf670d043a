"""A letter about an order notifies no order that was signed after it was drafted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from enforcement.notifications.rules.overtaken import is_renewed, taken_back_at

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    step: str
    at: datetime


def day(number: float) -> datetime:
    return START + timedelta(days=number)


ORDER, RENEWAL, RETAKE = "bevel", "hernieuwing", "herneming"


@pytest.mark.parametrize(
    ("steps", "drafted", "taken_back", "renewed"),
    [
        ([(0, ORDER)], 1, None, False),
        ([(0, ORDER), (5, RENEWAL)], 1, None, True),
        ([(0, ORDER), (5, RENEWAL)], 5, None, False),
        ([(0, ORDER), (5, RENEWAL)], 6, None, False),
        ([(0, ORDER), (3, RETAKE)], 1, 3, False),
        ([(0, ORDER), (3, RETAKE), (4, ORDER)], 1, 3, False),
        ([(0, ORDER), (3, RETAKE), (4, ORDER)], 4, None, False),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE)], 1, None, False),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE), (9, RETAKE)], 1, 9, False),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE)], 6, 7, False),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE), (8, RENEWAL)], 1, None, True),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE), (8, RENEWAL)], 9, None, False),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE), (9, RETAKE)], 8, 9, False),
        ([(0, ORDER), (2, "kennisgeving")], 1, None, False),
        ([], 1, None, False),
    ],
)
def test_whether_a_letter_is_still_about_the_newest_order(
    steps: list[tuple[float, str]], drafted: float, taken_back: float | None, renewed: bool
) -> None:
    """A renewal that is taken back alone leaves the order before it, and its letter."""
    lines = [Line(step, day(at)) for at, step in steps]
    asked = (lines, day(drafted), (ORDER, RENEWAL), RETAKE)
    assert taken_back_at(*asked) == (None if taken_back is None else day(taken_back))
    assert is_renewed(*asked) is renewed
