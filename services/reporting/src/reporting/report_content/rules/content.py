"""Content of a report, whatever its format: sections with words, and tables of figures.

All of it is Dutch and plain text, frozen when a report is generated. A builder of a kind makes it
by a pure function; HTML, PDF, workbook and CSV show it, and the list of differences compares it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contracts.codes import CountKind
from reporting.charts.rules.pictures import PictureKind
from reporting.figures.rules.margins import in_words
from reporting.report_content.rules.marks import INSTEAD, Mark
from reporting.report_content.rules.readership import Readership

TOTAL = "totaal"
"""The name of a row or column that adds up others."""
PERIODS = ("jaar", "eerste halfjaar", "tweede halfjaar")
"""Headers of the columns of a year and its halves."""
REGISTRY = "registry"
"""The ``source`` of what care organisations told."""


class ContentError(ValueError):
    """The content contradicts itself: a fault of the builder, never of its reader."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text, a figure, or a mark in its place.

    ``[c]``, ``[x]`` and ``[z]`` have no value; ``[p]`` and ``[r]`` stand beside one. ``margin``
    says how far a rounded figure may be off, either way; ``first`` what its source told first,
    where it told it again. ``terms`` is 1 of a figure as its source told it, more of a sum of such,
    of which ``least`` is the least, now or first; 0 of what was counted here.
    """

    value: int | str | None
    mark: Mark | None = None
    margin: int = 0
    first: int | None = None
    terms: int = 0
    least: int | None = None

    def __post_init__(self) -> None:
        instead = self.mark in INSTEAD
        if instead is not (self.value is None):
            raise ContentError(f"a cell has a value or a mark in its place: {self}")

    @property
    def is_figure(self) -> bool:
        """A number, or a mark where one would be."""
        return not isinstance(self.value, str)

    def __str__(self) -> str:
        """As it is printed: ``1234``, ``1234 [p]``, ``≈ 130, tussen 121 en 139`` or ``[c]``."""
        shown = str(self.value or "")
        if isinstance(self.value, int):
            shown = in_words(self.value, self.margin, self.first)
        return f"{shown} [{self.mark}]".strip() if self.mark else shown


CONFIDENTIAL = Cell(None, Mark.CONFIDENTIAL)
NOT_AVAILABLE = Cell(None, Mark.NOT_AVAILABLE)
NOT_APPLICABLE = Cell(None, Mark.NOT_APPLICABLE)

Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row.

    The first ``keys`` columns are texts that name a row, the same in no two rows: by them, ``code``
    and the header a figure is found again in the next version. ``code`` is unique in its report.
    ``counts`` says what its figures count, of each row or once for all; nothing where none does.
    ``adds`` are the rows, by their places, that its row ``totaal`` adds up. ``source`` is the
    service that told its figures. ``picture`` is the one that stands with it, of its own cells.
    ``inside`` are the columns, by their places, that are only for who serves the plan.
    """

    code: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[Cells, ...]
    notes: tuple[str, ...] = ()
    keys: int = 1
    counts: tuple[CountKind, ...] = ()
    adds: tuple[int, ...] = ()
    source: str = ""
    picture: PictureKind | None = None
    inside: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.keys < len(self.header) or len(set(self.header)) < len(self.header):
            raise ContentError(f"{self.code}: a header names keys and figures, each once")
        if self.inside and not {*range(self.keys)} < {*range(len(self.header))} - {*self.inside}:
            raise ContentError(f"{self.code}: everybody reads its keys, and a column beside them")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ContentError(f"{self.code}: each row has a cell for each column")
        if len(self.counts) not in {0, 1, len(self.rows)}:
            raise ContentError(f"{self.code}: each row says what it counts, or none does")
        names = [self.name(row) for row in self.rows]
        if any(cell.is_figure for row in self.rows for cell in row[: self.keys]):
            raise ContentError(f"{self.code}: a row is named by texts")
        if len(set(names)) < len(names):
            raise ContentError(f"{self.code}: two rows have one name")

    def name(self, row: Cells) -> tuple[str, ...]:
        """The texts that name a row."""
        return tuple(str(cell.value) for cell in row[: self.keys])

    def counted(self, row: int) -> CountKind | None:
        """The kind of count of a row, by its place."""
        if not self.counts:
            return None
        return self.counts[0] if len(self.counts) == 1 else self.counts[row]

    @property
    def persons(self) -> bool:
        """Whether any of its figures counts persons."""
        return CountKind.PERSONEN in self.counts


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter. ``code`` is unique in its report: by it people's own words find their place."""

    code: str
    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a kind for a period, as they were known at ``as_of`` (UTC), for readers."""

    kind: str
    period: str
    title: str
    as_of: datetime
    sections: tuple[Section, ...]
    readership: Readership = Readership.INTERN

    def __post_init__(self) -> None:
        for codes in ([each.code for each in self.sections], [each.code for each in self.tables]):
            if twice := [code for code in codes if codes.count(code) > 1]:
                raise ContentError(f"{self.kind}: {twice[0]} stands twice")

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that it uses, in the order of their explanation."""
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        used = {cell.mark for cell in cells}
        return tuple(mark for mark in Mark if mark in used)


def texts(values: Iterable[str]) -> Cells:
    """Cells of a row's name."""
    return tuple(Cell(value) for value in values)
