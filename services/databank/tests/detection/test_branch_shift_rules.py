"""The rule ``branch-move`` alone, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import get_type_hints
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.branches import Branch
from databank.detection.branch_shifts.rules import (
    BranchPair,
    BranchShift,
    BranchShiftParameters,
    BranchShiftTrack,
    Case,
    days_around,
    detect,
    difference,
)
from databank.detection.rules.version import Version
from databank.sightings.rules.sighting import Sighting

START = datetime(2026, 1, 1, tzinfo=UTC)


def version(
    number: int, window: int, begins: date, ends: date | None = None
) -> Version[BranchShiftParameters]:
    return Version(
        number, BranchShiftParameters(window_days=window, min_confidence=0.9), begins, ends
    )


RULE = BranchShiftTrack((version(1, 30, date(2010, 1, 1)),))
WINDOW = timedelta(days=30)
RAAM, STRAAT, ESCORT = Branch.RAAM, Branch.STRAAT, Branch.ESCORT


def seen(branch: Branch, days: float, confidence: float = 1.0) -> Sighting:
    return Sighting(uuid4(), branch, START + timedelta(days=days), confidence)


def moves(*sightings: Sighting, rule: BranchShiftTrack = RULE) -> list[tuple[Branch, Branch]]:
    return [move.branches for move in detect(sightings, rule)]


def test_a_person_seen_in_another_branch_within_the_window_moved() -> None:
    assert moves(seen(STRAAT, 0), seen(RAAM, 30)) == [(STRAAT, RAAM)]


def test_after_the_window_it_is_no_move() -> None:
    assert moves(seen(STRAAT, 0), seen(RAAM, 30.001)) == []


def test_the_gap_counts_and_not_the_length_of_the_stay() -> None:
    stay = [seen(RAAM, day) for day in range(0, 400, 7)]
    assert moves(*stay, seen(STRAAT, 410)) == [(RAAM, STRAAT)]


def test_going_back_and_forth_is_a_move_each_time() -> None:
    found = moves(seen(STRAAT, 0), seen(RAAM, 3), seen(STRAAT, 5))
    assert found == [(STRAAT, RAAM), (RAAM, STRAAT)]


def at(branch: Branch, moment: str) -> Sighting:
    return Sighting(uuid4(), branch, datetime.fromisoformat(moment), 1.0)


@pytest.mark.parametrize(
    ("street", "window"),
    [
        ("2026-03-03T14:00+01:00", "2026-03-03T14:00+01:00"),
        ("2026-03-03T14:00+01:00", "2026-03-03T22:00+01:00"),
        ("2026-03-03T22:00+01:00", "2026-03-04T01:30+01:00"),
        ("2026-03-03T06:00+01:00", "2026-03-04T05:59+01:00"),
        ("2026-03-28T22:00+01:00", "2026-03-29T05:59+02:00"),
    ],
)
def test_inside_one_day_of_service_there_is_no_direction(street: str, window: str) -> None:
    """The night belongs to the day that it begins, also on the night of the summer hour."""
    assert moves(at(STRAAT, street), at(RAAM, window)) == []
    assert moves(at(RAAM, street), at(STRAAT, window)) == []


def test_at_six_in_the_morning_the_next_day_of_service_begins() -> None:
    street = at(STRAAT, "2026-03-03T22:00+01:00")
    assert moves(street, at(RAAM, "2026-03-04T06:00+01:00")) == [(STRAAT, RAAM)]
    assert moves(street, at(RAAM, "2026-03-05T01:30+01:00")) == [(STRAAT, RAAM)]


def test_of_two_branches_on_one_day_only_the_one_that_is_new_was_moved_to() -> None:
    both = [at(STRAAT, "2026-03-03T14:00+01:00"), at(RAAM, "2026-03-03T14:00+01:00")]
    before, after = "2026-03-01T14:00+01:00", "2026-03-05T14:00+01:00"
    assert moves(at(RAAM, before), *both) == [(RAAM, STRAAT)]
    assert moves(at(STRAAT, before), *both) == [(STRAAT, RAAM)]
    assert moves(*both, at(RAAM, after)) == []
    assert moves(*both, at(STRAAT, after)) == []
    assert moves(*both, *(replace(each, id=uuid4()) for each in both)) == []


def test_from_two_branches_of_one_day_none_is_chosen_as_the_one_she_left() -> None:
    both = [at(STRAAT, "2026-03-03T14:00+01:00"), at(RAAM, "2026-03-03T14:00+01:00")]
    found = moves(*both, at(ESCORT, "2026-03-05T14:00+01:00"))
    assert found == [(RAAM, ESCORT), (STRAAT, ESCORT)]


def test_a_doubtful_link_takes_no_part() -> None:
    assert moves(seen(STRAAT, 0), seen(RAAM, 3, 0.5)) == []
    found = moves(seen(STRAAT, 0), seen(RAAM, 3, 0.5), seen(ESCORT, 4))
    assert found == [(STRAAT, ESCORT)]


def test_the_confidence_is_that_both_sightings_are_the_person() -> None:
    (move,) = detect([seen(STRAAT, 0, 0.95), seen(RAAM, 1, 0.98)], RULE)
    assert move.confidence == pytest.approx(0.931)


def test_a_move_is_judged_by_the_rule_of_the_day_on_which_it_ends() -> None:
    before = version(1, 10, date(2010, 1, 1), date(2026, 2, 1))
    after = version(2, 30, date(2026, 2, 1))
    rule = BranchShiftTrack((after, before))
    assert moves(seen(STRAAT, 0), seen(RAAM, 20), rule=rule) == []
    assert moves(seen(STRAAT, 20), seen(RAAM, 40), rule=rule) == [(STRAAT, RAAM)]


def test_a_rule_for_some_branch_pairs_sees_no_others() -> None:
    pair = BranchPair(from_branch=STRAAT, to_branch=RAAM)
    only = BranchShiftParameters(window_days=30, min_confidence=0.9, branch_pairs=(pair,))
    track = BranchShiftTrack.always(only)
    timeline = [seen(STRAAT, 0), seen(RAAM, 1), seen(ESCORT, 2), seen(RAAM, 3)]
    assert moves(*timeline, rule=track) == [(STRAAT, RAAM)]


def test_what_was_seen_before_a_track_began_can_end_in_it() -> None:
    rule = BranchShiftTrack((version(1, 30, date(2026, 1, 10)),), shadow=1)
    assert moves(seen(STRAAT, 0), seen(RAAM, 20), rule=rule) == [(STRAAT, RAAM)]
    assert moves(seen(STRAAT, 0), seen(RAAM, 5), rule=rule) == []


def test_dp10_the_rule_knows_no_nationality_origin_gender_health_or_care() -> None:
    """The only things that a sighting tells the rule."""
    assert set(get_type_hints(Sighting)) >= set(Sighting.__dataclass_fields__)
    assert set(Sighting.__dataclass_fields__) == {
        "id",
        "branch",
        "seen_at",
        "confidence",
        "basis",
    }
    assert set(BranchShiftParameters.model_fields) == {
        "window_days",
        "min_confidence",
        "branch_pairs",
    }


timelines = st.lists(
    st.builds(
        seen,
        branch=st.sampled_from([RAAM, STRAAT, ESCORT]),
        days=st.integers(0, 240).map(lambda halves: halves / 2),
        confidence=st.sampled_from([1.0, 0.95, 0.5]),
    ),
    max_size=12,
)


@given(timelines, st.randoms())
def test_moves_do_not_depend_on_the_order_in_which_sightings_come(
    sightings: list[Sighting], random: Random
) -> None:
    shuffled = sightings[:]
    random.shuffle(shuffled)
    assert detect(shuffled, RULE) == detect(sightings, RULE)


class Cases:
    """Cases as the store keeps them, changed one sighting at a time."""

    def __init__(self) -> None:
        self.standing: list[Case] = []
        self.sightings: list[Sighting] = []

    def change(self, add: Sighting | None = None, remove: Sighting | None = None) -> None:
        """Only the stretch around the change is read, as the store does."""
        if add:
            self.sightings.append(add)
        if remove:
            self.sightings.remove(remove)
        changed = add or remove
        assert changed
        begins, ends = days_around(changed.seen_at, changed.seen_at, WINDOW)
        near = [one for one in self.sightings if begins <= one.seen_at <= ends]
        cases = [c for c in self.standing if begins <= c.from_seen_at and c.to_seen_at <= ends]
        changes = difference(cases, detect(near, RULE))
        gone = {case.id for case in changes.vanished}
        refined = {case.id: move for case, move in changes.refined}
        self.standing = [
            _case(refined[case.id], case.id) if case.id in refined else case
            for case in self.standing
            if case.id not in gone
        ] + [_case(move, uuid4()) for move in changes.new]

    def shown(self) -> list[tuple[Branch, Branch, tuple[UUID, UUID]]]:
        ordered = sorted(self.standing, key=lambda case: (case.to_seen_at, case.from_seen_at))
        return sorted((c.from_branch, c.to_branch, c.evidence) for c in ordered)


def _case(move: BranchShift, case_id: UUID) -> Case:
    return Case(
        case_id,
        *move.branches,
        move.before.seen_at,
        move.after.seen_at,
        move.evidence,
        move.basis,
    )


def expected(sightings: list[Sighting]) -> list[tuple[Branch, Branch, tuple[UUID, UUID]]]:
    return sorted((*move.branches, move.evidence) for move in detect(sightings, RULE))


@given(timelines)
def test_cases_kept_one_sighting_at_a_time_are_the_moves_of_the_whole_timeline(
    sightings: list[Sighting],
) -> None:
    cases = Cases()
    for sighting in sightings:
        cases.change(add=sighting)
        assert cases.shown() == expected(cases.sightings)


@given(timelines, st.randoms())
def test_a_withdrawn_sighting_leaves_the_cases_of_what_remains(
    sightings: list[Sighting], random: Random
) -> None:
    cases = Cases()
    for sighting in sightings:
        cases.change(add=sighting)
    for sighting in random.sample(sightings, len(sightings)):
        cases.change(remove=sighting)
        assert cases.shown() == expected(cases.sightings)
    assert cases.standing == []


def test_the_same_sightings_again_change_nothing() -> None:
    timeline = [seen(STRAAT, 0), seen(RAAM, 3)]
    found = detect(timeline, RULE)
    cases = [_case(move, uuid4()) for move in found]
    changes = difference(cases, found)
    assert (changes.new, changes.refined, changes.vanished) == ((), (), ())


@pytest.mark.parametrize("late", [seen(STRAAT, 2), seen(RAAM, 2)])
def test_a_late_sighting_that_only_sharpens_the_evidence_keeps_the_case(late: Sighting) -> None:
    cases = Cases()
    cases.change(add=seen(STRAAT, 0))
    cases.change(add=seen(RAAM, 3))
    (before,) = cases.standing
    cases.change(add=late)
    (after,) = cases.standing
    assert after.id == before.id
    assert late.id in after.evidence


def test_a_late_sighting_in_a_third_branch_replaces_the_case_by_two() -> None:
    cases = Cases()
    cases.change(add=seen(STRAAT, 0))
    cases.change(add=seen(RAAM, 3))
    (before,) = cases.standing
    cases.change(add=seen(ESCORT, 2))
    assert before.id not in {case.id for case in cases.standing}
    assert [c.to_branch for c in sorted(cases.standing, key=lambda c: c.to_seen_at)] == [
        ESCORT,
        RAAM,
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "same"),
    [(-9, -1, False), (-9, 0, True), (-9, 1, True), (9, 19, True), (10, 19, True), (11, 19, False)],
)
def test_a_move_is_the_one_of_a_case_while_their_stretches_of_time_touch(
    begins: int, ends: int, *, same: bool
) -> None:
    (move,) = detect([seen(STRAAT, 0), seen(RAAM, 10)], RULE)
    (other,) = detect([seen(STRAAT, begins), seen(RAAM, ends)], RULE)
    assert _case(move, UUID(int=1)).is_same_shift(other) is same
    (back,) = detect([seen(RAAM, begins), seen(STRAAT, ends)], RULE)
    assert not _case(move, UUID(int=1)).is_same_shift(back)
