"""Rounded counts of months, halves and the year, attacked all together by a program of its own."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import pytest

from databank.population.rules.branch_list import BranchList
from databank.population.rules.differences import unsafe_tables
from databank.population.rules.draw import Draw
from databank.population.rules.joint_audit import persons_are_safe, places_are_safe
from databank.population.rules.origins import AGE_BANDS, ORIGINS
from databank.population.rules.rounded import (
    ActivePerson,
    KnownEstablishment,
    TrueCounts,
    count_establishments,
    count_persons,
)
from databank.population.rules.spans import Span
from databank.population.rules.told import PERSON_TABLES, TOTAL, RoundedCounts, ToldCounts

from ..support.sector_attack import SectorAttacker

BRANCHES = ("raam", "straat", "escort")
LISTED = BranchList(BRANCHES, lambda code, _on: "verdoken" if code == "escort" else "zichtbaar")


def told(period: str, total: int, **by: dict[str, int]) -> ToldCounts:
    return ToldCounts(Span.parse(period), RoundedCounts(total, by))


def persons_safe(counts: Sequence[ToldCounts], table: str, listed: BranchList = LISTED) -> bool:
    """Whether the last may be told beside the others."""
    return persons_are_safe(counts[:-1], counts[-1], listed, table)


def places_safe(counts: Sequence[ToldCounts], listed: BranchList = LISTED) -> bool:
    return places_are_safe(counts[:-1], counts[-1], listed)


def published(counts: Sequence[ToldCounts]) -> list[dict[str, Any]]:
    return [
        {
            "period": each.span.code,
            "base": each.base,
            "total": each.counts.total,
            "by": each.counts.by,
        }
        for each in counts
        if each.counts.total is not None
    ]


YEAR = told("2026", 15)
TWO_HALVES = [told("2026-H1", 0), told("2026-H2", 5), YEAR]
"""Of 4, 9 and 13 persons. By twos they tell little; all three leave 2 to 4 for the first half."""


def test_three_figures_tell_what_no_two_of_them_do() -> None:
    assert list(SectorAttacker(published(TWO_HALVES)).findings()), "the attack is worth something"
    for one in TWO_HALVES:
        assert not unsafe_tables(one, [each for each in TWO_HALVES if each is not one], LISTED), (
            "in pairs"
        )
    assert not persons_safe(TWO_HALVES, TOTAL)


@pytest.mark.parametrize("year", [5, 10])
def test_the_same_halves_may_stand_beside_another_draw(year: int) -> None:
    together = [*TWO_HALVES[:2], told("2026", year)]
    assert persons_safe(together, TOTAL)
    assert not list(SectorAttacker(published(together)).findings())


def test_who_is_new_in_a_year_was_new_in_one_of_its_halves() -> None:
    counts = [
        told("2026-H1", 40, known={"gekend": 40}),
        told("2026-H2", 40, known={"gekend": 40}),
        told("2026", 50, known={"gekend": 40, "nieuw": 10}),
    ]
    for one in counts:
        assert not unsafe_tables(one, [each for each in counts if each is not one], LISTED), (
            "in pairs"
        )
    assert not persons_safe(counts, "known"), "6 to 8 in all: 2 to 4 in each half"


def test_a_branch_tells_of_its_visibility_in_one_period() -> None:
    """1 to 9 on the street, of whom 0 to 4 are visible: the tables of one period are attacked."""
    counts = told("2026", 20, branches={"straat": 5, "escort": 15}, visibilities={"verdoken": 20})
    assert not unsafe_tables(counts, [], LISTED)
    assert not persons_safe([counts], "visibilities")
    apart = told("2026", 20, branches={"raam": 15}, visibilities={"zichtbaar": 15})
    assert persons_safe([apart], "visibilities"), "who is visible is not in escort"


def test_everybody_is_in_a_branch_and_nobody_in_less_than_one() -> None:
    for alone in ({"branch_counts": {"een": 10}}, {"branches": {"straat": 5}}):
        assert persons_safe([told("2026", 10, **alone)], next(iter(alone)))


def test_who_is_in_several_of_two_branches_is_in_both() -> None:
    """0 to 4 persons behind a window, so 1 to 4 in both; a third branch would leave 1 to 9."""
    two = BranchList(BRANCHES[:2], LISTED.visibility)
    several = {"een": 5, "meer": 5}
    counts = told("2026", 10, branches={"straat": 10}, branch_counts=several)
    assert not persons_safe([counts], "branches", two)
    assert persons_safe([counts], "branches")
    more = told("2026", 10, branches={"raam": 5, "straat": 10}, branch_counts=several)
    assert persons_safe([more], "branches", two)


def test_branches_beside_how_many_are_in_one_alone_tell_who_is_in_none_of_two() -> None:
    """6 to 14 in either branch of 6 to 14 persons, and 0 to 4 in several: few lack one of them."""
    branches = {"raam": 10, "straat": 10, "escort": 5}
    assert persons_safe([told("2026", 10, branches=branches)], "branches")
    counts = told("2026", 10, branches=branches, branch_counts={"een": 10})
    assert not persons_safe([counts], "branches")


@pytest.mark.parametrize(("total", "safe"), [(20, True), (25, False)])
def test_a_rounded_count_stands_for_four_less_and_four_more(total: int, safe: bool) -> None:
    """Five branches of 0 to 4 are 20 at most: beside 16 to 24 any may be 0, beside 21 none fits."""
    five = BranchList(("raam", "straat", "escort", "massage", "privé"), LISTED.visibility)
    counts = told("2026", total, branches={})
    assert places_safe([counts], five) is safe
    assert places_safe([told("2026", total)], five), "without its branches"


@pytest.mark.parametrize(
    ("table", "told_of", "why"),
    [
        ("", [("2026-H1", 10, {}), ("2026", 5, {})], "at most 3 were in the second half alone"),
        ("branches", [("2026", 20, {"branches": {"straat": 10}})], "0 to 4 each, and 16 in all"),
        (
            "visibilities",
            [
                (
                    "2026",
                    25,
                    {
                        "branches": {"raam": 20, "straat": 5, "escort": 5},
                        "visibilities": {"zichtbaar": 5},
                    },
                )
            ],
            "16 behind a window are seen",
        ),
        (
            "branches",
            [
                (
                    "2026",
                    30,
                    {
                        "branches": {"raam": 25, "straat": 25, "escort": 15},
                        "moves": {"straat:raam": 20, "raam:escort": 25},
                    },
                )
            ],
            "21 moved to escort, where 19 are at most",
        ),
        (
            "",
            [("2026-H1", 10, {}), ("2026-H2", 10, {}), ("2026", 30, {})],
            "14 in each half at most, 26 in the year: 2 at most in both",
        ),
        (
            "branches",
            [
                ("2026-H1", 60, {"branches": {"straat": 10}}),
                ("2026-H2", 60, {"branches": {"straat": 10}}),
                ("2026", 100, {"branches": {"straat": 30}}),
            ],
            "the same of the street",
        ),
        (
            "",
            [*((f"2026-{month:02}", 0, {}) for month in range(1, 7)), ("2026-H1", 60, {})],
            "54 in six months at most, and 56 in their half",
        ),
        (
            "moves",
            [("2026", 20, {"branches": {"straat": 20}, "moves": {"straat:raam": 5}})],
            "4 behind a window at most, so 1 to 4 moved there",
        ),
        (
            "branches",
            [
                (
                    "2026",
                    20,
                    {
                        "branches": {"straat": 15, "escort": 5},
                        "visibilities": {"zichtbaar": 20},
                    },
                )
            ],
            "4 are hidden at most, so 1 to 4 in escort",
        ),
    ],
)
def test_what_hangs_together_is_not_told(
    table: str, told_of: list[tuple[str, int, dict[str, dict[str, int]]]], why: str
) -> None:
    counts = [told(period, total, **by) for period, total, by in told_of]
    assert not persons_safe(counts, table), why


@pytest.mark.parametrize(
    ("table", "told_of"),
    [
        ("", [("2026-01", 0, {}), ("2026-H1", 20, {})]),
        (
            "branches",
            [
                ("2026-H1", 25, {"branches": {"raam": 15, "straat": 5}}),
                ("2026-H2", 20, {"branches": {"raam": 20, "straat": 10}}),
            ],
        ),
        (
            "branches",
            [
                ("2026-01", 20, {"branches": {"escort": 10}}),
                ("2026-H1", 15, {"branches": {"straat": 10, "escort": 15}}),
            ],
        ),
        ("moves", [("2026", 10, {"moves": {"straat:raam": 10, "raam:escort": 10}})]),
        ("moves", [("2026", 25, {"moves": {"straat:massage": 5, "raam:escort": 5}})]),
    ],
)
def test_what_says_nothing_of_few_is_told(
    table: str, told_of: list[tuple[str, int, dict[str, dict[str, int]]]]
) -> None:
    """A month that is told alone says nothing of the months that are not; who lacks a branch all
    year lacked it in each month; and a move to a branch of nobody's list says where nobody is."""
    counts = [told(period, total, **by) for period, total, by in told_of]
    assert persons_safe(counts, table)


