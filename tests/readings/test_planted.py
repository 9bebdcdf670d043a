"""Readings of planted worlds: bars of the issue, on seeds that no choice rests on."""

from itertools import pairwise

import pytest

from databank.detection.readings.rules.reading import Kind, Reading
from simulator.planted.lives import COMBINING, USUAL, Story, lives

from .judge import World, fits, judge, world

SEEDS = (7, 19, 31)


@pytest.fixture(scope="module")
def usual() -> list[World]:
    return [world(600, seed).read() for seed in SEEDS]


def test_readings_are_right_and_find_half_of_what_was_seen_at_both_ends(
    usual: list[World],
) -> None:
    score = judge(usual)
    assert score.precision(Kind.VERSCHOVEN) >= 0.94
    assert score.recall_of_both(Kind.VERSCHOVEN) >= 0.50
    assert score.false_moves <= 1
    assert score.precision(Kind.WERKT_OOK) >= 0.92
    assert score.precision(Kind.TERUGGEKEERD) >= 0.92
    assert score.calibration_error <= 0.03


def test_where_four_combine_for_each_who_moves_a_move_is_still_a_move() -> None:
    shares = COMBINING | {Story.COMBINES: 0.40, Story.MOVES: 0.10}
    score = judge([world(600, seed, shares).read() for seed in SEEDS])
    assert score.precision(Kind.VERSCHOVEN) >= 0.85


def test_the_rule_of_thirty_days_would_not_pass(usual: list[World]) -> None:
    """A control: each change of branch within thirty days, as the rule ``branch-move`` counts."""
    told = right = 0
    for each in usual:
        for life, observed in zip(each.lives, each.observed, strict=True):
            for before, after in pairwise(observed):
                if before.branch == after.branch or (after.on - before.on).days > 30:
                    continue
                told += 1
                branches = before.branch, after.branch
                shift = Reading(Kind.VERSCHOVEN, *branches, before.on, after.on, 1)
                right += any(fits(shift, move) for move in life.moves)
    assert right / told < 0.2


def test_each_story_has_its_share_of_a_world() -> None:
    people = lives(4_000, seed=3)
    for story, share in USUAL.items():
        told = sum(life.story is story for life in people) / len(people)
        four = 4 * share / (1 + 3 * USUAL[Story.GROUP])  # a draw of the story is four people
        wanted = four if story is Story.GROUP else share / (1 + 3 * USUAL[Story.GROUP])
        assert told == pytest.approx(wanted / sum(USUAL.values()), abs=0.02), story
