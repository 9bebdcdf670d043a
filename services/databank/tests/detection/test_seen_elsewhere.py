"""The signal "seen elsewhere", without a database; expectations are of decision 0206."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import service_day
from contracts.branches import Branch
from databank.detection.readings.rules.elsewhere import SeenElsewhere, seen_elsewhere
from databank.detection.readings.rules.record import Observation

RAAM, STRAAT, ESCORT = Branch.RAAM, Branch.STRAAT, Branch.ESCORT
FIRST = date(2024, 1, 1)


def on(branch: Branch, *days: int) -> list[Observation]:
    return [Observation(FIRST + timedelta(days=day), branch) for day in days]


def told(*seen: Observation) -> list[tuple[Branch, tuple[Branch, ...], int]]:
    return [(each.branch, each.known_in, (each.on - FIRST).days) for each in seen_elsewhere(seen)]


@pytest.mark.parametrize("times", [1, 2, 4, 8])
def test_who_keeps_a_window_and_is_seen_elsewhere_is_told_of_once(times: int) -> None:
    """The rule of thirty days calls each of these two shifts."""
    shifts = [day for day in range(360) if day % 7 in (0, 2, 4)]
    seen = on(RAAM, *shifts) + on(STRAAT, *range(41, 341, 300 // times)[:times])
    assert told(*seen) == [(STRAAT, (RAAM,), 41)]


@pytest.mark.parametrize(("later", "is_told"), [(364, True), (365, True), (366, False)])
def test_who_was_seen_in_a_branch_is_known_there_for_365_days(later: int, is_told: bool) -> None:
    assert bool(told(*on(RAAM, 0), *on(STRAAT, later))) is is_told


@pytest.mark.parametrize(("gap", "times"), [(364, 1), (365, 1), (366, 2)])
def test_a_new_spell_in_a_branch_begins_after_365_days_without_her(gap: int, times: int) -> None:
    seen = on(RAAM, *range(0, 500, 5)) + on(STRAAT, 6, 6 + gap)
    assert len(told(*seen)) == times


@pytest.mark.parametrize("pair", [(RAAM, STRAAT), (STRAAT, RAAM)])
def test_inside_one_day_there_is_no_direction(pair: tuple[Branch, Branch]) -> None:
    assert told(*on(pair[0], 3), *on(pair[1], 3)) == []


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    """At 01:30 of the second, and at 20:00 of the first: one day of service."""
    late = datetime(2024, 3, 2, 0, 30, tzinfo=UTC)
    evening = datetime(2024, 3, 1, 19, 0, tzinfo=UTC)
    seen = [Observation(service_day(evening), STRAAT), Observation(service_day(late), RAAM)]
    assert seen_elsewhere(seen) == []


def test_who_is_known_in_two_branches_is_told_of_once_with_both() -> None:
    seen = [*on(RAAM, 0, 9), *on(STRAAT, 0), *on(ESCORT, 20)]
    assert seen_elsewhere(seen) == [
        SeenElsewhere(date(2024, 1, 21), ESCORT, (RAAM, STRAAT), date(2024, 1, 10))
    ]


def test_it_goes_when_the_sighting_goes() -> None:
    seen = [*on(RAAM, 0, 9), *on(STRAAT, 5)]
    assert len(seen_elsewhere(seen)) == 1
    assert seen_elsewhere([each for each in seen if each.branch != STRAAT]) == []


@given(
    st.lists(
        st.tuples(st.sampled_from([RAAM, STRAAT, ESCORT]), st.integers(0, 1_200)), max_size=30
    ),
    st.integers(0, 1_000),
)
def test_no_order_and_no_double_changes_what_is_told(
    seen: list[tuple[Branch, int]], seed: int
) -> None:
    observed = [one for branch, day in seen for one in on(branch, day)]
    shuffled = [*observed, *observed[: seed % 5]]
    Random(seed).shuffle(shuffled)
    assert seen_elsewhere(shuffled) == seen_elsewhere(observed)
