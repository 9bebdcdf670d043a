"""Precision and recall of the matcher by what people said of a sample."""

import pytest

from databank.review.rules.sample_quality import Quality, Stratum, stratum


def test_without_answers_nothing_is_known() -> None:
    for quality in (
        Quality(Stratum(100), Stratum(50)),
        Quality(Stratum(100, same=10), Stratum(50)),
        Quality(Stratum(100, unsure=3, waiting=2), Stratum(50, same=1)),
    ):
        assert quality.recall.value is None
        assert (quality.recall.interval.low, quality.recall.interval.high) == (0.0, 1.0)


def test_recall_weighs_each_stratum_by_all_of_its_decisions() -> None:
    quality = Quality(Stratum(100, same=9, other=1), Stratum(50, same=1, other=9))
    assert quality.precision.value == 0.9
    assert quality.recall.value == pytest.approx(90 / (90 + 5))
    assert quality.recall.interval.low < 90 / 95 < quality.recall.interval.high
    nothing = Quality(Stratum(0, same=1), Stratum(0, same=1))
    assert nothing.recall.value == 0.0


def test_answers_are_counted_by_what_was_said() -> None:
    answers = [*["dezelfde_persoon"] * 2, "andere_persoon", "niet_te_zeggen", *[None] * 3]
    found = stratum(70, answers)
    assert found == Stratum(70, same=2, other=1, unsure=1, waiting=3)
    assert found.answered == 3
