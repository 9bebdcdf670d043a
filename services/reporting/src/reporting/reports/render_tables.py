"""Render the figures of a report as tables for machines: CSV, SDMX-CSV and a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from chassis.web.exports.file_formats import harmless
from reporting.figures.rules.margins import LEGEND, changed_from
from reporting.report_content.rules.content import Cell
from reporting.report_content.rules.marks import Mark
from reporting.reports.present import meaning, presented, shown
from reporting.reports.rules.edition import Edition
from reporting.reports.rules.observations import SDMX_HEADER, observations, sdmx_rows

HEADER = (
    "hoofdstuk",
    "tabel",
    "titel",
    "rij",
    "eenheid",
    "kolom",
    "waarde",
    "teken",
    "marge",
    "eerste waarde",
)

Value = str | int


def as_csv(edition: Edition) -> bytes:
    """As Belgian spreadsheets read it: UTF-8 with a byte order mark, semicolons, no formulas."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADER)
    for row in _rows(edition):
        table.writerow([harmless(each) if isinstance(each, str) else each for each in row])
    return out.getvalue().encode("utf-8-sig")


def as_sdmx(edition: Edition) -> bytes:
    """SDMX-CSV 2.0, with OBS_STATUS and CONF_STATUS."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(SDMX_HEADER)
    table.writerows(sdmx_rows(edition.report, edition.version))
    return out.getvalue().encode()


def as_workbook(edition: Edition) -> bytes:
    """Notes first, then the figures under one header row; of an erratum what changed, too."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    report = edition.report
    book.set_properties({"title": report.title, "created": report.as_of.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    _fill(book.add_worksheet("Toelichting"), ("onderwerp", "uitleg"), _notes(edition), bold)
    figures = book.add_worksheet("Cijfers")
    _fill(figures, HEADER, _rows(edition), bold)
    figures.autofilter(0, 0, 0, len(HEADER) - 1)
    if edition.changes:
        changes = [
            (
                each.section,
                each.table,
                ", ".join(each.row),
                each.column,
                shown(each.before),
                shown(each.after),
            )
            for each in edition.changes
        ]
        header = ("hoofdstuk", "titel", "rij", "kolom", "vorige versie", "deze versie")
        _fill(book.add_worksheet("Wijzigingen"), header, changes, bold)
    book.close()
    return out.getvalue()


def _rows(edition: Edition) -> Iterable[Sequence[Value]]:
    for each in observations(edition.report):
        cell = each.cell
        name, unit = (each.row[0], each.row[1]) if len(each.row) > 1 else (each.row[0], "")
        mark = f"[{cell.mark}]" if cell.mark else ""
        value = mark if cell.value is None else cell.value
        yield (
            each.section.title,
            each.table.code,
            each.table.caption,
            name,
            unit,
            each.column,
            value,
            mark,
            cell.margin or "",
            _first(cell),
        )


def _first(cell: Cell) -> Value:
    before = changed_from(cell.value, cell.first) if isinstance(cell.value, int) else None
    return "" if before is None else before


def _notes(edition: Edition) -> Iterable[Sequence[Value]]:
    told = presented(edition)
    yield ("titel", told["title"])
    yield ("versie", edition.version)
    yield ("cijfers gekend op", f"{told['as_of']} (Brusselse tijd)")
    yield ("opdracht", told["basis"])
    if told["readers"]:
        yield ("voor wie", told["readers"])
    yield ("controlegetal (SHA-256)", edition.frozen)
    if edition.reason:
        yield ("erratum", edition.reason)
    for mark in Mark:
        yield (f"[{mark}]", meaning(mark, edition.report))
    yield ("marge", "zoveel kan een afgerond cijfer naar boven of naar onder afwijken")
    yield ("eerste waarde", f"wat er het eerst stond, als een cijfer gewijzigd is. {LEGEND}")
    for place, said in edition.words.items():
        yield (f"tekst: {place}", said)
    for section in edition.report.sections:
        for paragraph in section.paragraphs:
            yield (section.title, paragraph)
        for table in section.tables:
            for note in table.notes:
                yield (table.caption, note)


def _fill(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    bold: object,
) -> None:
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    sheet.set_column(0, len(header) - 1, 24)
