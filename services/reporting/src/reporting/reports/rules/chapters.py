"""Chapters of a report beside its indicators: terms that were met, and days with inspections."""

from collections.abc import Iterable
from datetime import date, timedelta

from contracts.codes import CountKind
from reporting.charts.rules.calendar import WEEKDAYS
from reporting.figures.rules.terms import IN_TIME, LATE
from reporting.report_content.rules.content import (
    NOT_APPLICABLE,
    Cell,
    Cells,
    Section,
    Table,
    texts,
)
from reporting.report_content.rules.marks import Mark
from reporting.report_register.rules.kind import Chapter
from reporting.reports.rules.illustrations import WEEK
from reporting.reports.rules.material import Material

SAID_OF_TERMS = (
    "Elke keer telt mee in de periode waarin iets gebeurde: een advies gegeven, een boete "
    "opgelegd, een rapport gepubliceerd. Wat nog loopt of geen uiterste dag heeft, telt niet mee. "
    "Termijnen van één persoon, zoals een eerste contact, staan hier niet."
)


def terms(chapter: Chapter, material: Material) -> tuple[Section, ...]:
    """Of the indicators that the report shows: how often in time, how often late."""
    known = [term for term in material.terms if term.indicator in material.figures]
    mark = None if material.ended else Mark.PROVISIONAL
    rows = tuple(
        (*texts((term.label,)), Cell(term.in_time, mark), Cell(term.late, mark)) for term in known
    )
    counts = tuple(material.figures[term.indicator].counts for term in known)
    table = Table("termijnen", "Termijnen", ("termijn", IN_TIME, LATE), rows, counts=counts)
    return (Section(chapter.code, chapter.title, (SAID_OF_TERMS,), (table,)),)


def inspection_days(chapter: Chapter, material: Material) -> tuple[Section, ...]:
    """A week in each row. Inspections are counted, never the people that they met."""
    table = Table(
        "controledagen",
        "Controles per dag",
        ("week van maandag", *WEEKDAYS),
        tuple(_weeks(material)),
        counts=(CountKind.ZAKEN,),
    )
    said = "Elke rij is een week. Een controle telt op de dag waarop ze eindigde."
    return (Section(chapter.code, chapter.title, (said,), (table,)),)


def _weeks(material: Material) -> Iterable[Cells]:
    period, mark = material.period, None if material.ended else Mark.PROVISIONAL
    monday = period.first - timedelta(period.first.weekday())
    while monday <= period.last:
        days: list[date] = [monday + timedelta(number) for number in range(7)]
        cells = [
            Cell(material.inspected.get(day, 0), mark) if day in period else NOT_APPLICABLE
            for day in days
        ]
        yield (*texts((monday.strftime(WEEK),)), *cells)
        monday += timedelta(7)
