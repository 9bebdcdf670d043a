"""A street ban by its moments: nobody is stopped for one that does not hold yet, or any more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from contracts.codes import BanEnd, OffenderRole
from databank.street_bans.rules import Ban, BanOrder, current

BEGINS = datetime(2026, 3, 1, 23, tzinfo=UTC)
ENDS = datetime(2026, 4, 1, 22, tzinfo=UTC)
"""Midnight in the city, after 1 April."""
ONE = timedelta(seconds=1)
ORDER = BanOrder(
    order_id=UUID(int=1),
    case_id=UUID(int=2),
    renewal=0,
    offender_role=next(iter(OffenderRole)),
    begins_at=BEGINS,
    ends_at=ENDS,
    ordered_at=BEGINS - timedelta(days=3),
    works_from=BEGINS,
    stayed_at=None,
    ended_at=None,
    how=None,
)
LIFTED = replace(ORDER, ended_at=BEGINS + timedelta(days=9), how=BanEnd.OPGEHEVEN)


@pytest.mark.parametrize(
    ("order", "moment", "states"),
    [
        (ORDER, BEGINS, ("komt", "loopt", "loopt")),
        (ORDER, ENDS, ("loopt", "voorbij", "voorbij")),
        (replace(ORDER, works_from=None), BEGINS, ("bevolen",) * 3),
        (replace(ORDER, stayed_at=BEGINS), BEGINS, ("geschorst",) * 3),
        (replace(ORDER, stayed_at=BEGINS), ENDS, ("geschorst", "voorbij", "voorbij")),
        (LIFTED, BEGINS + timedelta(days=9), ("loopt", "voorbij", "voorbij")),
        (replace(ORDER, ended_at=ENDS + 9 * ONE), ENDS, ("loopt", "voorbij", "voorbij")),
    ],
)
def test_a_ban_holds_from_when_it_works_until_it_ends(
    order: BanOrder, moment: datetime, states: tuple[str, ...]
) -> None:
    assert tuple(order.state(moment + each) for each in (-ONE, 0 * ONE, ONE)) == states


def test_the_days_of_a_ban_are_those_of_the_city_and_the_last_one_counts() -> None:
    assert (ORDER.first_day, ORDER.last_day) == (date(2026, 3, 2), date(2026, 4, 1))
    assert LIFTED.last_day == date(2026, 3, 10)  # lifted as 11 March begins
    assert replace(ORDER, ended_at=ENDS + timedelta(days=9)).last_day == date(2026, 4, 1)


def test_what_holds_or_will_is_listed_by_its_end() -> None:
    later = replace(ORDER, order_id=UUID(int=9), ends_at=ENDS + timedelta(days=5))
    twin = replace(ORDER, order_id=UUID(int=0))
    assert current([later, LIFTED, ORDER, twin], BEGINS + timedelta(days=20)) == [
        twin,
        ORDER,
        later,
    ]
    assert current([ORDER], ENDS) == []


@pytest.mark.parametrize(
    ("street", "near"),
    [
        ("Voorbeeldstraat", True),
        ("Voorbeeldkaai", True),
        ("Voorbeeld", False),
        ("Elders", False),
        (None, False),
    ],
)
def test_a_street_is_near_as_a_whole_or_in_part(street: str | None, near: bool) -> None:
    area = ("Voorbeeldstraat 1 tot 21", "Voorbeeldkaai")
    assert Ban(ORDER, area, (), (), (), ()).is_near(street) is near
