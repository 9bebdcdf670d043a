"""The parket's set beside the counts of the police: hidden ones are right, wrong ones are told."""

from datetime import date
from typing import Any

import pytest

from simulator.city.police_plan import PARKET, ParketCount
from simulator.play.police_papers import next_period
from simulator.truth_police import ArrestMade, hidden_or_right

MADE = [ArrestMade(date(2025, 9, 1), "huiszoeking", "drugs", "raam") for _ in range(7)]


def shown(parket: dict[str, int | None], **more: Any) -> dict[str, Any]:
    """IND-2-04 as reporting answers it."""
    splits: dict[str, dict[str, int | None]] = {
        "kind": {"huiszoeking": 7},
        "ground": {"drugs": 7},
        "kind_parket": parket,
        "ground_parket": {},
    }
    return {
        "value": 7,
        "suppressed": False,
        "breakdowns": [
            {"dimension": name, "rows": [{"code": c, "value": n} for c, n in rows.items()]}
            for name, rows in (splits | more).items()
        ],
    }


def test_the_parkets_set_is_compared_beside_the_polices_own() -> None:
    counts = (ParketCount("dagvaarding", "drugs", 9), ParketCount("seponering", "drugs", 2))
    hidden = shown({"dagvaarding": 9, "seponering": None}, ground_parket={"drugs": None})
    assert hidden_or_right("IND-2-04", hidden, MADE, counts) == []
    (wrong,) = hidden_or_right(
        "IND-2-04",
        shown({"dagvaarding": 8, "seponering": None}, ground_parket={"drugs": 11}),
        MADE,
        counts,
    )
    assert wrong.startswith("IND-2-04: kind_parket is")
    told = hidden_or_right(
        "IND-2-04",
        shown({"dagvaarding": 9, "seponering": 2}, ground_parket={"drugs": 11}),
        MADE,
        counts,
    )
    assert told == ["IND-2-04: kind_parket tells a small number"]


def test_the_city_plays_a_small_number_that_must_stay_hidden() -> None:
    assert any(0 < each.number < 5 for each in PARKET)


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 1, 4), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 11, 2), date(2027, 1, 1)),
    ],
)
def test_the_next_two_months_begin_after_those_of_the_day(day: date, begins: date) -> None:
    assert next_period(day) == begins
