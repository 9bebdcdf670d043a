"""Illustrations of a report: the picture that a table asks for, of the table's own frozen cells.

A figure that is marked in its place (``[c]``, ``[x]``, ``[z]``) is in no picture.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reporting.charts.rules.calendar import calendar_of
from reporting.charts.rules.pictures import Bar, Picture, PictureKind
from reporting.figures.rules.code_labels import move_ends
from reporting.figures.rules.margins import in_words
from reporting.report_content.rules.content import Cell, Report, Table
from reporting.report_content.rules.marks import Mark

SAID: Mapping[PictureKind, str] = {
    PictureKind.VERDELING: "Staafdiagram",
    PictureKind.VAN_NAAR: "Vierkant van verschuivingen",
    PictureKind.TERMIJNEN: "Staafdiagram van termijnen",
    PictureKind.KALENDER: "Kalender",
}
"""The pictures that a table may ask for, and how each is called."""
WEEK = "%d/%m/%Y"
"""The form in which the Monday of a week is written."""
MOST_SAID = 24
"""Figures in a description; the table beside it has all."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """``title`` and ``description`` say the same to who does not see the picture."""

    picture: Picture
    title: str
    description: str


def illustrations(report: Report) -> dict[str, Illustration]:
    """By the code of the table that each stands with, in their order."""
    found = {table.code: _illustration(table) for table in report.tables if table.picture}
    return {code: each for code, each in found.items() if each is not None}


def _illustration(table: Table) -> Illustration | None:
    picture = picture_of(table)
    if picture is None or not picture.is_worth_drawing:
        return None
    return Illustration(picture, f"In beeld: {table.caption}", _description(picture))


def picture_of(table: Table) -> Picture | None:
    """The picture that the table asks for; None where it asks for nothing."""
    match table.picture:
        case None:
            return None
        case PictureKind.KALENDER:
            return _calendar(table)
        case PictureKind.VAN_NAAR:
            return Picture(PictureKind.VAN_NAAR, "", tuple(_moves(table)))
        case kind:
            return Picture(kind, "", tuple(_bars(table))) if _has_room(table) else None


def _has_room(table: Table) -> bool:
    """Bars stand for one or two figures of a row."""
    return len(table.header) - table.keys <= 2


def _bars(table: Table) -> Iterable[Bar]:
    """Two figures of a row stand beside each other; of a measured table the rows of its unit."""
    columns = table.header[table.keys :]
    unit = str(table.rows[0][1].value) if table.keys > 1 and table.rows else ""
    for row in table.rows:
        if table.keys > 1 and row[1].value != unit:
            continue
        for column, cell in zip(columns, row[table.keys :], strict=True):
            yield _bar(str(row[0].value), cell, column if len(columns) > 1 else "")


def _moves(table: Table) -> Iterable[Bar]:
    """Of the period itself: a square has room for one."""
    for row in table.rows:
        label = str(row[0].value)
        origin, target = move_ends(label)
        bar = _bar(label, row[table.keys])
        yield Bar(bar.label, bar.value, bar.suppressed, bar.margin, origin, target)


def _bar(label: str, cell: Cell, series: str = "") -> Bar:
    value = cell.value if isinstance(cell.value, int) else None
    return Bar(label, value, cell.mark is Mark.CONFIDENTIAL, cell.margin, series=series)


def _calendar(table: Table) -> Picture:
    """Each row is a week, named by its Monday; a day outside the period is not applicable."""
    counts = {}
    for row in table.rows:
        day, month, year = str(row[0].value).split("/")
        monday = date(int(year), int(month), int(day))
        for number, cell in enumerate(row[table.keys : table.keys + 7]):
            if cell.mark is not Mark.NOT_APPLICABLE:
                value = cell.value if isinstance(cell.value, int) else None
                counts[monday + timedelta(number)] = value
    return calendar_of(counts)


def _description(picture: Picture) -> str:
    said = [_said(bar) for bar in picture.drawn if bar.value]
    shown = "; ".join(said[:MOST_SAID]) + ("; en meer" if len(said) > MOST_SAID else "")
    return f"{SAID[picture.kind]}. {shown}. Alle cijfers staan in de tabel erboven."


def _said(bar: Bar) -> str:
    name = f"{bar.label}, {bar.series}" if bar.series else bar.label
    return f"{name}: {in_words(bar.value or 0, bar.margin)}"
