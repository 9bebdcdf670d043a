"""Parts of a reading of moves by themselves: weeks, runs of weeks, and the chance of a look."""

from collections import Counter
from datetime import date, timedelta

import pytest

from contracts.branches import Branch
from databank.detection.readings.rules.model import Chances, Rates, _leaves
from databank.detection.readings.rules.reading import Kind, Limits, _Story
from databank.detection.readings.rules.record import (
    BranchRecord,
    _own_chance,
    _window_chance,
    last_day,
)

RAAM, STRAAT = Branch.RAAM, Branch.STRAAT
MONDAY = date(2024, 1, 1)
WEEK = (MONDAY.toordinal() - 1) // 7
"""1 January of the year 1 was a Monday."""


def test_a_week_ends_on_its_sunday() -> None:
    assert MONDAY.weekday() == 0
    assert last_day(WEEK) == date(2024, 1, 7)
    assert last_day(WEEK + 1) == date(2024, 1, 14)


def test_of_nobody_at_work_half_of_the_chance_to_come_back_leads_to_each_branch() -> None:
    rates = Rates()
    away = dict(_leaves(0, 0, rates))
    assert len(away) == 2
    assert sum(away.values()) == pytest.approx(rates.come_back)
    both = dict(_leaves(1, 1, rates))
    assert sum(both.values()) == pytest.approx(rates.drop + rates.stop_both)
    one, other = dict(_leaves(1, 0, rates)), dict(_leaves(0, 1, rates))
    assert sorted(one.values()) == sorted(other.values())
    assert sum(one.values()) == pytest.approx(rates.stop + rates.move + rates.add)


def days(*offsets: int) -> tuple[date, ...]:
    return tuple(MONDAY + timedelta(each) for each in offsets)


@pytest.mark.parametrize(
    ("seen", "looks", "chance"),
    [
        ((), (), 0.2),  # 2 / (2 / 0.2)
        ((0,), (0, 7, 14), 0.2),  # what came after her only day says nothing
        ((0, 14), (0, 7, 14), 3 / 11.5),  # met once again, missed once: 3 / (10 + 1 + 1/2)
        ((0, 14), (7,), 3 / 11),  # as often looked for as met at least
        ((0, 7, 14), (0, 7, 14), 4 / 12),
        ((0, 7, 14), (0, 3, 7, 10, 14), 4 / 13),  # missed twice
        ((0, 7, 14), (15, 16, 17), 4 / 12),  # later looks say nothing
    ],
)
def test_the_chance_that_a_look_meets_her_is_that_of_her_years_and_of_the_branch(
    seen: tuple[int, ...], looks: tuple[int, ...], chance: float
) -> None:
    assert _own_chance(days(*seen), days(*looks), 0.2) == pytest.approx(chance)


def test_a_chance_has_bounds() -> None:
    assert _own_chance(days(*range(50)), days(*range(50)), 0.8) == 0.9
    assert _own_chance((), (), 0.0) == 0.5
    assert _window_chance(Counter()) == 0.5
    assert _window_chance(Counter([WEEK])) == pytest.approx(4 / 5)
    assert _window_chance(Counter([WEEK, WEEK + 10])) == pytest.approx(5 / 15)
    assert _window_chance(Counter([WEEK, WEEK + 50])) == 0.3
    assert _window_chance(Counter(range(WEEK, WEEK + 100))) == 0.97


def story(*labels: str, seen: dict[Branch, tuple[int, ...]] | None = None) -> _Story:
    """Weeks in which she works in one branch, in the other, in both or perhaps in neither."""
    found = seen or {}
    one, other = (
        BranchRecord(branch, days(*found.get(branch, ())), (), 0.5) for branch in (RAAM, STRAAT)
    )
    sure = {"one": (1.0, 0.0, 0.0), "other": (0.0, 1.0, 0.0), "both": (1.0, 1.0, 1.0)}
    weeks = [sure.get(label, (0.5, 0.5, 0.0)) for label in labels]
    chances = Chances(*(tuple(each[at] for each in weeks) for at in range(3)))
    return _Story(WEEK, (one, other), chances, Limits())


def stretches(*labels: str) -> list[tuple[str, int, int]]:
    return [(run.label, run.begins, run.ends) for run in story(*labels).runs()]


@pytest.mark.parametrize(
    ("labels", "runs"),
    [
        ((), []),
        (("one",), [("one", 0, 1)]),
        (("one", "one", "other"), [("one", 0, 2), ("other", 2, 3)]),
        (("one", "", "one"), [("one", 0, 3)]),  # a gap between two of one label is of it
        (("one", "", "other"), [("one", 0, 1), ("other", 2, 3)]),
        (("one", *("both",) * 7, "other"), [("one", 0, 1), ("other", 8, 9)]),
        (("one", *("both",) * 8), [("one", 0, 1), ("both", 1, 9)]),  # eight weeks at least
        (("one", *("both",) * 7, "one"), [("one", 0, 9)]),
    ],
)
def test_weeks_of_one_label_are_a_stretch(
    labels: tuple[str, ...], runs: list[tuple[str, int, int]]
) -> None:
    assert stretches(*labels) == runs


