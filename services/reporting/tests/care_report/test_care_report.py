"""The yearly care report: sums are right, nothing hidden appears, a closed year stays as it was."""

from collections.abc import AsyncIterator, Iterable
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.db import Database
from chassis.settings import Settings
from contracts.codes import CareOrganisation
from reporting.care.read_year import read_year
from reporting.care.rules.publications import Care, CareCell, CareDelivery
from reporting.care.rules.year import CareYear, Freeze
from reporting.care_report.rules.content import care_report
from reporting.care_report.rules.indicators import OF_CITY, OF_ORGANISATION, Measure, Split
from reporting.indicators.catalogue import catalogue
from reporting.periods.rules import Period
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    Cell,
    Report,
    Section,
    Table,
)
from reporting.report_content.rules.marks import Mark
from reporting.report_register import kinds
from reporting.reports.rules.builders import build
from reporting.reports.rules.material import Material

from ..support.care import cell, frozen, published
from ..support.events import moment
from ..support.reporting import Reporting

FREEZE = Freeze(date(2026, 3, 1), (), {("GHAPRO", "IND-1-01"): "volledig"})
INDICATORS = [*OF_CITY, *(each for some in OF_ORGANISATION.values() for each in some)]
MOST = 10_000
NOW = moment("2026-07-01T12:00:00+02:00")


def lines() -> Iterable[tuple[Measure, Split]]:
    for indicator in INDICATORS:
        for split in indicator.splits:
            yield split.of, split


def drawn(dice: Random, organisation: str, base: int | None = None) -> CareDelivery:
    """Lines of codes with some hidden cells, and the figure of each indicator."""
    found: dict[tuple[str, frozenset[tuple[str, str]]], int | None] = {}
    for of, split in lines():
        codes = split.codes or of.codes
        for place in range(dice.randint(0, 3)):
            name = (of.measure, frozenset({**codes, split.dimension: f"code{place}"}.items()))
            found[name] = dice.choice([None, 0, dice.randint(5, 40)])
    for indicator in INDICATORS:
        for of in indicator.measures:
            name = (of.measure, frozenset(of.codes.items()))
            found.setdefault(name, dice.choice([None, dice.randint(0, MOST)]))
    return CareDelivery(
        organisation,
        dice.randint(1, 5),
        5,
        sum(value is None for value in found.values()),
        tuple(CareCell(measure, dict(c), value, base) for (measure, c), value in found.items()),
        dice.choice(["", "Nieuwe naam", "Nieuw (vroeger oud)"]) + organisation,
    )


def year_of(seed: int) -> CareYear:
    dice = Random(seed)
    there = [each for each in CareOrganisation if dice.random() < 0.8]
    of = [Care([drawn(dice, each, base) for each in there]) for base in (None, 10, 10)]
    return CareYear(2025, of[0], (of[1], of[2]), dice.choice([None, FREEZE]))


YEARS = given(seed=st.integers(0, 2**32))


def tables(sections: Iterable[Section]) -> list[Table]:
    return [table for section in sections for table in section.tables]


def told(year: CareYear, organisation: str) -> list[CareCell]:
    return [
        each
        for care in (year.whole, *year.halves)
        for delivery in care
        if delivery.organisation == organisation
        for each in delivery.cells
    ]


@YEARS
def test_no_figure_stands_in_a_chapter_that_was_not_published_so(seed: int) -> None:
    """Nor where a cell was hidden: a chapter has each value as a cell told it, or a mark."""
    year = year_of(seed)
    for section in care_report(year):
        organisation = section.code.partition(".")[2]
        if organisation not in OF_ORGANISATION:
            continue
        known = {(each.value, each.margin) for each in told(year, organisation)}
        for table in section.tables:
            for row in table.rows:
                for shown in row[1:]:
                    assert shown.value is None or (shown.value, shown.margin) in known


@YEARS
def test_what_is_summed_is_the_sum_of_what_is_shown_beside_it(seed: int) -> None:
    year = year_of(seed)
    for table in tables(care_report(year)):
        if table.persons:
            assert "totaal" not in table.header
            assert all(row[0].value != "totaal" for row in table.rows)
        if "totaal" in table.header:
            for row in table.rows:
                assert_sum(row[-1], row[1:-1])
        elif table.rows and table.rows[-1][0].value == "totaal":
            for place in range(1, len(table.header)):
                assert_sum(table.rows[-1][place], [row[place] for row in table.rows[:-1]])


