"""Nobody who counts sizes a group of one to four who went, came or are there by two tellings.

Three linear programs: who knows nothing of the change, who knows that persons only went, and who
knows that they only came. One year of some changes in every run; two hundred years of three sizes
by ``make test-long``.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from .support.counting import CONTACTS, PERSONS, about, sized
from .support.stories import story
from .support.years import SIZES, organisation_of

TOLD_AGAIN = ("20 gone", "40 gone", "20 added", "30 % late", "one branch late")
SHORT = [*((75, change) for change in TOLD_AGAIN), (240, "30 % late"), (1250, "20 gone")]
CONTACTS_TOO = range(1, 20)
"""Of these years of the smallest size contacts are asked too, which takes ten times as long."""


def stories() -> Iterator[object]:
    for clients, change in SHORT:
        yield pytest.param(clients, change, range(1), id=f"{clients}-{change}")
    for clients, change, tens in product(SIZES, TOLD_AGAIN, range(20)):
        years, name = range(10 * tens, 10 * tens + 10), f"{clients}-{change}-{tens}"
        yield pytest.param(clients, change, years, marks=pytest.mark.long, id=name)


@pytest.mark.parametrize(("clients", "change", "years"), [*stories()])
def test_no_group_of_one_to_four_is_sized(clients: int, change: str, years: range) -> None:
    for seed in years:
        told = story(clients, seed, change)
        if told.was_told_again:
            measures = CONTACTS if clients == min(SIZES) and seed in CONTACTS_TOO else PERSONS
            document = about(told.document, measures)
            found, asked = sized(document, organisation_of(clients), told.old, told.new)
            assert asked
            assert found == [], seed


def test_a_few_changes_that_are_asked_are_told_again() -> None:
    """Or the attack would have nothing to attack."""
    assert all(story(75, 0, change).was_told_again for change in TOLD_AGAIN)
