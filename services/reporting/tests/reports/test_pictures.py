"""Pictures in a report: of its frozen figures, the same bytes whenever, never of a hidden one."""

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import pdfua
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from chassis.branches import branches
from chassis.db import Transaction
from contracts.codes import CountKind
from reporting.charts.rules.pictures import PictureKind
from reporting.figures.rules.code_labels import label_of, move_ends, move_label
from reporting.figures.rules.outcomes import no_delivery
from reporting.figures.rules.terms import Term
from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import canonical, digest, read
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    Cell,
    Report,
    Section,
    Table,
)
from reporting.report_content.rules.readership import Readership
from reporting.report_register import kinds
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.kind import Audience, Chapter
from reporting.report_register.store import files
from reporting.report_register.store.tables import VersionRow
from reporting.reports import generate, publish
from reporting.reports.illustrate import illustrate
from reporting.reports.render_package import PICTURE, RECORD, as_package
from reporting.reports.render_pdf import as_pdf
from reporting.reports.rules.chapters import inspection_days, terms
from reporting.reports.rules.edition import Edition
from reporting.reports.rules.illustrations import illustrations, picture_of
from reporting.reports.rules.material import IndicatorFigure, Material
from reporting.settings import ReportingSettings

from ..support.events import inspection, moment
from ..support.measurements import population, recall
from ..support.reporting import Reporting
from ..support.reports import MAKER, generated, signed_and_published

SPRING = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = datetime(2027, 4, 1, 9, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
BRANCHES = st.sampled_from(branches().codes)
CHAPTER = Chapter("h", "Hoofdstuk")
figures = st.one_of(
    st.builds(Cell, st.integers(0, 500)), st.sampled_from([CONFIDENTIAL, NOT_AVAILABLE])
)


def table(*rows: tuple[str, Cell, Cell]) -> Table:
    return Table(
        "IND-2.1-02.branch",
        "IND-2.1-02 aantal controles, per branche",
        ("branche", "jaar 2026", "jaar 2025"),
        tuple((Cell(name), now, before) for name, now, before in rows),
        picture=PictureKind.VERDELING,
    )


def report(*tables: Table) -> Report:
    section = Section("controles", "Controles", (), tables)
    return Report("inventaris", "2026", "Inventaris", datetime(2027, 3, 1, tzinfo=UTC), (section,))


def edition(content: Report) -> Edition:
    kind = kinds.for_period("inventaris", Period.parse("2026"))
    assert kind is not None
    return Edition(content, {}, kind, 1, (Audience.PUBLIEK,), digest(b""))


SHOWN = report(
    table(
        ("raamprostitutie", Cell(71), Cell(60)),
        ("straatprostitutie", Cell(13, margin=4), NOT_AVAILABLE),
        ("verborgen vorm", CONFIDENTIAL, CONFIDENTIAL),
    )
)


def said(svg: str) -> set[str]:
    return {text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")}


def test_a_picture_has_the_figures_of_its_table_and_no_hidden_one() -> None:
    ((svg, alt),) = illustrate(SHOWN).values()
    assert said(svg) >= {"raamprostitutie", "71", "60", "≈ 13", "jaar 2026", "jaar 2025"}
    for text in (svg, alt):
        assert "verborgen vorm" not in text
    assert "raamprostitutie, jaar 2026: 71" in alt
    assert "straatprostitutie, jaar 2026: ≈ 13, tussen 9 en 17" in alt


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(figures, figures), max_size=6))
def test_only_figures_that_are_shown_are_pictured(values: dict[str, tuple[Cell, Cell]]) -> None:
    content = report(table(*((name, *cells) for name, cells in values.items())))
    pictured = {
        (bar.label, bar.series): bar.value
        for each in illustrations(content).values()
        for bar in each.picture.drawn
    }
    shown = {
        (name, column): cell.value
        for name, cells in values.items()
        for column, cell in zip(("jaar 2026", "jaar 2025"), cells, strict=True)
        if cell.value is not None
    }
    assert pictured == (shown if illustrations(content) else {})


