"""Nobody who counts sizes a group of one to four who went, came or are there by two tellings.

Three linear programs: who knows nothing of the change, who knows that persons only went, and who
knows that they only came. One year of some changes in every run; two hundred years of three sizes
by ``make test-long``, or with figures by ``make attack-revisions``.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from services.registry.tests.support.truth import Sizes, size
from services.registry.tests.support.two_tellings import TwoTellings

from .support import saved
from .support.counting import CONTACTS, about, measures_of, sized
from .support.stories import TOLD_AGAIN, story
from .support.years import SIZES, organisation_of

LARGER = pytest.mark.night(
    "a larger organisation, attacked as the small one is",
    stays="::test_no_group_of_one_to_four_is_sized",
)
SHORT = [*((75, change) for change in TOLD_AGAIN), (240, "30 % late"), (1250, "20 gone")]


def stories() -> Iterator[object]:
    for clients, change in SHORT:
        larger = [LARGER] if clients > SIZES[0] else []
        yield pytest.param(clients, change, range(1), id=f"{clients}-{change}", marks=larger)
    for clients, change, tens in product(SIZES, TOLD_AGAIN, range(20)):
        years, name = range(10 * tens, 10 * tens + 10), f"{clients}-{change}-{tens}"
        yield pytest.param(clients, change, years, marks=pytest.mark.long, id=name)


@pytest.mark.parametrize(("clients", "change", "years"), [*stories()])
def test_no_group_of_one_to_four_is_sized(clients: int, change: str, years: range) -> None:
    tell = saved.story if len(years) > 1 else story
    for seed in years:
        told = tell(clients, seed, change)
        if told.was_told_again:
            document = about(told.document, measures_of(clients, seed))
            found, asked = sized(document, organisation_of(clients), told.old, told.new)
            assert asked
            assert found == [], seed


def test_a_few_changes_that_are_asked_are_told_again() -> None:
    """Or the attack would have nothing to attack."""
    assert all(story(75, 0, change).was_told_again for change in TOLD_AGAIN)


def test_real_sizes_that_are_counted_together_are_those_counted_one_by_one() -> None:
    told = story(75, 0, "20 gone")
    reader = TwoTellings(about(told.document, CONTACTS), organisation_of(75))
    sizes = Sizes(told.old)
    groups = [(measure, dims, lives) for measure, dims, lives, _ in reader.asked()]
    for group in groups[::7]:
        assert sizes.of(*group) == size(told.old, *group), group