def test_establishments_that_came_or_have_one_visibility_may_not_be_few() -> None:
    fewer = [told("2024", 10), told("2025", 5)]
    assert not places_safe(fewer), "3 came at most"
    few = told("2026", 20, branches={"straat": 15, "escort": 5}, visibilities={"zichtbaar": 20})
    assert not places_safe([few]), "4 are hidden at most: 1 to 4 of escort"
    hidden = told("2026", 25, visibilities={"verdoken": 20})
    two = BranchList(BRANCHES[:2], LISTED.visibility)
    assert not places_safe([hidden], two), "none of its branches is verdoken"
    none = [told("2024", 0), told("2025", 0)]
    assert places_safe(none)


def test_establishments_of_two_periods_with_one_end_are_the_same() -> None:
    counts = [told("2026-H2", 0), told("2026", 5)]
    assert not places_safe(counts), "1 to 4 establishments"
    same = [told("2026-H2", 5), told("2026", 5)]
    assert places_safe(same)


def test_figures_that_contradict_each_other_are_not_told() -> None:
    assert not persons_safe([told("2026-H1", 50), told("2026", 5)], TOTAL)


def city(chance: Random, size: int) -> list[tuple[set[int], ActivePerson]]:
    """Persons with the months in which they were active."""
    people = []
    for _ in range(size):
        first = chance.randrange(12)
        months = {m for m in range(first, 12) if m == first or chance.random() < 0.5}
        branch = chance.choices(BRANCHES, [6, 3, 1])[0]
        person = ActivePerson(
            branches=frozenset([branch]),
            visibilities=frozenset([LISTED.visibility(branch, date(2026, 1, 1))]),
            moves=frozenset(),
            is_new=chance.random() < 0.4,
            age_band=chance.choice(AGE_BANDS[1:4]),
            origin=chance.choices(ORIGINS, [5, 5, 2, 1, 0, 0, 0])[0],
        )
        people.append((months, person))
    return people


