"""Quality of clusters, by the examples of who made the measure."""

from collections import Counter
from collections.abc import Hashable

import pytest

from linkage.evaluation import ScoredDecision, Scorer
from linkage.evaluation.clusters import cluster_quality
from linkage.evaluation.report import clusters

TRUTH = {**dict.fromkeys("12345", "a"), **dict.fromkeys("67", "b"), **dict.fromkeys("89ABC", "c")}
"""The example of Bagga and Baldwin, "Algorithms for Scoring Coreference Chains" (LREC 1998)."""


def of(*found: str) -> Counter[tuple[Hashable, Hashable]]:
    return Counter(
        (TRUTH[each], number) for number, cluster in enumerate(found) for each in cluster
    )


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        (("12345", "67", "89ABC"), 1.0, 1.0),
        (("12345", "6789ABC"), 0.762, 1.0),
        (("1234589ABC", "67"), 0.583, 1.0),
        (tuple(TRUTH), 1.0, 0.25),
        (("".join(TRUTH),), 0.375, 1.0),
    ],
)
def test_b_cubed_is_that_of_its_authors(
    found: tuple[str, ...], precision: float, recall: float
) -> None:
    quality = cluster_quality(of(*found)).b_cubed
    assert (quality.precision, quality.recall) == (
        pytest.approx(precision, abs=0.0005),
        pytest.approx(recall, abs=0.0005),
    )


def test_two_responses_that_pairs_tell_apart_less() -> None:
    """Both join two persons: the larger mistake costs more."""
    small, large = cluster_quality(of("12345", "6789ABC")), cluster_quality(of("1234589ABC", "67"))
    assert small.exact == large.exact == pytest.approx(1 / 3)
    assert small.b_cubed.f1 > large.b_cubed.f1
    assert (small.pairwise.right, small.pairwise.found, small.pairwise.real) == (21, 31, 21)


def test_nothing_is_as_it_should_be() -> None:
    quality = cluster_quality({})
    assert (quality.b_cubed.precision, quality.b_cubed.recall, quality.exact) == (1.0, 1.0, 1.0)


def test_claims_that_wait_for_people_stand_alone() -> None:
    scorer = Scorer()
    for decision, person in (("new", 1), ("match", 1), ("review", 2)):
        scorer.add(ScoredDecision(7, "-", decision, person))  # type: ignore[arg-type]
    assert clusters(scorer.clusters()) == {
        "bCubedPrecision": 1.0,
        "bCubedRecall": round((2 * 2 + 1) / 9, 6),
        "bCubedF1": round(2 * (5 / 9) / (14 / 9), 6),
        "exact": 0.0,
    }