@pytest.mark.parametrize(
    ("chances", "label"),
    [
        ((0.6, 0.39, 0.0), "one"),
        ((0.59, 0.39, 0.0), ""),
        ((0.6, 0.4, 0.0), ""),
        ((0.39, 0.6, 0.0), "other"),
        ((0.39, 0.59, 0.0), ""),
        ((0.4, 0.6, 0.0), ""),
        ((0.6, 0.6, 0.6), "both"),
        ((0.7, 0.7, 0.59), ""),
    ],
)
def test_a_week_has_the_label_that_is_likely_enough(
    chances: tuple[float, float, float], label: str
) -> None:
    week = Chances(*((each,) for each in chances))
    assert _Story(WEEK, story().pair, week, Limits())._label(0) == label


def moved(*labels: str, **seen: tuple[int, ...]) -> list[tuple[Kind, date, date]]:
    of = {RAAM: seen.get("raam", ()), STRAAT: seen.get("straat", ())}
    return [(each.kind, each.after, each.before) for each in story(*labels, seen=of).moves()]


def test_a_move_is_between_the_last_day_in_the_old_branch_and_the_first_in_the_new_one() -> None:
    move = moved("one", "one", "other", "other", raam=(0, 9), straat=(15, 22))
    assert move == [(Kind.VERSCHOVEN, *days(9, 15))]
    back = moved("other", "one", raam=(8,), straat=(0,))
    assert back == [], "one day in a new branch is a move only for who left the window"
    assert moved("other", "one", raam=(8, 9), straat=(0,)) == [(Kind.VERSCHOVEN, *days(0, 8))]


def test_two_moves_are_two_and_there_and_back_is_a_return() -> None:
    once = moved("one", "other", "one", raam=(0, 14), straat=(7, 8))
    assert once == [(Kind.TERUGGEKEERD, *days(0, 7))]
    twice = moved("one", "other", "one", "other", raam=(0, 14), straat=(7, 8, 21, 22))
    assert [kind for kind, _, _ in twice] == [Kind.TERUGGEKEERD, Kind.VERSCHOVEN]
    assert moved("one", raam=(0,)) == []
    assert moved() == []


@pytest.mark.parametrize(
    ("seen", "told"),
    [((0, 6), []), ((0, 7), [(0, 7)]), ((0, 55), [(0, 55)]), ((0, 56), []), ((), [])],
)
def test_who_works_in_both_was_seen_in_the_rarer_one_a_week_apart_within_it(
    seen: tuple[int, ...], told: list[tuple[int, int]]
) -> None:
    """Eight weeks of both: a day of the ninth is outside them."""
    of = {RAAM: tuple(range(0, 56, 3)), STRAAT: seen}
    found = story(*("both",) * 8, "one", seen=of).both()
    assert [(each.after, each.before) for each in found] == [days(*each) for each in told]
    for each in found:
        assert (each.kind, each.from_branch, each.to_branch) == (Kind.WERKT_OOK, RAAM, STRAAT)


@pytest.mark.parametrize(
    ("sure", "is_told"),
    [
        (0.97, True),  # 0.97 ** 5 = 0.859
        (0.96, True),  # 0.815
        (0.95, False),  # 0.774: a return is told from 0.8 on
    ],
)
def test_a_return_is_as_likely_as_that_she_left_came_and_came_back(
    sure: float, *, is_told: bool
) -> None:
    one, other = (sure, 1 - sure), (1 - sure, sure)
    weeks = [one, other, one]
    chances = Chances(*(tuple(each[at] for each in weeks) for at in range(2)), (0.0,) * 3)
    pair = story("", seen={RAAM: (0, 14), STRAAT: (7, 8)}).pair
    found = _Story(WEEK, pair, chances, Limits()).moves()
    assert [each.kind for each in found] == ([Kind.TERUGGEKEERD] if is_told else [])
    for each in found:
        assert each.probability == pytest.approx(sure**5)


@pytest.mark.parametrize(("sure", "is_told"), [(0.97, True), (0.96, False)])
def test_a_move_is_as_likely_as_that_she_left_and_came(sure: float, *, is_told: bool) -> None:
    """0.97 ** 3 is 0.913, 0.96 ** 3 is 0.885: a move is told from 0.9 on."""
    chances = Chances((sure, 1 - sure), (1 - sure, sure), (0.0, 0.0))
    pair = story("", seen={RAAM: (0,), STRAAT: (7, 8)}).pair
    found = _Story(WEEK, pair, chances, Limits()).moves()
    assert [each.kind for each in found] == ([Kind.VERSCHOVEN] if is_told else [])
    for each in found:
        assert each.probability == pytest.approx(sure**3)
