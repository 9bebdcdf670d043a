"""Figures that the police told, as indicators show them: hidden is no zero, rounded is no digit."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from reporting.care.rules.publications import (
    Care,
    CareCell,
    CareDelivery,
    LinkedCare,
    LinkedCell,
)
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
    assert all(row.told is not None for row in known.rows)


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


def test_a_reason_that_one_half_does_not_name_counts_nothing_there() -> None:
    about, reasons = "bestuurlijke_aanhoudingen", ({"openbare_rust": 6}, {"drugs": 8})
    halves = [told(about, (H1, H2)[nr], nr + 1, each) for nr, each in enumerate((6, 8))]
    facts = [
        replace(half, dims=half.dims | {"grounds": grounds})
        for half, grounds in zip(halves, reasons, strict=True)
    ]
    outcome = asked(ARRESTS, "2026", *facts)
    (ground,) = (split for split in outcome.breakdowns if split.dimension == "ground")
    assert {row.code: row.value for row in ground.rows} == {"openbare_rust": 6, "drugs": 8}


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


@pytest.mark.parametrize(("halves_of_measures", "lacking"), [((1, 2), 1), ((1,), 2), ((), 3)])
def test_judicial_measures_lack_the_parket_and_each_half_of_either_kind(
    halves_of_measures: tuple[int, ...], lacking: int
) -> None:
    arrests = [told("gerechtelijke_aanhoudingen", (H1, H2)[half - 1], half, 6) for half in (1, 2)]
    measures = [
        told("gerechtelijke_maatregelen", (H1, H2)[half - 1], half, 7)
        for half in halves_of_measures
    ]
    outcome = asked(JUDICIAL, "2026", *arrests, *measures)
    assert outcome.value == 12 + 7 * len(measures)
    assert "gerechtelijke maatregelen van het parket" in outcome.missing
    assert len(outcome.missing) == lacking
    beside = asked("IND-2.1-05", "2026", *arrests, *measures).parts
    assert [part.value for part in beside if part.code == "judicial"] == [outcome.value]


def test_a_plan_period_lacks_nothing_once_each_of_its_halves_was_told() -> None:
    about = "bestuurlijke_aanhoudingen"
    facts = [
        told(about, date(year, month, 1), half, 6)
        for year in (2025, 2026, 2027, 2028, 2029, 2030)
        for half, month in ((1, 1), (2, 7))
    ]
    plan = Period.parse("2025-2030")
    late = Evidence(plan, date(2031, 6, 1), EVER, Facts(facts))
    assert (answer(ARRESTS, late).value, tuple(answer(ARRESTS, late).missing)) == (72, ())
    partly = answer(ARRESTS, Evidence(plan, date(2031, 6, 1), EVER, Facts(facts[:-1])))
    assert partly.value == 66
    assert partly.missing


def cared(indicator: str, *cells: CareCell, linked: LinkedCare | None = None) -> Outcome:
    care = Care([CareDelivery("GHAPRO", 1, 5, 0, cells)], linked)
    return answer(indicator, Evidence(Period.parse("2026"), LATER, EVER, care=care))


@pytest.mark.parametrize(
    ("value", "rounded_to", "margin"), [(40, None, 0), (40, 10, 9), (None, None, 0)]
)
def test_a_figure_of_care_is_as_exact_as_it_was_told_and_hidden_where_it_was(
    value: int | None, rounded_to: int | None, margin: int
) -> None:
    cells = (
        CareCell("clienten", {}, value, rounded_to),
        CareCell("clienten", {"branche": "raam"}, value, rounded_to),
    )
    outcome = cared("IND-1.1-01", *cells)
    assert (outcome.value, outcome.suppressed, outcome.margin) == (value, value is None, margin)
    rows = [
        row for split in outcome.breakdowns if split.dimension == "branche" for row in split.rows
    ]
    assert [(row.code, row.value, row.suppressed, row.margin) for row in rows] == [
        ("raam", value, value is None, margin)
    ]


def test_care_is_told_by_half_year_and_year_and_not_by_month() -> None:
    clients = CareCell("clienten", {}, 40, 10)
    care = Care([CareDelivery("GHAPRO", 1, 5, 0, (clients,))], None)
    told = {
        period: answer("IND-1.1-01", Evidence(Period.parse(period), LATER, EVER, care=care))
        for period in ("2026-05", "2026-H1", "2026")
    }
    assert {period: each.value for period, each in told.items()} == {
        "2026-05": None,
        "2026-H1": 40,
        "2026": 40,
    }
    assert told["2026-05"].status is Status.GEEN_LEVERING
    (part,) = [part for part in cared("IND-1-01", clients).parts if part.value]
    assert (part.code, part.value, part.margin, part.told is None) == ("GHAPRO", 40, 9, False)


def test_persons_of_the_city_are_those_that_were_linked_and_no_sum() -> None:
    own = CareCell("clienten", {}, 40)
    assert cared("IND-1-01", own).value is None
    told = LinkedCell("clienten", {}, 60, 55, 65)
    raam = LinkedCell("clienten", {"branche": "raam"}, 30, 25, 35)
    hidden = LinkedCell("clienten", {"branche": "straat"}, None, None, None)
    linked = LinkedCare(("BOYS", "GHAPRO"), True, (told, raam, hidden))
    outcome = cared("IND-1-01", own, linked=linked)
    assert (outcome.value, outcome.suppressed, outcome.margin) == (60, False, 5)
    assert outcome.told is not None
    parts = {part.code: (part.value, part.margin) for part in outcome.parts}
    assert parts == {"stad": (60, 5), "GHAPRO": (40, 0)}
    (city,) = (split for split in outcome.breakdowns if split.dimension == "branche")
    assert [(row.code, row.value, row.suppressed, row.margin) for row in city.rows] == [
        ("raam", 30, False, 5),
        ("straat", None, True, 0),
    ]
    nothing = LinkedCare(("BOYS", "GHAPRO"), True, (replace(told, **NONE), replace(raam, **NONE)))
    outcome = cared("IND-1-01", own, linked=nothing)
    assert (outcome.value, outcome.suppressed, outcome.told) == (None, True, None)
    assert not [split for split in outcome.breakdowns if split.dimension == "branche"]


NONE: dict[str, Any] = {"value": None, "at_least": None, "at_most": None}