def test_the_picture_that_a_table_asks_for_is_frozen_with_it() -> None:
    assert read(canonical(SHOWN)) == SHOWN
    (shown,) = SHOWN.tables
    assert b"picture" not in canonical(report(replace(shown, picture=None))), "as it was before"


def test_a_table_with_more_figures_than_two_for_each_row_has_no_bars() -> None:
    wide = Table("t", "T", ("a", "b", "c", "d"), (), picture=PictureKind.VERDELING)
    assert picture_of(wide) is None


@given(BRANCHES, BRANCHES)
def test_a_move_is_read_back_from_its_label(origin: str, target: str) -> None:
    ends = (label_of(origin), label_of(target))
    assert move_ends(move_label(origin, target)) == ends


def test_the_same_figures_give_the_same_bytes_in_another_process() -> None:
    """Drawn in another order, too: nothing in a drawing counts what was drawn before."""
    other = (
        "import sys; from reporting.report_content.rules.canonical import digest, read;"
        "from reporting.reports.illustrate import illustrate;"
        "(svg, _), = illustrate(read(sys.stdin.buffer.read())).values();"
        "print(digest(svg.encode()))"
    )
    ((svg, _),) = illustrate(SHOWN).values()
    told = subprocess.run(
        [sys.executable, "-c", other], input=canonical(SHOWN), capture_output=True, check=True
    )
    assert told.stdout.decode().strip() == digest(svg.encode())


