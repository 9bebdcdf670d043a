"""Readings of moves alone, without a database; expectations are of the published method."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from math import prod
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import service_day
from contracts.branches import Branch
from databank.detection.readings.rules.chance import learn, missed_by_chance
from databank.detection.readings.rules.model import Rates, chances
from databank.detection.readings.rules.reading import Kind, Reading, read
from databank.detection.readings.rules.record import (
    BranchRecord,
    Looks,
    Observation,
    Week,
)

RAAM, STRAAT, SALON = Branch.RAAM, Branch.STRAAT, Branch.MASSAGESALON
MONDAY = date(2024, 1, 1)
NO_LOOKS = Looks({}, {})


def days(begins: int, ends: int, every: int) -> list[date]:
    return [MONDAY + timedelta(days=at) for at in range(begins, ends, every)]


def observed(branch: Branch, on: Sequence[date]) -> list[Observation]:
    return [Observation(day, branch) for day in on]


def looks(branch: Branch, on: Sequence[date], chance: float) -> Looks:
    return Looks({branch: on}, {branch: chance})


def kinds(readings: Sequence[Reading]) -> list[tuple[Kind, Branch, Branch]]:
    return [(each.kind, each.from_branch, each.to_branch) for each in readings]


@pytest.mark.parametrize(
    ("times", "told"),
    [(1, []), (2, [Kind.WERKT_OOK]), (4, [Kind.WERKT_OOK]), (8, [Kind.WERKT_OOK])],
)
def test_who_declares_three_days_a_week_and_is_seen_elsewhere_has_moved_nowhere(
    times: int, told: list[Kind]
) -> None:
    """The rule of thirty days told two shifts for each of these times."""
    shifts = [day for day in days(0, 365, 1) if day.weekday() in (0, 2, 4)]
    elsewhere = days(40, 340, 300 // times)[:times]
    seen = observed(RAAM, shifts) + observed(SALON, elsewhere)
    held = looks(SALON, days(10, 360, 30) + elsewhere, 0.2)
    assert [each.kind for each in read(seen, held, date(2024, 12, 30))] == told


def test_without_a_look_absence_says_nothing() -> None:
    """Seen in the street until March and in a salon since: only rounds tell that she left it."""
    seen = observed(STRAAT, days(0, 90, 14)) + observed(SALON, days(100, 400, 30))
    until = MONDAY + timedelta(days=420)
    salon = {SALON: days(0, 420, 15)}
    nobody = Looks(salon, {SALON: 0.4, STRAAT: 0.4})
    assert Kind.VERSCHOVEN not in [each.kind for each in read(seen, nobody, until)]
    often = Looks(salon | {STRAAT: days(0, 420, 10)}, {SALON: 0.4, STRAAT: 0.4})
    (moved,) = read(seen, often, until)
    assert (moved.kind, moved.from_branch, moved.to_branch) == (Kind.VERSCHOVEN, STRAAT, SALON)
    assert moved.after == MONDAY + timedelta(days=84)
    assert moved.before == MONDAY + timedelta(days=100)
    assert moved.probability >= 0.9


def test_a_move_is_told_when_enough_rounds_missed_her_and_not_before() -> None:
    street = [date(2026, 1, 10), date(2026, 2, 5), date(2026, 3, 3)]
    window = [date(2026, 3, 20) + timedelta(days=2 * at) for at in range(200)]

    def told(rounds: int) -> list[Kind]:
        later = [date(2026, 3, 3) + timedelta(days=15 * at) for at in range(1, rounds + 1)]
        until = later[-1]
        seen = observed(STRAAT, street) + observed(RAAM, [day for day in window if day <= until])
        return [each.kind for each in read(seen, looks(STRAAT, street + later, 0.15), until)]

    first = next(rounds for rounds in range(1, 40) if told(rounds))
    assert 9 <= first <= 14, "some eleven, as measured"
    assert told(first) == told(first + 6) == [Kind.VERSCHOVEN]


def test_one_day_in_a_new_branch_is_a_move_only_for_who_left_the_window() -> None:
    """Every absence from a window is declared; one evening elsewhere is no proof otherwise."""
    until = MONDAY + timedelta(days=500)
    salon = looks(SALON, days(0, 241, 30), 0.2)
    left_window = observed(RAAM, days(0, 200, 2)) + observed(SALON, [MONDAY + timedelta(210)])
    left_street = observed(STRAAT, days(0, 200, 15)) + observed(SALON, [MONDAY + timedelta(210)])
    both = Looks({**salon.days, STRAAT: days(0, 500, 5)}, {SALON: 0.2, STRAAT: 0.5})
    assert kinds(read(left_street, both, until)) == []
    twice = [*left_street, Observation(MONDAY + timedelta(240), SALON)]
    assert kinds(read(twice, both, until)) == [(Kind.VERSCHOVEN, STRAAT, SALON)]
    told = kinds(read(left_window, salon, until))
    assert told == [(Kind.VERSCHOVEN, RAAM, SALON)]


def test_who_comes_back_is_one_return_and_no_two_moves() -> None:
    away = days(210, 400, 15)
    seen = observed(RAAM, days(0, 200, 2) + days(410, 700, 2)) + observed(SALON, away)
    until = MONDAY + timedelta(days=700)
    (back,) = read(seen, looks(SALON, days(0, 700, 15), 0.7), until)
    assert (back.kind, back.from_branch, back.to_branch) == (Kind.TERUGGEKEERD, RAAM, SALON)
    assert (back.after, back.before) == (MONDAY + timedelta(198), MONDAY + timedelta(210))


def test_twice_elsewhere_within_a_week_is_no_second_branch() -> None:
    shifts = observed(RAAM, days(0, 400, 2))
    until = MONDAY + timedelta(days=400)
    for apart, told in ((6, []), (7, [Kind.WERKT_OOK]), (8, [Kind.WERKT_OOK])):
        two = [MONDAY + timedelta(days=200), MONDAY + timedelta(days=200 + apart)]
        found = read(shifts + observed(SALON, two), looks(SALON, two, 0.3), until)
        assert [each.kind for each in found] == told, apart


SEEN = st.lists(
    st.tuples(st.integers(0, 500), st.sampled_from([RAAM, STRAAT, SALON])), min_size=1, max_size=60
)


@given(seen=SEEN, seed=st.integers())
def test_the_order_in_which_she_was_seen_changes_nothing(
    seen: list[tuple[int, Branch]], seed: int
) -> None:
    held = Looks({STRAAT: days(0, 500, 15), SALON: days(3, 500, 30)}, {STRAAT: 0.15, SALON: 0.2})
    in_order = [Observation(MONDAY + timedelta(days=at), branch) for at, branch in seen]
    shuffled = Random(seed).sample(in_order, len(in_order))
    until = MONDAY + timedelta(days=520)
    assert read(shuffled, held, until) == read(in_order, held, until)
    later = [*shuffled, Observation(until + timedelta(days=1), RAAM)]
    assert read(later, held, until) == read(in_order, held, until), "a day sees none to come"


WEEKS = st.lists(
    st.builds(Week, seen=st.integers(0, 2), missed=st.integers(0, 2)), min_size=1, max_size=5
)
STEPS = {
    (0, 0): {(1, 0): 1 / 120, (0, 1): 1 / 120},
    (1, 0): {(0, 0): 1 / 90, (0, 1): 1 / 220, (1, 1): 1 / 110},
    (0, 1): {(0, 0): 1 / 90, (1, 0): 1 / 220, (1, 1): 1 / 110},
    (1, 1): {(0, 1): 1 / 70, (1, 0): 1 / 70, (0, 0): 0.3 / 90},
}
"""The rates of the method, written out for two branches that have rounds."""


@given(one=WEEKS, other=WEEKS)
def test_the_chances_are_those_of_all_ways_that_the_weeks_may_have_gone(
    one: list[Week], other: list[Week]
) -> None:
    """By adding up every path, which nobody would do for two years of weeks."""
    many = min(len(one), len(other))
    records = [
        BranchRecord(branch, (), tuple(weeks[:many]), own)
        for branch, weeks, own in ((STRAAT, one, 0.3), (SALON, other, 0.4))
    ]

    def seen(record: BranchRecord, at: int, works: int) -> float:
        week, own = record.weeks[at], record.own_chance
        return own**week.seen * (1 - own) ** week.missed if works else 0.001**week.seen

    def step(a: tuple[int, int], b: tuple[int, int]) -> float:
        return 1 - sum(STEPS[a].values()) if a == b else STEPS[a].get(b, 0.0)

    total, works = 0.0, [[0.0, 0.0, 0.0] for _ in range(many)]
    for path in product(STEPS, repeat=many):
        weight = prod(step(a, b) for a, b in pairwise(path))
        weight *= prod(
            seen(records[0], at, a) * seen(records[1], at, b) for at, (a, b) in enumerate(path)
        )
        total += weight
        for at, (a, b) in enumerate(path):
            for place, holds in enumerate((a, b, a and b)):
                works[at][place] += weight * bool(holds)
    found = chances(records[0], records[1], Rates())
    for at in range(many):
        told = (found.one[at], found.other[at], found.both[at])
        assert told == pytest.approx([each / total for each in works[at]], rel=1e-9)


@pytest.mark.parametrize(
    ("local", "day"),
    [((23, 0), 4), ((0, 0), 3), ((1, 30), 3), ((5, 59), 3), ((6, 0), 4)],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(local: tuple[int, int], day: int) -> None:
    moment = datetime(2026, 3, 4, *local, tzinfo=ZoneInfo("Europe/Brussels"))
    assert service_day(moment.astimezone(UTC)) == date(2026, 3, day)


def test_a_look_is_learned_from_those_who_were_met_before_and_after_it() -> None:
    """Of four looks between, the first person was met at one and the other at none; whoever was met
    once tells nothing. All branches together: (1 + 1) of (6 + 10), of which ten count here."""
    on = days(0, 60, 10)  # six looks
    seen = {
        (1, STRAAT): [on[0], on[2], on[5]],
        (2, STRAAT): [on[1], on[4]],
        (3, STRAAT): [on[3]],
    }
    learned = learn(seen, {STRAAT: on, SALON: days(0, 60, 20)})
    assert (learned[STRAAT].met, learned[STRAAT].looks) == (1, 6)
    assert learned[STRAAT].chance == pytest.approx((1 + 10 * 2 / 16) / 16)
    assert (learned[SALON].met, learned[SALON].looks) == (0, 0)
    assert learned[SALON].chance == pytest.approx(2 / 16), "as all branches together"


@given(st.floats(0.02, 0.9), st.integers(0, 5), st.integers(0, 20), st.integers(0, 30))
def test_missing_somebody_often_is_rarer_each_time(
    chance: float, met: int, more: int, missed: int
) -> None:
    """By a beta prior, each look that misses her makes the next miss likelier."""
    one, other = 2 + met, 2 * (1 - chance) / chance + more
    by_hand = prod((other + at) / (one + other + at) for at in range(missed))
    assert missed_by_chance(chance, met, met + more, missed) == pytest.approx(by_hand)
