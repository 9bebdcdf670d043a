"""Present an edition for reading: its chapters with words, marks explained, and its account."""

from typing import Any

from chassis.days import city_time
from reporting.report_content.rules.content import Cell, Report, Table
from reporting.report_content.rules.marks import MEANING, Mark
from reporting.report_content.rules.readership import Readership
from reporting.reports.rules.edition import Edition
from reporting.reports.write_words import CONCLUSION, INTRODUCTION

FOR_ALL = (
    "Dit is de uitgave voor iedereen. Aantallen die over mensen gaan, staan er vanaf tien, "
    "afgerond op het dichtste vijftal."
)
HIDDEN_FOR_ALL = "vertrouwelijk: minder dan tien, of het zou zo'n klein aantal verraden"
"""In Dutch, as the content of a report is."""


def presented(edition: Edition) -> dict[str, Any]:
    """All that a page or a print shows, as JSON can hold it."""
    report = edition.report
    as_of = city_time(report.as_of)
    return {
        "title": report.title,
        "version": edition.version,
        "as_of": f"{as_of:%d/%m/%Y %H:%M}",
        "dated": {"year": as_of.year, "month": as_of.month, "day": as_of.day},
        "basis": edition.kind.basis,
        "readers": FOR_ALL if report.readership is Readership.PUBLIEK else None,
        "frozen": edition.frozen,
        "introduction": _paragraphs(edition.words.get(INTRODUCTION, "")),
        "conclusion": _paragraphs(edition.words.get(CONCLUSION, "")),
        "reason": edition.reason,
        "changes": [
            {
                "place": f"{each.table}: {', '.join(each.row)}",
                "column": each.column,
                "before": shown(each.before),
                "after": shown(each.after),
            }
            for each in edition.changes
        ],
        "marks": [{"mark": f"[{mark}]", "meaning": meaning(mark, report)} for mark in report.marks],
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "words": _paragraphs(edition.words.get(section.code, "")),
                "paragraphs": list(section.paragraphs),
                "tables": [_table(table) for table in section.tables],
            }
            for section in report.sections
        ],
    }


def meaning(mark: Mark, report: Report) -> str:
    """The words of a mark, for the readers of a report."""
    if mark is Mark.CONFIDENTIAL and report.readership is Readership.PUBLIEK:
        return HIDDEN_FOR_ALL
    return MEANING[mark]


def shown(cell: Cell | None) -> str:
    """A figure of a list of differences; a place that is not there is a dash."""
    return "–" if cell is None else str(cell)


def _table(table: Table) -> dict[str, Any]:
    return {
        "code": table.code,
        "caption": table.caption,
        "header": list(table.header),
        "keys": table.keys,
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "numeric": [
            any(row[number].is_figure for row in table.rows) for number in range(len(table.header))
        ],
        "notes": list(table.notes),
    }


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
