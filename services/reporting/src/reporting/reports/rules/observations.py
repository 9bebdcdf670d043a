"""Observations: the figures of a report one by one, for tables that machines read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.figures.rules.margins import in_words
from reporting.periods.rules import Period, PeriodKind
from reporting.report_content.rules.content import Cell, Report, Section, Table
from reporting.report_content.rules.marks import Mark


@dataclass(frozen=True, slots=True)
class Observation:
    """A cell of a table, with the texts that name its row and the header of its column."""

    section: Section
    table: Table
    row: tuple[str, ...]
    column: str
    cell: Cell


def observations(report: Report) -> Iterator[Observation]:
    for section in report.sections:
        for table in section.tables:
            for row in table.rows:
                for number in range(table.keys, len(row)):
                    yield Observation(
                        section, table, table.name(row), table.header[number], row[number]
                    )


SDMX_FREQUENCY = {
    PeriodKind.MAAND: "M",
    PeriodKind.HALFJAAR: "S",
    PeriodKind.JAAR: "A",
    PeriodKind.PLANPERIODE: "A",
}
"""Codes of CL_FREQ."""
OBS_STATUS = {
    None: "A",
    Mark.CONFIDENTIAL: "Q",
    Mark.PROVISIONAL: "P",
    Mark.REVISED: "A",
    Mark.NOT_AVAILABLE: "O",
    Mark.NOT_APPLICABLE: "M",
}
"""Codes of CL_OBS_STATUS: normal, suppressed, provisional, missing, cannot exist."""
CONFIDENTIAL, FREE = "C", "F"
"""Codes of CL_CONF_STATUS."""
SDMX_HEADER = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "TABLE",
    "ROW",
    "MEASURE",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "CONF_STATUS",
    "COMMENT_OBS",
)


def sdmx_rows(report: Report, version: int) -> Iterator[tuple[str, ...]]:
    """Rows of SDMX-CSV 2.0, below ``SDMX_HEADER``; texts are no observations."""
    period = Period.parse(report.period)
    periods = {each.label: each for each in (period, period.previous) if each is not None}
    structure = f"KRACHTLIJN:{sdmx_code(report.kind)}({version}.0)"
    for each in observations(report):
        if not each.cell.is_figure:
            continue
        of = periods.get(each.column)
        cell = each.cell
        yield (
            "dataflow",
            structure,
            "I",
            SDMX_FREQUENCY[period.kind],
            sdmx_code(each.table.code),
            ".".join(sdmx_code(name) for name in each.row),
            "AANTAL" if of else sdmx_code(each.column),
            _time(of or period),
            "" if cell.value is None else str(cell.value),
            OBS_STATUS[cell.mark],
            CONFIDENTIAL if cell.mark is Mark.CONFIDENTIAL else FREE,
            _comment(cell),
        )


def sdmx_code(text: str) -> str:
    """A text as an identifier: capitals, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_") or "LEEG"


def _time(period: Period) -> str:
    match period.kind:
        case PeriodKind.HALFJAAR:
            return f"{period.year}-S{period.number}"
        case PeriodKind.MAAND | PeriodKind.JAAR:
            return period.id
        case PeriodKind.PLANPERIODE:
            return f"{period.year}-01-01/P{period.number - period.year + 1}Y"


def _comment(cell: Cell) -> str:
    said = ["herzien"] if cell.mark is Mark.REVISED else []
    if isinstance(cell.value, int) and (cell.margin or cell.first is not None):
        said.append(in_words(cell.value, cell.margin, cell.first))
    return "; ".join(said)
