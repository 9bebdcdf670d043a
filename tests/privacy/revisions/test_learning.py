"""Nobody who lays two publications side by side learns of a person who went in between.

Below twenty changed persons all stands still, for who reads everything and for who reads the public
version: then there is nothing to learn from. Of a year that is told again, a reader learns from
half of the synthetic years, of which all is known, what a change makes visible, and attacks the
others. What the same reader "learns" where nothing was told again, or of persons who were in
another batch, is the attack's own noise.

A few years in every run; two hundred of three sizes by ``make test-long``, and with figures by
``make attack-revisions``.
"""

from collections.abc import Iterator

import pytest

from .support import saved
from .support.learning import ABOVE_NOISE, beside_noise, visible
from .support.stories import INTERNAL, OF, PUBLIC, STANDS, TOLD_AGAIN, between, erased, story
from .support.years import SIZES

LARGER = pytest.mark.night(
    "larger organisations, told as the small one is",
    stays="::test_the_year_says_of_a_told_half_what_the_half_said",
)
SHORT = {75: 4, 240: 2, 1250: 1}
"""Years of each size in every run."""


def years() -> Iterator[object]:
    for clients in SIZES:
        for seed in range(SHORT[clients]):
            larger = [LARGER] if clients > SIZES[0] else []
            yield pytest.param(clients, range(seed, seed + 1), id=f"{clients}-{seed}", marks=larger)
        for tens in range(20):
            some = range(10 * tens, 10 * tens + 10)
            yield pytest.param(clients, some, marks=pytest.mark.long, id=f"{clients}-tens-{tens}")


@pytest.mark.parametrize(("clients", "seeds"), [*years()])
def test_nothing_moves_for_a_few_who_went_nor_for_twenty_who_were_erased(
    clients: int, seeds: range
) -> None:
    for seed in seeds:
        few = [story(clients, seed, change) for change in STANDS]
        assert all(told.after == told.before for told in (*few, erased(clients, seed, 20)))


@pytest.mark.parametrize(("clients", "seeds"), [*years()])
def test_the_year_says_of_a_told_half_what_the_half_said(clients: int, seeds: range) -> None:
    """One client was erased in between, with all her contacts."""
    for seed in seeds:
        pair = between(clients, seed)
        assert len(pair.before) > 10
        assert visible(pair.before, pair.after) == {}


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("audience", [INTERNAL, PUBLIC])
@pytest.mark.parametrize("change", TOLD_AGAIN)
@pytest.mark.parametrize("clients", SIZES)
def test_a_year_that_is_told_again_tells_of_the_batch_alone(
    clients: int, change: str, audience: int
) -> None:
    years = [saved.pairs(clients, seed, change) for seed in range(200)]
    measured = beside_noise(
        OF, [pairs[audience] for pairs, _ in years], [others for _, others in years]
    )
    assert measured.own.share <= measured.noise + ABOVE_NOISE
