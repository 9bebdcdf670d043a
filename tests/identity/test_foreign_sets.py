"""The matcher on sets by another hand: few people, the core alone, floors with room for chance.

Long figures: ``make bench-identity ARGS="--parts scenarios"``.
"""

import pytest

from . import foreign_sets
from .in_memory import judged

NEITHER = ("nationalNumber", "birthDate")


@pytest.mark.parametrize(
    ("shuffled", "without", "least"),
    [
        (False, ("nationalNumber",), 0.985),
        (False, NEITHER, 0.98),
        (True, NEITHER, 0.965),
    ],
    ids=["no number", "neither number nor birth date", "neither, in an order of chance"],
)
def test_a_copy_finds_its_record(shuffled: bool, without: tuple[str, ...], least: float) -> None:
    claims = foreign_sets.copies(1_000, 3, shuffled=shuffled, without=without)
    report = judged(claims).report()
    assert report.pairs.precision >= 0.995
    assert report.pairs.f1 >= least
    assert report.reviews.rate <= 0.02


@pytest.mark.parametrize("without", [(), ("nationalNumber",)], ids=["all fields", "no number"])
def test_the_clean_register_finds_noisy_references(without: tuple[str, ...]) -> None:
    """Those came first, and two persons may share a number."""
    claims = foreign_sets.copies(1_500, 4, foreign_sets.NOISY_FIRST, without=without)
    report = judged(claims).report()
    assert report.pairs.precision >= 0.992
    assert report.pairs.f1 >= 0.975
    assert report.reviews.rate <= 0.02


def test_a_census_finds_its_register_and_keeps_families_apart() -> None:
    report = judged(foreign_sets.census(1_500, 8)).report()
    assert report.pairs.precision >= 0.99
    assert report.pairs.f1 >= 0.96
