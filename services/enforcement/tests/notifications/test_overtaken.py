"""A letter about an order notifies no order that was signed after it was drafted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from enforcement.notifications.rules.overtaken import overtaken_at

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    step: str
    at: datetime


def day(number: float) -> datetime:
    return START + timedelta(days=number)


ORDER, RENEWAL, RETAKE = "bevel", "hernieuwing", "herneming"


@pytest.mark.parametrize(
    ("steps", "drafted", "overtaken"),
    [
        ([(0, ORDER)], 1, None),
        ([(0, ORDER), (5, RENEWAL)], 1, 5),
        ([(0, ORDER), (5, RENEWAL)], 5, None),
        ([(0, ORDER), (5, RENEWAL)], 6, None),
        ([(0, ORDER), (3, RETAKE)], 1, 3),
        ([(0, ORDER), (3, RETAKE), (4, ORDER)], 1, 3),
        ([(0, ORDER), (3, RETAKE), (4, ORDER)], 4, None),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE)], 6, 7),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE), (8, RENEWAL)], 6, 7),
        ([(0, ORDER), (5, RENEWAL), (7, RETAKE), (8, RENEWAL)], 9, None),
        ([(0, ORDER), (2, "kennisgeving")], 1, None),
        ([], 1, None),
    ],
)
def test_when_a_letter_is_no_longer_about_the_newest_order(
    steps: list[tuple[float, str]], drafted: float, overtaken: float | None
) -> None:
    lines = [Line(step, day(at)) for at, step in steps]
    found = overtaken_at(lines, day(drafted), (ORDER, RENEWAL), RETAKE)
    assert found == (None if overtaken is None else day(overtaken))
