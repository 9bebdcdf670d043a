"""The attack finds what it is there to find: release 0.2, which told every revision anew."""

import pytest
from services.registry.tests.support.attack import keeps_its_secret
from services.registry.tests.support.two_tellings import ADDED, Knows, TwoTellings, fated

from .support import release_0_2
from .support.learning import ABOVE_NOISE, beside_noise, learned, visible
from .support.release_0_2 import BETWEEN, ERASED
from .support.stories import OF
from .support.years import SIZES


@pytest.mark.parametrize("clients", SIZES)
def test_it_reads_off_who_was_erased(clients: int) -> None:
    pairs = release_0_2.pairs(clients, ERASED)
    assert sum(bool(visible(pair.before, pair.after)) for pair in pairs) >= len(pairs) - 1
    found = learned(OF, pairs)
    assert found.share > 0.6
    assert found.right["contacten"] > 0.5 * found.asked["contacten"]
    assert found.right["maand"] > 30
    assert found.wrong.total() < 0.05 * found.right.total()


@pytest.mark.parametrize("clients", SIZES)
def test_it_reads_off_months_of_a_half_by_the_year_alone(clients: int) -> None:
    pairs = release_0_2.pairs(clients, BETWEEN)
    assert all(visible(pair.before, pair.after) for pair in pairs)
    assert learned(OF, pairs).right["maand"] >= 5


@pytest.mark.parametrize("kind", [ERASED, BETWEEN])
@pytest.mark.parametrize("clients", SIZES)
def test_it_learns_nothing_where_nothing_was_told_again(clients: int, kind: str) -> None:
    """Else what it finds would be its own noise."""
    assert not learned(OF, [pair.stood_still() for pair in release_0_2.pairs(clients, kind)]).right


@pytest.mark.parametrize("clients", SIZES)
def test_it_reads_off_who_was_erased_and_not_somebody_else(clients: int) -> None:
    """Another client, of whom the same publications say nothing, is its noise."""
    pairs = release_0_2.pairs(clients, ERASED)
    others = [pair.persons for pair in (*pairs[1:], pairs[0])]
    measured = beside_noise(OF, pairs, others)
    assert measured.own.share > measured.noise + 5 * ABOVE_NOISE


def test_it_sizes_small_groups_of_those_who_came_late() -> None:
    sized = 0
    for document, organisation, small in release_0_2.late():
        reader = TwoTellings(document, organisation, Knows.ONLY_ADDED, 20)
        for dims, lives, size in small:
            low, high = reader.bounds("clienten", dims, fated(lives, ADDED))
            assert low <= size <= high
            sized += not keeps_its_secret((low, high), 5)
    assert sized >= 10
