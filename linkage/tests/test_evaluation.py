"""Evaluation: the meaning of its figures, on stories small enough to count by hand."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.evaluation import Pairs, ScoredDecision, Scorer, wilson
from linkage.evaluation.calibration import ReliabilityCurve
from linkage.evaluation.pairs import pairs, pairs_by_group
from linkage.evaluation.report import reliability


def judged(*decisions: tuple[int, str, str, str | None]) -> Scorer:
    scorer = Scorer()
    for truth, decision, person, candidate in decisions:
        scorer.add(
            ScoredDecision(truth, "ro" if truth < 10 else "bg", decision, person, [candidate])
        )  # type: ignore[arg-type]
    return scorer


def test_everybody_found_is_perfect() -> None:
    report = judged((1, "new", "a", None), (1, "match", "a", None), (2, "new", "b", None)).report()
    assert (report.pairs.precision, report.pairs.recall, report.pairs.f1) == (1, 1, 1)
    assert report.known.hits == 1
    assert report.false_merges.hits == report.lost.hits == report.reviews.hits == 0


def test_a_known_person_taken_for_a_new_one_costs_recall_and_no_precision() -> None:
    report = judged((1, "new", "a", None), (1, "match", "a", None), (1, "new", "b", None)).report()
    assert report.pairs == Pairs(right=1, found=1, real=3)
    assert report.lost.hits == 1


def test_somebody_put_with_another_costs_precision_and_is_a_false_merge() -> None:
    report = judged((1, "new", "a", None), (2, "match", "a", None)).report()
    assert report.pairs.precision == 0
    assert (report.false_merges.hits, report.false_merges.tries) == (1, 1)


def test_a_claim_that_waits_for_people_counts_as_not_linked_even_where_it_stands_rightly() -> None:
    report = judged(
        (1, "new", "a", None), (1, "review", "a", "a"), (1, "match", "a", None)
    ).report()
    assert report.pairs == Pairs(right=1, found=1, real=3)
    assert (report.reviews.hits, report.helped.hits) == (1, 1)


def test_two_groups_mixed_up_is_held_against_both() -> None:
    scorer = judged(
        (1, "new", "a", None),
        (1, "match", "a", None),
        (11, "match", "a", None),
        (2, "new", "b", None),
    )
    groups = scorer.by_group()
    assert groups["ro"].pairs == Pairs(right=1, found=3, real=1)
    assert groups["bg"].pairs == Pairs(right=0, found=2, real=0)
    assert groups["bg"].false_merges.rate == 1


def test_a_group_of_few_is_called_worse_only_when_chance_cannot_explain_it() -> None:
    scorer = Scorer()
    for truth in range(4_000):
        wrong = truth in (1, 2)
        scorer.add(ScoredDecision(truth, "ro", "new", truth))
        scorer.add(ScoredDecision(5_000 if wrong else truth, "ro", "match", truth))
    for truth in range(9_000, 9_020):
        scorer.add(ScoredDecision(truth, "zh", "new", truth))
        scorer.add(ScoredDecision(truth if truth > 9_000 else 9_900, "zh", "match", truth))
    for truth in range(9_100, 9_120):
        scorer.add(ScoredDecision(truth, "th", "new", truth))
        scorer.add(ScoredDecision(truth if truth > 9_104 else 9_900, "th", "match", truth))
    whole, groups = scorer.report(), scorer.by_group()
    assert not groups["ro"].is_worse(whole, 2)
    assert groups["zh"].false_merges.rate > 2 * whole.false_merges.rate
    assert not groups["zh"].is_worse(whole, 2)
    assert groups["th"].is_worse(whole, 2)


def test_slips_that_cost_most_come_first() -> None:
    scorer = Scorer()
    scorer.add(ScoredDecision(1, "ro", "new", "a"))
    scorer.add(ScoredDecision(1, "ro", "new", "b", slips=("swapped", "birth_digit")))
    scorer.add(ScoredDecision(1, "ro", "new", "c", slips=("swapped",)))
    scorer.add(ScoredDecision(1, "ro", "match", "a", slips=("marks_lost",)))
    assert [(one.slips, one.lost) for one in scorer.slips.singly()] == [
        (("swapped",), 2),
        (("birth_digit",), 1),
    ]
    assert {one.slips for one in scorer.slips.together()} == {
        ("birth_digit", "swapped"),
        ("swapped",),
    }


def test_a_known_person_who_is_never_compared_with_is_what_blocking_misses() -> None:
    scorer = judged(
        (1, "new", "a", None), (1, "new", "b", "a"), (1, "new", "c", None), (2, "new", "d", "a")
    )
    assert (scorer.report().blocked.hits, scorer.report().blocked.tries) == (1, 2)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=30))
def test_pairs_counted_from_totals_are_the_pairs_counted_one_by_one(
    claims: list[tuple[int, int]],
) -> None:
    cells: dict[tuple[object, object], int] = {}
    for cell in claims:
        cells[cell] = cells.get(cell, 0) + 1
    both = list(combinations(claims, 2))
    right = sum(a == b for a, b in both)
    found = sum(a[1] == b[1] for a, b in both)
    real = sum(a[0] == b[0] for a, b in both)
    assert pairs(cells) == Pairs(right, found, real)
    group_of = {truth: "even" if truth % 2 == 0 else "odd" for truth in range(5)}
    for group, counted in pairs_by_group(cells, group_of).items():  # type: ignore[arg-type]
        in_it = [pair for pair in both if group in {group_of[pair[0][0]], group_of[pair[1][0]]}]
        assert counted.found == sum(a[1] == b[1] for a, b in in_it)
        assert counted.right == sum(a == b for a, b in in_it)


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)],
)
def test_an_interval_is_wilsons(hits: int, tries: int, low: float, high: float) -> None:
    interval = wilson(hits, tries)
    assert interval.low == pytest.approx(low, abs=1e-4)
    assert interval.high == pytest.approx(high, abs=1e-4)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_within_its_interval(one: int, other: int) -> None:
    hits, tries = min(one, other), max(one, other)
    interval = wilson(hits, tries)
    assert 0 <= interval.low <= interval.high <= 1
    if tries:
        assert interval.low - 1e-12 <= hits / tries <= interval.high + 1e-12


def test_false_merges_to_expect_are_what_the_links_leave_open() -> None:
    scorer = Scorer()
    scorer.add(ScoredDecision(1, "ro", "new", "a"))
    for said in (0.9, 0.96):
        link = ScoredDecision(1, "ro", "match", "a", ["a"], likeliest=said, confidence=said)
        scorer.add(link)
    either = ScoredDecision(1, "ro", "match", "a", ["a", "b"], likeliest=0.5, confidence=0.97)
    scorer.add(either)
    scorer.add(ScoredDecision(1, "ro", "review", "b", ["a"], likeliest=0.5, confidence=0.5))
    assert scorer.report().expected_false == pytest.approx(0.17)
    assert scorer.by_group()["ro"].expected_false == pytest.approx(0.17)


def test_a_reliability_curve_shows_what_was_said_beside_what_was_right() -> None:
    curve = ReliabilityCurve()
    for right in (True, True, False, True):
        curve.add(0.92, right)
    curve.add(1.0, True)
    curve.add(0.0, False)
    nothing, doubt, sure = reliability(curve)
    assert (doubt["from"], doubt["to"], doubt["claims"]) == (0.9, 0.95, 4)
    assert (doubt["said"], doubt["right"]) == (0.92, 0.75)
    assert doubt["low"] < 0.75 < doubt["high"]
    assert sure["to"] == 1.0
    assert nothing["right"] == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_no_decision_is_lost_from_the_curve(said: list[tuple[float, bool]]) -> None:
    curve = ReliabilityCurve()
    for probability, right in said:
        curve.add(probability, right)
    assert sum(bin_.claims for bin_ in curve.bins) == len(said)
    assert sum(bin_.right for bin_ in curve.bins) == sum(right for _, right in said)
    assert all(bin_.claims * bin_.low - 1e-9 <= bin_.said for bin_ in curve.used())
