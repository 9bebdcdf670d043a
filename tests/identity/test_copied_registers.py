"""Copies spoiled as generators of public sets say they spoil them, in any order."""

import pytest

from .copied_registers import Kind, copied
from .in_memory import judged

NO_NUMBER = ("nationalNumber",)
NEITHER = ("nationalNumber", "birthDate")
ONE_COPY = Kind(500, 500)
UP_TO_FIVE = Kind(1_600, 400, most=5, spread="poisson")
OFTEN = Kind(800, 1_200, most=5, spread="zipf", fields=5)


@pytest.mark.parametrize(
    ("kind", "shuffled", "without", "least"),
    [
        (ONE_COPY, False, NO_NUMBER, 0.99),
        (ONE_COPY, False, NEITHER, 0.985),
        (ONE_COPY, True, NEITHER, 0.955),
        (UP_TO_FIVE, False, NEITHER, 0.94),
        (UP_TO_FIVE, True, NO_NUMBER, 0.93),
        (UP_TO_FIVE, True, NEITHER, 0.895),
        (OFTEN, True, NEITHER, 0.9),
    ],
)
def test_copies_find_their_register_in_whatever_order_they_come(
    kind: Kind, shuffled: bool, without: tuple[str, ...], least: float
) -> None:
    report = judged(copied(kind, 2026, shuffled=shuffled, without=without)).report()
    assert report.pairs.precision >= 0.995
    assert report.pairs.f1 >= least
    assert report.reviews.rate <= 0.04
