"""Figures that the police told, as indicators show them: hidden is no zero, rounded is no digit."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Outcome, Status
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period

LATER = date(2028, 1, 1)
EVER = dict.fromkeys(("databank", "enforcement", "pandkalender"), date(2020, 1, 1))
SECTOR, ARRESTS, JUDICIAL = "IND-2.4-02", "IND-2.1-04f", "IND-2-04"
TABLES = (
    *("branches", "branch_counts", "visibilities", "moves", "known", "age_bands"),
    "origin_groups",
)


def asked(indicator: str, period: str, *facts: Fact) -> Outcome:
    return answer(indicator, Evidence(Period.parse(period), LATER, EVER, Facts(facts)))


def sector(begins: date, months: int, persons: int | None = 40, **more: Any) -> Fact:
    dims: dict[str, Any] = {name: {} for name in TABLES}
    dims |= {"months": months, "rounded_to": 5, "persons": persons, "establishments": 20}
    dims |= {"establishment_branches": {}, "establishment_visibilities": {}}
    return Fact("population-measured", UUID(int=months), begins, None, dims | more)


def told(about: str, begins: date, half: int | None, total: int | None) -> Fact:
    tables = {name: {"straat": total} for name in ("branches", "grounds", "kinds")}
    dims: dict[str, Any] = {"about": about, "half": half, "threshold": 5, "total": total}
    return Fact("police-counts-released", UUID(int=half or 9), begins, None, dims | tables)


H1, H2 = date(2026, 1, 1), date(2026, 7, 1)


def test_the_sector_is_rounded_and_says_how_far_off_it_may_be() -> None:
    outcome = asked(SECTOR, "2026-H1", sector(H1, 6, known={"nieuw": 15, "gekend": 25}))
    parts = {part.code: part for part in outcome.parts}
    for code, value in (("establishments", 20), ("persons_active", 40), ("persons_new", 15)):
        assert (parts[code].value, parts[code].margin, parts[code].suppressed) == (value, 4, False)
    assert not outcome.missing
    assert not any("laatst gemeten maand" in str(note) for note in outcome.notes)
    known = next(split for split in outcome.breakdowns if split.dimension == "known")
    assert {row.code: (row.value, row.margin) for row in known.rows} == {
        "nieuw": (15, 4),
        "gekend": (25, 4),
    }


def test_what_the_databank_did_not_tell_is_hidden() -> None:
    parts = {part.code: part for part in asked(SECTOR, "2026-H1", sector(H1, 6, None)).parts}
    for code in ("persons_active", "persons_new"):
        assert (parts[code].value, parts[code].margin, parts[code].suppressed) == (None, 0, True)
    nobody = {part.code: part for part in asked(SECTOR, "2026-H1", sector(H1, 6, 0)).parts}
    assert (nobody["persons_new"].value, nobody["persons_new"].suppressed) == (0, False)


@pytest.mark.parametrize(
    ("period", "facts", "persons", "is_whole"),
    [
        ("2026-H1", [sector(H1, 6, 40), sector(date(2026, 5, 1), 1, 30)], 40, True),
        ("2026-H1", [sector(date(2026, 5, 1), 1, 30), sector(date(2026, 4, 1), 1, 20)], 30, False),
        ("2026", [sector(H1, 6, 40), sector(date(2026, 5, 1), 1, 30)], 30, False),
        ("2026", [sector(H1, 12, 50), sector(H1, 6, 40)], 50, True),
        ("2026-05", [sector(date(2026, 5, 1), 1, 30)], 30, True),
    ],
)
def test_a_period_has_its_own_measurement_or_that_of_its_last_month(
    period: str, facts: list[Fact], persons: int, is_whole: bool
) -> None:
    outcome = asked(SECTOR, period, *facts)
    parts = {part.code: part.value for part in outcome.parts}
    assert parts["persons_active"] == persons
    assert (not outcome.missing) is is_whole
    assert any("laatst gemeten maand" in str(note) for note in outcome.notes) is not is_whole


@pytest.mark.parametrize(
    ("period", "halves", "value", "is_hidden", "is_whole"),
    [
        ("2026", [6, 8], 14, False, True),
        ("2026", [6, None], None, True, True),
        ("2026", [6], 6, False, False),
        ("2026-H1", [6], 6, False, True),
        ("2026-H1", [None], None, True, True),
    ],
)
def test_arrests_are_the_sum_of_halves_that_were_told_or_hidden(
    period: str, halves: list[int | None], value: int | None, is_hidden: bool, is_whole: bool
) -> None:
    about = "bestuurlijke_aanhoudingen"
    facts = [told(about, (H1, H2)[nr], nr + 1, total) for nr, total in enumerate(halves)]
    outcome = asked(ARRESTS, period, *facts)
    assert (outcome.value, outcome.suppressed) == (value, is_hidden)
    assert (not outcome.missing) is is_whole
    (branch,) = (split for split in outcome.breakdowns if split.dimension == "branch")
    assert [(row.code, row.value, row.suppressed) for row in branch.rows] == [
        ("straat", value, is_hidden)
    ]


def test_a_month_has_no_arrests_and_the_parkets_year_is_no_half() -> None:
    half = told("bestuurlijke_aanhoudingen", H1, 1, 6)
    assert asked(ARRESTS, "2026-01", half).status is Status.GEEN_LEVERING
    parket = told("cijfers_van_het_parket", H1, None, 7)
    made = asked(JUDICIAL, "2026", told("gerechtelijke_aanhoudingen", H1, 1, 6), parket)
    parts = {part.code: part for part in made.parts}
    assert made.value == 6
    assert (parts["parket"].value, parts["parket"].counted) == (7, False)
    half_year = asked(JUDICIAL, "2026-H1", told("gerechtelijke_aanhoudingen", H1, 1, 6), parket)
    assert {part.code: part.value for part in half_year.parts}["parket"] is None
