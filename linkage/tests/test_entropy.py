"""How much a person's answer would teach, in bits."""

import pytest

from linkage.posterior import entropy


@pytest.mark.parametrize(
    ("posteriors", "bits"),
    [
        ([], 1.0),  # nothing was computed
        ([1.0], 0.0),
        ([0.0], 0.0),
        ([0.5], 1.0),
        ([0.5, 0.5], 1.0),
        ([0.25, 0.25], 1.5),
        ([0.25, 0.25, 0.25], 2.0),
        ([1.5], 0.0),  # rounding may lead beyond one
    ],
)
def test_a_question_that_could_go_either_way_is_worth_a_bit(
    posteriors: list[float], bits: float
) -> None:
    assert entropy(posteriors) == pytest.approx(bits)
