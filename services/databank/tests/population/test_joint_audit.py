"""Rounded counts of months, halves and the year, attacked all together by a program of its own."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import pytest

from databank.population.rules.differences import unsafe_tables
from databank.population.rules.draw import PERSON_TABLES, Draw
from databank.population.rules.joint_audit import BranchList, persons_are_safe, places_are_safe
from databank.population.rules.origins import AGE_BANDS, ORIGINS
from databank.population.rules.rounded import (
    ActivePerson,
    KnownEstablishment,
    RoundedCounts,
    TrueCounts,
    count_establishments,
    count_persons,
)
from databank.population.rules.spans import Span
from databank.population.rules.told import TOTAL, ToldCounts

from ..support.sector_attack import SectorAttacker

BRANCHES = ("raam", "straat", "escort")
LISTED = BranchList(BRANCHES, lambda code, _on: "verdoken" if code == "escort" else "zichtbaar")


def told(period: str, total: int, **by: dict[str, int]) -> ToldCounts:
    return ToldCounts(Span.parse(period), RoundedCounts(total, by))


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
        assert not unsafe_tables(one, [each for each in TWO_HALVES if each is not one]), "in pairs"
    assert not persons_are_safe(TWO_HALVES, LISTED, TOTAL)


@pytest.mark.parametrize("year", [5, 10])
def test_the_same_halves_may_stand_beside_another_draw(year: int) -> None:
    together = [*TWO_HALVES[:2], told("2026", year)]
    assert persons_are_safe(together, LISTED, TOTAL)
    assert not list(SectorAttacker(published(together)).findings())


def test_who_is_new_in_a_year_was_new_in_one_of_its_halves() -> None:
    counts = [
        told("2026-H1", 40, known={"gekend": 40}),
        told("2026-H2", 40, known={"gekend": 40}),
        told("2026", 50, known={"gekend": 40, "nieuw": 10}),
    ]
    for one in counts:
        assert not unsafe_tables(one, [each for each in counts if each is not one]), "in pairs"
    assert not persons_are_safe(counts, LISTED, "known"), "6 to 8 in all: 2 to 4 in each half"


def test_a_branch_tells_of_its_visibility_in_one_period() -> None:
    """1 to 9 on the street, of whom 0 to 4 are visible: the tables of one period are attacked."""
    counts = told("2026", 20, branches={"straat": 5, "escort": 15}, visibilities={"verdoken": 20})
    assert not unsafe_tables(counts, [])
    assert not persons_are_safe([counts], LISTED, "visibilities")


def test_establishments_of_two_periods_with_one_end_are_the_same() -> None:
    counts = [told("2026-H2", 0), told("2026", 5)]
    assert not places_are_safe(counts, counts[-1].span, LISTED), "1 to 4 establishments"
    same = [told("2026-H2", 5), told("2026", 5)]
    assert places_are_safe(same, same[-1].span, LISTED)


def test_figures_that_contradict_each_other_are_not_told() -> None:
    assert not persons_are_safe([told("2026-H1", 50), told("2026", 5)], LISTED, TOTAL)


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
        assert places_are_safe(
            [each for each in counts if each.counts.total is not None], span, LISTED
        )
