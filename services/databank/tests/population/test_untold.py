"""What a measurement left out, and when that has become silence: three months in a row."""

import pytest

from databank.population.rules.told import RoundedCounts
from databank.population.rules.untold import Untold, falls_silent, untold

WHOLE: list[Untold] = []
NOTHING: list[Untold] = [("persons", "")]
NO_BRANCHES: list[Untold] = [("persons", "branches")]
OF_PLACES: list[Untold] = [("establishments", "branches")]


def test_what_is_left_out_is_named_and_nothing_told_is_one_thing() -> None:
    assert untold("persons", RoundedCounts(None)) == [("persons", "")]
    told = RoundedCounts(40, {"branches": {}, "visibilities": {"zichtbaar": 40}})
    assert untold("establishments", told) == [], "a table at nobody was told"
    without = RoundedCounts(40, {"visibilities": {}})
    assert untold("establishments", without) == [("establishments", "branches")]
    assert [table for _, table in untold("persons", told)] == [
        *("known", "age_bands", "origin_groups", "branch_counts", "moves")
    ]


@pytest.mark.parametrize(
    ("months", "is_silent"),
    [
        ([], False),
        ([NO_BRANCHES, NO_BRANCHES], False),
        ([NO_BRANCHES, NO_BRANCHES, NO_BRANCHES], True),
        ([NO_BRANCHES, NOTHING, NO_BRANCHES], True),
        ([NOTHING, NOTHING, NOTHING], True),
        ([NO_BRANCHES, OF_PLACES, NO_BRANCHES], False),
        ([WHOLE, NO_BRANCHES, NO_BRANCHES, NO_BRANCHES], False),
        ([NO_BRANCHES, NO_BRANCHES, NO_BRANCHES, WHOLE], True),
        ([OF_PLACES, [*OF_PLACES, *NOTHING], OF_PLACES], True),
    ],
)
def test_silence_is_the_same_table_three_months_in_a_row(
    months: list[list[Untold]], *, is_silent: bool
) -> None:
    """The newest first: what a month tells again ends it."""
    assert falls_silent(months) is is_silent
