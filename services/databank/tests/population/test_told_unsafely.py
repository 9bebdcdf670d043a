"""Counts that were told before anybody knew that they size a few: later ones add nothing to them.

What adds nothing is told, whatever was told before.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

import pytest

from databank.population.rules.branch_list import BranchList
from databank.population.rules.draw import Draw
from databank.population.rules.joint_audit import persons_are_safe, places_are_safe
from databank.population.rules.origins import AGE_BANDS, ORIGINS
from databank.population.rules.rounded import (
    ActivePerson,
    KnownEstablishment,
    count_establishments,
    count_persons,
)
from databank.population.rules.spans import Span
from databank.population.rules.told import PERSON_TABLES, PLACE_TABLES, RoundedCounts, ToldCounts

from ..support.establishments_attack import EstablishmentsAttacker

BRANCHES = ("raam", "straat", "escort")
LISTED = BranchList(BRANCHES, lambda code, _on: "verdoken" if code == "escort" else "zichtbaar")
FROM_2027 = BranchList(
    BRANCHES,
    lambda code, on: (
        "verdoken"
        if code == "escort" or (code == "straat" and on >= date(2027, 1, 1))
        else "zichtbaar"
    ),
)
"""By a rule of the city of that day, street work is hidden."""
WHERE = ["straat"] * 40 + ["raam"] * 30 + ["escort"] * 25
FEW = ToldCounts(
    Span.parse("2025-H1"),
    RoundedCounts(20, {"branches": {"straat": 15, "escort": 5}, "visibilities": {"zichtbaar": 20}}),
)
"""Four are hidden at most, so that there are 1 to 4 of escort."""


def places(
    where: Sequence[str], listed: BranchList = LISTED, on: date = date(2026, 1, 1)
) -> list[KnownEstablishment]:
    return [KnownEstablishment(branch, listed.visibility(branch, on)) for branch in where]


def people(where: Sequence[str], listed: BranchList, on: date) -> list[ActivePerson]:
    return [
        ActivePerson(
            frozenset([branch]),
            frozenset([listed.visibility(branch, on)]),
            frozenset(),
            False,
            AGE_BANDS[1],
            ORIGINS[0],
        )
        for branch in where
    ]


@pytest.mark.parametrize("period", ["2025-H2", "2026-H1", "2030-H1"])
def test_what_was_told_before_it_was_known_to_size_a_few_silences_nothing_later(
    period: str,
) -> None:
    """It cannot be unsaid; a city that once told it still wants to know how many places it has."""
    draw = Draw(b"key", Span.parse(period), (FEW,), LISTED)
    counts = draw.places(count_establishments(places(WHERE)))
    assert counts.total is not None
    assert [*counts.by] == [*PLACE_TABLES]


def test_persons_of_a_later_period_of_the_year_are_told_too() -> None:
    assert not persons_are_safe((), FEW, LISTED, "branches"), "it would not be told today"
    draw = Draw(b"key", Span.parse("2025-H2"), (FEW,), LISTED)
    counts = draw.persons(count_persons(people(WHERE, LISTED, date(2026, 1, 1))))
    assert [*counts.by] == [*PERSON_TABLES]


@pytest.mark.parametrize(
    ("period", "total", "by", "why"),
    [
        ("2025-H2", 15, {}, "three more at most since: 0 to 3 came"),
        (
            "2025-H2",
            30,
            {"branches": {"straat": 30}},
            "of escort nobody or up to four: 1 to 4 as before, and 0 to 3 came",
        ),
        (
            "2025",
            20,
            {"branches": {"straat": 20}},
            "0 to 4 of escort beside 1 to 4 of half a year before: 0 to 3 came",
        ),
    ],
)
def test_what_would_add_to_it_is_not_told(
    period: str, total: int, by: dict[str, dict[str, int]], why: str
) -> None:
    new = ToldCounts(Span.parse(period), RoundedCounts(total, by))
    assert not places_are_safe((FEW,), new, LISTED), why


def test_the_same_again_is_no_news() -> None:
    """Of the same day, and the year as its half: whoever read one reads nothing in the other."""
    half = ToldCounts(Span.parse("2025-H2"), FEW.counts)
    year = ToldCounts(Span.parse("2025"), FEW.counts)
    assert places_are_safe((half,), year, LISTED)
    narrower = ToldCounts(
        Span.parse("2025"), RoundedCounts(15, {"visibilities": {"zichtbaar": 15}})
    )
    assert not places_are_safe((half,), narrower, LISTED), "19 at most, 16 seen: 1 to 3 of escort"
    wider = ToldCounts(Span.parse("2025"), RoundedCounts(20, {"branches": {"straat": 20}}))
    assert places_are_safe((half,), wider, LISTED), "1 to 4 of escort still"


def test_a_branch_that_changes_its_visibility_silences_nothing() -> None:
    """Fewer are visible and more are hidden from then on, and nobody went or came."""
    told: list[ToldCounts] = []
    for period in ("2026-H1", "2026-H2", "2027-H1", "2027-H2"):
        span = Span.parse(period)
        draw = Draw(b"key", span, tuple(told), FROM_2027)
        counts = draw.places(count_establishments(places(WHERE, FROM_2027, span.after)))
        assert [*counts.by] == [*PLACE_TABLES], period
        told.append(ToldCounts(span, counts))
    visible = [each.counts.by["visibilities"]["zichtbaar"] for each in told]
    assert [abs(now - true) < 5 for now, true in zip(visible, (70, 30, 30, 30), strict=True)] == [
        True
    ] * 4


def test_nor_does_it_silence_persons_of_its_year() -> None:
    """Seen in November as visible, counted for the year as hidden: on its last day they are."""
    told: list[ToldCounts] = []
    for period in ("2026-H1", "2026-11", "2026-12", "2026-H2", "2026"):
        span = Span.parse(period)
        draw = Draw(b"key", span, tuple(told), FROM_2027)
        counts = draw.persons(count_persons(people(WHERE, FROM_2027, span.after)))
        assert [*counts.by] == [*PERSON_TABLES], period
        told.append(ToldCounts(span, counts))


def test_establishments_of_another_branch_than_was_thought_silence_nothing() -> None:
    """Written down as windows by officers, and the city says that they are massage parlours: of a
    branch there are fewer than before, as nobody who counts what came would have it."""
    listed = BranchList(("raam", "massage"), lambda _code, _on: "zichtbaar")
    told: list[ToldCounts] = []
    for period, raam, massage in (("2026-H1", 60, 20), ("2026-H2", 30, 50), ("2027-H1", 31, 52)):
        draw = Draw(b"key", Span.parse(period), tuple(told), listed)
        true = count_establishments(places(["raam"] * raam + ["massage"] * massage, listed))
        counts = draw.places(true)
        assert [*counts.by] == [*PLACE_TABLES], period
        told.append(ToldCounts(Span.parse(period), counts))


PERIODS = [Span.parse(period) for period in ("2026-H1", "2026-H2", "2027-H1")]
TWO = ("straat", "escort")


def rounded(chance: Random, number: int) -> int:
    """A multiple of five less than five away, by a coin: safe or not."""
    return number - number % 5 + (5 * chance.randrange(2) if number % 5 else 0)


def told_at_random(
    chance: Random, span: Span, city: Mapping[str, int], listed: BranchList
) -> ToldCounts:
    visible = Counter[str]()
    for branch, number in city.items():
        visible[listed.visibility(branch, span.after)] += number
    every = {"branches": city, "visibilities": visible}
    tables = {
        table: {code: value for code, number in of.items() if (value := rounded(chance, number))}
        for table, of in every.items()
        if chance.random() < 0.6
    }
    return ToldCounts(span, RoundedCounts(rounded(chance, sum(city.values())), tables))


def document(each: ToldCounts) -> dict[str, Any]:
    return {
        "day": each.span.after.isoformat(),
        "base": each.base,
        "total": each.counts.total,
        "by": each.counts.by,
    }


@pytest.mark.parametrize("of", [LISTED, FROM_2027], ids=["as it was", "hidden from 2027"])
def test_it_is_told_just_when_nobody_who_tries_every_city_learns_more_of_a_few(
    of: BranchList,
) -> None:
    """Beside what was told by a coin: nothing is added to it, and nothing else is refused."""
    listed = BranchList(TWO, of.visibility)
    attacker = EstablishmentsAttacker(
        [span.after.isoformat() for span in PERIODS],
        TWO,
        lambda code, day: listed.visibility(code, date.fromisoformat(day)),
        most=14,
    )
    chance = Random(1)
    seen = Counter[tuple[bool, bool]]()
    for _ in range(30):
        city = dict.fromkeys(TWO, 0)
        counts = []
        for span in PERIODS:
            city = {branch: number + chance.randrange(3) for branch, number in city.items()}
            counts.append(told_at_random(chance, span, city, listed))
        *told, new = counts
        before, learned = attacker.learns([document(each) for each in told], document(new))
        assert places_are_safe(told, new, listed) is not bool(learned), (counts, learned)
        seen[bool(before), bool(learned)] += 1
    assert all(seen[once, now] for once in (True, False) for now in (True, False)), seen
