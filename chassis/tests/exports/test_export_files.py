"""Files that spreadsheets open without running anything, with the watermark wherever they go."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from chassis.web.exports.export_list import Column, Value
from chassis.web.exports.file_formats import ABOUT, DATA, FORMULA, WRITERS, harmless
from chassis.web.exports.watermark import Watermark

COLUMNS = (Column("naam"), Column("op", "moment"), Column("dag", "date"), Column("keer", "number"))
ROW: list[Value] = ['Ana & Žofia; "de" Voorbeeld', "2026-01-05T19:00+01:00", "2026-01-05", 2.5]
EVIL = ["=1+1", "+32 470 00 00 00", "-2", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)", "＝1", "a\r\n=1"]
MARK = Watermark(
    export_id=UUID(int=7),
    listing="Verschuivingen",
    first=date(2026, 1, 1),
    last=date(2026, 1, 31),
    subject="agent & 7",
    function="politie_agent",
    organisation="LPA",
    purpose="Toezicht",
    reason="Maandverslag voor de leiding.",
    made_at=datetime(2026, 1, 5, 18, tzinfo=UTC),
    approved_by="leider-1",
    rows=1,
)


def written(folder: Path, kind: str, rows: list[list[Value]]) -> bytes:
    path = folder / f"uitvoer.{kind}"
    writer = WRITERS[kind](path, COLUMNS, MARK)
    writer.add(rows)
    writer.finish()
    return path.read_bytes()


def test_a_csv_opens_in_a_belgian_spreadsheet(tmp_path: Path) -> None:
    content = written(tmp_path, "csv", [ROW])
    assert content.startswith(b"\xef\xbb\xbfnaam;op;dag;keer;uitvoer\r\n")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert (row["naam"], row["op"], row["dag"]) == (ROW[0], "05/01/2026 19:00", "05/01/2026")
    assert row["keer"] == "2,5"
    for said in (str(UUID(int=7)), "agent & 7", "05/01/2026 19:00", "Toezicht"):
        assert said in row["uitvoer"]


def test_an_xlsx_says_what_it_is_before_what_is_in_it(tmp_path: Path) -> None:
    content = written(tmp_path, "xlsx", [ROW])
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    assert book.sheet_names == [ABOUT, DATA]
    about = {row[0]: row[-1] for row in book.get_sheet_by_name(ABOUT).to_python()}
    assert about["Doel"] == "Toezicht"
    assert about["Reden"] == MARK.reason
    assert about["Goedgekeurd door"] == "leider-1"
    assert about["Gemaakt op"] == "05/01/2026 19:00 (tijd van Brussel)"
    header, row = book.get_sheet_by_name(DATA).to_python()
    assert header == ["naam", "op", "dag", "keer"]
    assert row == [ROW[0], datetime.fromisoformat("2026-01-05T19:00"), date(2026, 1, 5), 2.5]


def test_every_printed_page_of_an_xlsx_carries_the_watermark(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(written(tmp_path, "xlsx", [ROW]))) as parts:
        for number in (1, 2):
            sheet = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert "<headerFooter>" in sheet
            assert str(UUID(int=7)) in sheet
            assert "agent &amp;&amp; 7 (politie_agent, LPA) | 05/01/2026 19:00 | Toezicht" in sheet


@pytest.mark.parametrize("text", EVIL)
def test_a_cell_is_never_run_as_a_formula(tmp_path: Path, text: str) -> None:
    rows: list[list[Value]] = [[text, None, None, None]]
    (row,) = csv.DictReader(
        io.StringIO(written(tmp_path, "csv", rows).decode("utf-8-sig")), delimiter=";"
    )
    assert not row["naam"].lstrip().startswith(FORMULA)
    with zipfile.ZipFile(io.BytesIO(written(tmp_path, "xlsx", rows))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet2.xml")


@given(st.text())
def test_harmless_text_stays_readable(text: str) -> None:
    found = harmless(text)
    assert not found.lstrip().startswith(FORMULA)
    assert harmless(found) == found
    assert found.removeprefix("'").split() == text.removeprefix("'").split() or "'" in text


@pytest.mark.night(
    "the size that one writer proves small",
    stays="::test_an_xlsx_says_what_it_is_before_what_is_in_it",
)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_hundred_thousand_rows_fit_in_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"uitvoer.{kind}"
    tracemalloc.start()
    writer = WRITERS[kind](path, COLUMNS, MARK)
    for _ in range(50):
        writer.add([ROW] * 400)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    writer.add(ROW for _ in range(80_000))
    writer.finish()
    assert peak < 8_000_000, peak
    assert path.stat().st_size > 100_000
