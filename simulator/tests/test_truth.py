"""The moves between branches that are true, and the cases that show them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from contracts import Branch
from simulator.truth import BranchSighting, Case, Truth, expected, judge

START = datetime(2026, 1, 5, tzinfo=UTC)
LATER = START + timedelta(days=365)
RAAM, STRAAT, THUIS = Branch.RAAM, Branch.STRAAT, Branch.PRIVE_THUIS


def seen(branch: Branch, day: float, person: str = "P1") -> BranchSighting:
    source = ("inspection", f"{branch}-{day}-{person}")
    return BranchSighting(person, branch, START + timedelta(days=day), source)


def branches(*sightings: BranchSighting) -> list[tuple[Branch, Branch]]:
    return [(move.from_branch, move.to_branch) for move in expected(sightings)]


def test_two_sightings_in_one_branch_are_no_move() -> None:
    assert branches(seen(RAAM, 0), seen(RAAM, 3)) == []


def test_each_boundary_between_stays_is_one_move() -> None:
    there_and_back = (seen(THUIS, 0), seen(RAAM, 1), seen(RAAM, 2), seen(THUIS, 3), seen(RAAM, 4))
    assert branches(*there_and_back) == [(THUIS, RAAM), (RAAM, THUIS), (THUIS, RAAM)]


def test_a_sighting_that_is_told_late_splits_a_stay_in_two() -> None:
    assert branches(seen(RAAM, 0), seen(RAAM, 4), seen(THUIS, 2)) == [(RAAM, THUIS), (THUIS, RAAM)]


def test_a_gap_longer_than_the_window_is_no_move() -> None:
    assert branches(seen(STRAAT, 0), seen(RAAM, 30)) == [(STRAAT, RAAM)]
    assert branches(seen(STRAAT, 0), seen(RAAM, 30.01)) == []


def test_only_the_gap_counts_not_how_long_a_stay_lasted() -> None:
    assert branches(seen(STRAAT, 0), seen(STRAAT, 29), seen(RAAM, 50)) == [(STRAAT, RAAM)]


def test_inside_one_day_of_service_nobody_moves() -> None:
    """The fifth of January begins at 06:00 in Brussels, and its night ends at 05:59."""
    noon, night = seen(STRAAT, 11 / 24), seen(RAAM, 28.9 / 24)
    assert branches(noon, night) == []
    assert branches(noon, seen(RAAM, 29 / 24)) == [(STRAAT, RAAM)]
    assert branches(seen(RAAM, -1), noon, night) == [(RAAM, STRAAT)]
    assert branches(noon, night, seen(RAAM, 2)) == []


def test_two_people_make_no_move_together() -> None:
    assert branches(seen(STRAAT, 0, "P1"), seen(RAAM, 1, "P2")) == []


@given(
    st.lists(
        st.tuples(st.sampled_from([RAAM, STRAAT, THUIS]), st.integers(0, 60)),
        unique_by=lambda each: each[1],
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_in_which_things_become_known_changes_nothing(
    what: list[tuple[Branch, int]], chance: Random
) -> None:
    sightings = [seen(branch, day) for branch, day in what]
    shuffled = sightings[:]
    chance.shuffle(shuffled)
    assert expected(shuffled) == expected(sightings)


def test_a_called_off_shift_was_never_a_move() -> None:
    truth = Truth()
    truth.saw("P1", STRAAT, START, ("inspection", "i"))
    truth.saw("P1", RAAM, START + timedelta(days=1), ("shift", "s"))
    assert len(truth.moves(LATER)) == 1
    truth.called_off("P1", ("shift", "s"))
    assert truth.moves(LATER) == []


def test_a_shift_that_moves_in_time_can_turn_a_move_around() -> None:
    truth = Truth()
    truth.saw("P1", STRAAT, START, ("inspection", "i"))
    truth.saw("P1", RAAM, START + timedelta(days=1), ("shift", "s"))
    truth.moved("P1", ("shift", "s"), START - timedelta(days=1))
    assert [(move.from_branch, move.to_branch) for move in truth.moves(LATER)] == [(RAAM, STRAAT)]


def test_a_move_to_a_shift_that_has_not_begun_is_announced() -> None:
    truth, begins = Truth(), START + timedelta(days=1)
    truth.saw("P1", STRAAT, START, ("inspection", "i"))
    truth.saw("P1", RAAM, begins, ("shift", "s"))
    assert [move.announced for move in truth.moves(START)] == [True]
    assert [move.announced for move in truth.moves(begins)] == [False]


def test_a_shift_that_stood_empty_was_never_a_move_unless_she_was_seen() -> None:
    truth, shift = Truth(), ("shift", "s")
    truth.saw("P1", STRAAT, START, ("inspection", "i"))
    truth.saw("P1", RAAM, START + timedelta(days=1), shift)
    truth.looked(shift, START + timedelta(days=1, hours=1), "afwezig")
    assert truth.moves(LATER) == []
    truth.looked(shift, START + timedelta(days=1, hours=2), "niet_vast_te_stellen")
    assert len(truth.moves(LATER)) == 1
    truth.looked(shift, START + timedelta(days=1, hours=3), "andere")
    assert truth.moves(LATER) == []
    truth.looked(shift, START + timedelta(days=1, minutes=30), "aanwezig")
    assert len(truth.moves(LATER)) == 1


def case(before: BranchSighting, after: BranchSighting, case_id: str = "c") -> Case:
    return Case(case_id, "db-1", before.branch, after.branch, before.source, after.source)


def test_a_case_with_any_evidence_of_the_last_day_finds_the_move() -> None:
    first, later, after = seen(STRAAT, 1), seen(STRAAT, 1.1), seen(RAAM, 2)
    verdict = judge(expected([first, later, after]), [case(first, after)])
    assert (verdict.detected, verdict.missed, verdict.false) == (1, (), ())


def test_a_move_without_a_case_is_missed() -> None:
    verdict = judge(expected([seen(STRAAT, 0), seen(RAAM, 2)]), [])
    assert (verdict.expected, verdict.detected, len(verdict.missed)) == (1, 0, 1)


def test_a_case_that_says_what_is_only_announced_has_happened_is_false() -> None:
    before, after = seen(STRAAT, 0), replace(seen(RAAM, 2), announced=True)
    verdict = judge(expected([before, after]), [case(before, after)])
    assert (verdict.detected, len(verdict.false)) == (0, 1)
    announced = replace(case(before, after), announced=True)
    assert judge(expected([before, after]), [announced]).detected == 1


def test_a_case_that_shows_no_move_is_false() -> None:
    one, other = seen(STRAAT, 0, "P1"), seen(RAAM, 2, "P2")
    verdict = judge(expected([one, other]), [case(one, other)])
    assert len(verdict.false) == 1


def test_the_same_move_found_twice_is_false_once() -> None:
    before, after = seen(STRAAT, 0), seen(RAAM, 2)
    verdict = judge(expected([before, after]), [case(before, after), case(before, after, "d")])
    assert (verdict.detected, len(verdict.false)) == (1, 1)