def active(people: Sequence[tuple[set[int], ActivePerson]], span: Span) -> TrueCounts:
    own = range(span.first.month - 1, span.first.month - 1 + span.months)
    return count_persons(
        [
            ActivePerson(
                person.branches,
                person.visibilities,
                person.moves,
                person.is_new and min(months) in own,
                person.age_band,
                person.origin,
            )
            for months, person in people
            if not months.isdisjoint(own)
        ]
    )


def measured(seed: int, size: int, months: int) -> list[ToldCounts]:
    """A year as it is measured: each month, then what is over with it."""
    people = city(Random(seed), size)
    counts: list[ToldCounts] = []
    for month in range(1, months + 1):
        for span in Span(date(2026, month, 1), 1).ends_with_it:
            draw = Draw(b"key of the tests", span, tuple(counts), LISTED)
            counts.append(ToldCounts(span, draw.persons(active(people, span))))
    return counts


@pytest.mark.parametrize(
    ("seed", "size", "months"),
    [
        (1, 60, 6),
        *(
            pytest.param(seed, size, 12, marks=[pytest.mark.long, pytest.mark.timeout(3600)])
            for seed in (2, 3)
            for size in (12, 60, 250)
        ),
    ],
)
def test_months_halves_and_the_year_stand_against_the_attack(
    seed: int, size: int, months: int
) -> None:
    counts = measured(seed, size, months)
    assert counts[-1].counts.total is not None
    assert list(SectorAttacker(published(counts)).findings()) == [], "totals"
    attacker = SectorAttacker(published(counts), "origin_groups", ORIGINS)
    assert list(attacker.findings()) == []


def test_a_branch_of_few_is_not_told_beside_a_visibility_that_stands_at_nobody() -> None:
    """1 to 9 in escort, and 0 to 4 of whom nobody sees the branch: 1 to 4 in escort. A table leaves
    out what stands at zero, and a reader knows that it is there."""
    where = ["straat"] * 13 + ["escort"] * 3
    people = [
        ActivePerson(
            frozenset([branch]),
            frozenset([LISTED.visibility(branch, date(2026, 1, 1))]),
            frozenset(),
            False,
            AGE_BANDS[1],
            ORIGINS[0],
        )
        for branch in where
    ]
    places = [
        KnownEstablishment(branch, LISTED.visibility(branch, date(2026, 1, 1))) for branch in where
    ]
    for number in (0, 2, 16, 18):  # of twenty keys, those by which both were told once
        draw = Draw(b"key %d" % number, Span.parse("2026"), (), LISTED)
        for told_of in (
            draw.persons(count_persons(people)),
            draw.places(count_establishments(places)),
        ):
            shown = "escort" in told_of.of("branches"), "verdoken" in told_of.of("visibilities")
            assert told_of.total is not None
            assert "visibilities" not in told_of.by or shown != (True, False), number


def test_most_tables_of_a_year_are_told() -> None:
    counts = measured(7, 150, months=3)
    tables = [table for each in counts for table in each.counts.by]
    assert len(tables) >= 0.9 * len(counts) * len(PERSON_TABLES)


def test_establishments_over_three_years_stand_beside_each_other() -> None:
    chance = Random(3)
    places = [KnownEstablishment(branch, "zichtbaar") for branch in ("raam", "raam", "straat")]
    counts: list[ToldCounts] = []
    for period in ("2024-H1", "2024-12", "2024-H2", "2024", "2025-H1", "2025", "2026"):
        places += [KnownEstablishment("raam", "zichtbaar")] * chance.randrange(4)
        span = Span.parse(period)
        draw = Draw(b"key", span, tuple(counts), LISTED)
        counts.append(ToldCounts(span, draw.places(count_establishments(places))))
        assert places_safe([each for each in counts if each.counts.total is not None])
