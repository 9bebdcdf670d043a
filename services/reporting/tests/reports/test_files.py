"""Files of a report: read aloud, read by machines, and the same whatever is in them."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pdfua
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import digest
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    Cell,
    Report,
    Section,
    Table,
)
from reporting.report_content.rules.differences import differences
from reporting.report_content.rules.marks import Mark
from reporting.report_register import kinds
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.kind import Audience
from reporting.reports.publish import NOT_SIGNED
from reporting.reports.render_html import as_html
from reporting.reports.render_package import RECORD, as_package
from reporting.reports.render_pdf import as_pdf
from reporting.reports.render_tables import HEADER, as_csv, as_sdmx, as_workbook
from reporting.reports.rules.edition import Edition
from reporting.reports.rules.observations import SDMX_HEADER
from reporting.settings import ReportingSettings

KIND = kinds.for_period("plan_jaar", Period.parse("2026"))


def report(controls: Cell) -> Report:
    totals = Table(
        "IND-2.1-02",
        "IND-2.1-02 aantal controles",
        ("meting", "eenheid", "jaar 2026", "jaar 2025"),
        (
            (Cell("totaal"), Cell("controles"), controls, Cell(7, Mark.PROVISIONAL)),
            (Cell("=SUM(A1)"), Cell("personen"), CONFIDENTIAL, NOT_AVAILABLE),
            (Cell("cliënten"), Cell("personen"), Cell(120, margin=5), NOT_AVAILABLE),
        ),
        ("Wat telt als <controle> & wat niet.",),
        keys=2,
    )
    empty = Table("leeg", "Niets", ("vorm", "aantal"), ())
    sections = (
        Section("veiligheid", "Krachtlijn veiligheid", ("Een alinea.",), (totals, empty)),
        Section("regie", "Krachtlijn regie"),
    )
    return Report("plan_jaar", "2026", "Jaarrapport", datetime(2027, 3, 1, tzinfo=UTC), sections)


@pytest.fixture(scope="module")
def edition() -> Edition:
    """An erratum, with a mark of each kind."""
    assert KIND is not None
    before, after = report(Cell(8)), report(Cell(9, Mark.REVISED))
    return Edition(
        report=after,
        words={"inleiding": "Een jaar.\n\nMeer <b>tekst</b>.", "besluit": "Klaar."},
        kind=KIND,
        version=2,
        audiences=(Audience.PUBLIEK,),
        frozen=digest(b"goedgekeurd"),
        reason="Een controle kwam later binnen.",
        changes=differences(before, after),
    )


def test_the_print_can_be_kept_and_read_aloud(edition: Edition, tmp_path: Path) -> None:
    """PDF/A-2a and PDF/UA-1: two look, not the maker."""
    file = tmp_path / "report.pdf"
    file.write_bytes(as_pdf(edition))
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []
    reader = PdfReader(file)
    root: Any = reader.root_object
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    assert root["/Lang"].lower() == "nl-be"
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "9 [r]",
        "7 [p]",
        "[c]",
        "≈ 120, tussen 115 en 125",
        "<b>tekst</b>",
        "Wat veranderde",
        "Klaar.",
    ):
        assert said in text, said


def test_a_draft_is_printed_too(edition: Edition) -> None:
    """It has no hash yet, and says so in its place."""
    reader = PdfReader(io.BytesIO(as_pdf(replace(edition, frozen=NOT_SIGNED))))
    assert NOT_SIGNED in " ".join(page.extract_text() for page in reader.pages)


def test_the_web_page_stands_alone_and_escapes_what_people_wrote(edition: Edition) -> None:
    page = as_html(edition).decode()
    assert "&lt;b&gt;tekst" in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert page.count("<table") == page.count("<caption")
    assert page.count("<th ") == page.count('<th scope="')


def test_the_workbook_has_notes_and_one_header_row(edition: Edition) -> None:
    book = load_workbook(io.BytesIO(as_workbook(edition)))
    assert book.sheetnames == ["Toelichting", "Cijfers", "Wijzigingen"]
    notes = {row[0].value: row[1].value for row in book["Toelichting"].iter_rows(min_row=2)}
    assert {"[c]", "[p]", "[r]", "[x]", "[z]"} <= set(notes)
    assert notes["erratum"] == "Een controle kwam later binnen."
    rows = list(book["Cijfers"].iter_rows(values_only=True))
    assert rows[0] == HEADER
    figures = {(row[3], row[5]): (row[6], row[7], row[8]) for row in rows[1:]}
    assert figures["totaal", "jaar 2026"] == (9, "[r]", None)
    assert figures["=SUM(A1)", "jaar 2026"] == ("[c]", "[c]", None)
    assert figures["cliënten", "jaar 2026"] == (120, None, 5)
    changes = list(book["Wijzigingen"].iter_rows(values_only=True))
    assert changes[1][-2:] == ("8", "9")
    assert len(changes) == 2
    assert all(cell.data_type != "f" for row in book["Cijfers"].iter_rows() for cell in row)


def test_csv_carries_no_formula(edition: Edition) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(edition).decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == HEADER
    assert len(rows) == 7
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_sdmx_says_why_a_figure_is_not_there(edition: Edition) -> None:
    rows = list(csv.DictReader(io.StringIO(as_sdmx(edition).decode())))
    assert tuple(rows[0]) == SDMX_HEADER
    told = {
        (row["ROW"], row["TIME_PERIOD"]): (
            row["OBS_VALUE"],
            row["OBS_STATUS"],
            row["CONF_STATUS"],
        )
        for row in rows
    }
    assert told == {
        ("TOTAAL.CONTROLES", "2026"): ("9", "A", "F"),
        ("TOTAAL.CONTROLES", "2025"): ("7", "P", "F"),
        ("SUM_A1.PERSONEN", "2026"): ("", "Q", "C"),
        ("SUM_A1.PERSONEN", "2025"): ("", "O", "F"),
        ("CLIENTEN.PERSONEN", "2026"): ("120", "A", "F"),
        ("CLIENTEN.PERSONEN", "2025"): ("", "O", "F"),
    }
    assert rows[0]["COMMENT_OBS"] == "herzien"
    assert {row["STRUCTURE_ID"] for row in rows} == {"KRACHTLIJN:PLAN_JAAR(2.0)"}


def test_the_package_describes_each_file_and_is_the_same_again(edition: Edition) -> None:
    rendered = {Format.CSV: as_csv(edition), Format.SDMX: as_sdmx(edition)}
    package = as_package(edition, rendered, ReportingSettings())
    assert package == as_package(edition, rendered, ReportingSettings())
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        record = json.loads(files.read(RECORD))
        for each in record["dcat:distribution"]:
            content = files.read(each["dct:title"])
            assert each["dcat:byteSize"]["@value"] == str(len(content))
            assert each["spdx:checksum"]["spdx:checksumValue"]["@value"] == digest(content)
        assert len(files.namelist()) == 1 + len(rendered)
    assert record["owl:versionInfo"] == "2"
    assert record["dct:temporal"]["dcat:startDate"]["@value"] == "2026-01-01"


def test_columns_of_words_stand_beside_each_other_in_print() -> None:
    """A long text in the last column left none of the width for the first."""
    assert KIND is not None
    gaps = "; ".join(["cijfers die de politie nog niet vrijgaf"] * 4)
    header = ("indicator", "volledigheid", "ontbreekt")
    row = (Cell("IND-2-04 gerechtelijke maatregelen"), Cell("gedeeltelijk"), Cell(gaps))
    table = Table("volledigheid", "Volledigheid", header, (row,))
    sections = (Section("v", "Verantwoording", (), (table,)),)
    content = Report("plan_jaar", "2026", "Rapport", datetime(2027, 3, 1, tzinfo=UTC), sections)
    pdf = as_pdf(Edition(content, {}, KIND, 1, (), digest(b"")))
    begins: dict[str, float] = {}

    def note(text: str, cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        begins.setdefault(text.strip(), tm[4] * cm[0] + cm[4])

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    places = [begins[each] for each in header]
    assert places == sorted(places)
    assert places[1] - places[0] > 100