def assert_sum(total: Cell, of: Iterable[Cell]) -> None:
    parts = [*of]
    if CONFIDENTIAL in parts:
        assert total == CONFIDENTIAL
    elif NOT_AVAILABLE in parts:
        assert total == NOT_AVAILABLE
    else:
        assert total.value == sum(int(each.value or 0) for each in parts)
        assert total.margin == sum(each.margin for each in parts)


@YEARS
def test_figures_are_provisional_until_the_year_is_closed(seed: int) -> None:
    year = year_of(seed)
    marks = {
        cell.mark
        for section in care_report(year)
        if section.code not in ("zorg", "zorg.volledigheid")
        for table in section.tables
        for row in table.rows
        for cell in row[1:]
        if cell.value is not None
    }
    assert marks <= {None if year.freeze else Mark.PROVISIONAL}
    assert care_report(year) == care_report(year)
    assert "±" not in "".join(
        str(cell) for row in tables(care_report(year))[0].rows for cell in row
    )


def test_each_indicator_of_line_1_is_in_the_report_in_the_plans_words() -> None:
    ids = {name for name in catalogue() if name.startswith(("IND-1-", "IND-1."))}
    assert {each.id for each in INDICATORS} == ids
    for each in INDICATORS:
        assert catalogue()[each.id].wording.startswith(each.title), each.id


def test_an_empty_year_says_so() -> None:
    empty = Care(())
    sections = care_report(CareYear(2025, empty, (empty, empty)))
    assert [section.code for section in sections] == ["zorg", "zorg.STAD", "zorg.volledigheid"]
    assert "Zonder cijfers van Ghapro, Boysproject, Free Clinic." in sections[0].paragraphs


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    yield database
    await database.close()


GHAPRO = [
    cell("clienten", 150),
    cell("clienten", 120, branche="raam"),
    cell("clienten", None, branche="straat"),
    cell("clienten", None, branche="escort"),
]


async def test_a_closed_year_says_the_same_after_a_later_revision(
    reporting: Reporting, database: Database
) -> None:
    first = published("GHAPRO", GHAPRO, organisation_name="Ghapro (vroeger Nieuwe Naam)")
    half = published("GHAPRO", [cell("clienten", 80, 10)], half=1, organisation_name="Nieuwe Naam")
    await reporting.told(first, half, frozen(first, half, without=("BOYS", "FREECLINIC")))
    later = published("GHAPRO", [cell("clienten", 190)], revision=2)
    async with database.begin(NOW) as tx:
        before = care_report(await read_year(tx, 2025))
    await reporting.told(later)
    async with database.begin(NOW) as tx:
        after = care_report(await read_year(tx, 2025))
        revised = care_report(await read_year(tx, 2025, revised=True))
    assert [*map(shown, after)] == [*map(shown, before)]
    assert "versie 2" in " ".join(line for section in after for line in section.paragraphs)
    clients = next(table for table in tables(after) if table.code == "zorg.IND-1.1-01")
    assert [str(each) for each in clients.rows[0]] == [
        "personen",
        "150",
        "≈ 80, tussen 71 en 89",
        "[x]",
    ]
    clients = next(table for table in tables(revised) if table.code == "zorg.IND-1.1-01")
    assert str(clients.rows[0][1]) == "190"
    (chapter,) = (section for section in after if section.code == "zorg.GHAPRO")
    assert chapter.title == "Ghapro (vroeger Nieuwe Naam)"


def shown(section: Section) -> tuple[str, str, list[list[list[str]]]]:
    figures = [[[*map(str, row)] for row in table.rows] for table in section.tables]
    return section.code, section.title, figures


@YEARS
def test_the_report_of_care_is_made_of_these_chapters(seed: int) -> None:
    year, period = year_of(seed), Period.parse("2025")
    kind = kinds.for_period("hulpverlening", period)
    assert kind is not None
    sections = build(kind, Material(period, NOW, True, {}, care_year=year))
    report = Report(kind.code, "2025", kind.title_of(period), NOW, sections)
    organisations = [f"zorg.{each.organisation}" for each in year.whole]
    assert [each.code for each in report.sections] == [
        "zorg", "zorg.STAD", *organisations, "zorg.volledigheid", "verantwoording"
    ]  # fmt: skip
    assert {"IND-1-", "IND-1.3-"} <= {*kind.indicators}


def test_no_report_of_another_period_has_chapters_of_care() -> None:
    kind = kinds.for_period("hulpverlening", Period.parse("2025"))
    assert kind is not None
    sections = build(kind, Material(Period.parse("2025"), NOW, True, {}))
    assert [each.code for each in sections] == ["verantwoording"]