def test_the_print_with_pictures_can_be_kept_and_read_aloud(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(as_pdf(edition(SHOWN)))
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []
    assert file.read_bytes() == as_pdf(edition(SHOWN))
    ((_, alt),) = illustrate(SHOWN).values()
    assert alt in alternatives(file)


def alternatives(file: Path) -> set[str]:
    """Texts in place of pictures, as they stand in the structure of a print."""
    reader = PdfReader(file)
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    return {
        str(each["/Alt"])
        for each in objects
        if isinstance(each, DictionaryObject) and "/Alt" in each
    }


def test_the_package_has_each_picture_as_a_file() -> None:
    package = as_package(edition(SHOWN), {Format.CSV: b"a"}, ReportingSettings())
    assert package == as_package(edition(SHOWN), {Format.CSV: b"a"}, ReportingSettings())
    ((svg, _),) = illustrate(SHOWN).values()
    name = "inventaris-2026-v1-IND-2.1-02.branch.svg"
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        assert packed.read(name).decode() == svg
        record = json.loads(packed.read(RECORD))
    types = {
        each["dct:title"]: each["dcat:mediaType"]["@id"].partition("/media-types/")[2]
        for each in record["dcat:distribution"]
    }
    assert types == {name: PICTURE, "inventaris-2026-v1.csv": "text/csv"}


async def _file(tx: Transaction, row: VersionRow, format_: Format) -> bytes:
    """The package is of the public alone."""
    readership = Readership.PUBLIEK if format_ is Format.ZIP else Readership.INTERN
    file = await files.get(tx, row.report_id, row.version, format_, readership)
    assert file is not None
    return file.content


def material(period: str = "2026-H1", **changes: Any) -> Material:
    asked = Period.parse(period)
    return Material(asked, SPRING, ended=True, figures={}, **changes)


@given(st.sampled_from(["2024-H1", "2025-H2", "2026"]), st.data())
def test_each_day_of_a_week_is_pictured_as_itself(period: str, data: st.DataObject) -> None:
    asked = Period.parse(period)
    days = st.dates(asked.first, asked.last)
    counts = data.draw(st.dictionaries(days, st.integers(1, 9), max_size=5))
    (section,) = inspection_days(CHAPTER, material(period, inspected=counts))
    (weeks,) = section.tables
    picture = picture_of(replace(weeks, picture=PictureKind.KALENDER))
    assert picture is not None
    assert len(picture.bars) == (asked.last - asked.first).days + 1
    assert {bar.day: bar.value for bar in picture.bars if bar.value} == counts


def test_the_terms_of_a_report_are_those_of_its_indicators() -> None:
    shown, other = (Term(code, code, code, 3, 1) for code in ("IND-2.1-02", "IND-2.2-01"))
    outcome = no_delivery()
    figure = IndicatorFigure(
        "IND-2.1-02", "2.1", "controles", "", "controles", "", "databank", CountKind.ZAKEN, outcome
    )
    content = replace(material(terms=(shown, other)), figures={"IND-2.1-02": figure})
    (section,) = terms(CHAPTER, content)
    (table,) = section.tables
    assert [[cell.value for cell in row] for row in table.rows] == [["IND-2.1-02", 3, 1]]
    picture = picture_of(replace(table, picture=PictureKind.TERMIJNEN))
    assert picture is not None
    assert [(bar.series, bar.value) for bar in picture.bars] == [("op tijd", 3), ("te laat", 1)]


async def test_a_half_year_of_the_databank_has_a_calendar_and_terms(reporting: Reporting) -> None:
    """Read aloud and kept as every print; the workbook and the tables have the same figures."""
    await reporting.told(inspection(), inspection(), inspection(branch="raam"))
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await generated(tx, "databank", "2026-H1")
        made = await publish.edition_of(tx, row, Readership.INTERN)
        drawn = illustrate(made.report)
    assert "10/03/2026: 3" in drawn["controledagen"][1]
    assert "3" in said(drawn["controledagen"][0])
    assert [finding.message for finding in validated(as_pdf(made))] == []


def validated(pdf: bytes) -> list[Any]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        file.write_bytes(pdf)
        return list(pdfua.validate(str(file)).findings)


async def test_pictures_follow_the_figures_of_their_version(reporting: Reporting) -> None:
    """A late event leaves the published picture; the erratum has one of its own figures."""
    database = reporting.app.state.database
    await reporting.told(
        inspection(branch="straat"),
        inspection(branch="raam"),
        population(
            "2026-01-01",
            12,
            moves={"straat:raam": 10, "raam:straat": 20},
            measured_at=moment("2026-03-11T09:00:00+01:00"),
        ),
    )
    async with database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx, "inventaris"), Audience.PUBLIEK)
        first = illustrate(read(row.content))
        assert {"IND-2.1-02.branch", "IND-2.4-02.branch_shift"} <= set(first)
        kept = {each: await _file(tx, row, each) for each in (Format.HTML, Format.ZIP)}
        page = kept[Format.HTML].decode()
        assert page.count('role="img"') == len(first)
        assert "<script" not in page
    await reporting.told(inspection(branch="straat"))
    async with database.begin(LATER) as tx:
        assert illustrate((await publish.edition_of(tx, row, Readership.INTERN)).report) == first
        erratum = await generate.correct(tx, row.report_id, "Een controle kwam later.", MAKER)
        await signed_and_published(tx, erratum, Audience.PUBLIEK)
        second = illustrate(read(erratum.content))
        assert said(second["IND-2.1-02.branch"][0]) >= {"2"}
        assert second["IND-2.1-02.branch"] != first["IND-2.1-02.branch"]
        assert second["IND-2.4-02.branch_shift"] == first["IND-2.4-02.branch_shift"]
        for format_, content in kept.items():
            assert await _file(tx, row, format_) == content


async def test_a_report_tells_beside_moves_how_many_would_be_found(reporting: Reporting) -> None:
    measured = moment("2026-03-11T09:00:00+01:00")
    halves = (recall(first, measured_at=measured) for first in ("2026-01-01", "2026-07-01"))
    await reporting.told(inspection(branch="straat"), *halves)
    async with reporting.app.state.database.begin(SPRING) as tx:
        row = await signed_and_published(tx, await generated(tx, "inventaris"), Audience.PUBLIEK)
        page = (await _file(tx, row, Format.HTML)).decode()
    assert "verwachte vindkans, op 100" in page
    assert re.search(r"van raamprostitutie naar massagesalon.{0,200}?72", page, re.DOTALL)
    assert "Nauwelijks zichtbaar onder dit toezicht" in page
