"""Builders of chapters: from the indicators' figures to tables, without I/O."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from contracts.codes import CountKind
from reporting.care_report.rules.content import care_report
from reporting.figures.rules.margins import LEGEND
from reporting.figures.rules.outcomes import Breakdown, Completeness, Outcome, Part, Row, Status
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    TOTAL,
    Cell,
    Cells,
    Section,
    Table,
    texts,
)
from reporting.report_content.rules.marks import Mark
from reporting.report_register.rules.kind import JUDICIAL, Chapter, Kind
from reporting.reports.rules.chapters import inspection_days, terms
from reporting.reports.rules.material import Builder, IndicatorFigure, Material

CARE = "registry"
"""Who tells of care. It leaves lines out that would tell of somebody, so a code that is absent is
not nobody."""


def build(kind: Kind, material: Material) -> tuple[Section, ...]:
    """The chapters of a kind, in their order, with the pictures that it asks for."""
    sections = (section for each in kind.chapters for section in _chapter(each, material))
    return tuple(
        replace(section, tables=tuple(_pictured(kind, table) for table in section.tables))
        for section in sections
    )


def _pictured(kind: Kind, table: Table) -> Table:
    return replace(table, picture=kind.picture_of(table.code))


def _chapter(chapter: Chapter, material: Material) -> tuple[Section, ...]:
    if chapter.builder:
        return BUILDERS[chapter.builder](chapter, material)
    return (indicator_section(chapter, material),)


def indicator_section(chapter: Chapter, material: Material) -> Section:
    """A table of each indicator, and one of each way in which it is split."""
    figures = [*material.of(*chapter.indicators)]
    tables = tuple(table for each in figures for table in indicator_tables(each, material))
    said = (LEGEND,) if any(each.source_service == CARE for each in figures) else ()
    return Section(chapter.code, chapter.title, said, tables)


def indicator_tables(each: IndicatorFigure, material: Material) -> Iterable[Table]:
    """The figure with its parts, then its breakdowns; beside the period before, where known."""
    columns = _columns(each, material)
    outcomes = [outcome for _, outcome in columns]
    header = tuple(label for label, _ in columns)
    measured = list(_measures(each, outcomes))
    has_total = bool(measured) and measured[0].code is None
    yield Table(
        code=each.id,
        caption=f"{each.id} {each.wording}",
        header=("meting", "eenheid", *header),
        rows=tuple(line.cells for line in measured),
        notes=(each.definition, f"Bron: {each.source}.", *_notes(each.outcome)),
        keys=2,
        counts=tuple(line.counts for line in measured),
        adds=tuple(nr for nr, line in enumerate(measured) if line.is_added) if has_total else (),
        source=each.source_service,
    )
    of_care = each.source_service == CARE
    for split in each.outcome.breakdowns:
        yield Table(
            code=f"{each.id}.{split.dimension}",
            caption=f"{each.id} {each.wording}, per {split.label}",
            header=(split.label, *header),
            rows=tuple(_split_rows(split, outcomes, NOT_AVAILABLE if of_care else Cell(0))),
            counts=(each.counted(split.dimension),),
            source=each.source_service,
        )


def judicial(chapter: Chapter, material: Material) -> tuple[Section, ...]:
    """The police's own measures, and the parket's set: only under its agreement (A13)."""
    figure = material.figures.get(JUDICIAL)
    if figure is None:
        return ()
    parket = any(part.code == "parket" and not part.missing for part in figure.outcome.parts)
    said = (
        "De cijfers van parket en rechtbank komen uit een gegevensset die na overleg met het "
        "parket is vrijgegeven. Ze tellen andere handelingen in dezelfde dossiers en worden "
        "niet bij die van de politie opgeteld."
        if parket
        else "Gegevens van het parket: niet beschikbaar. Ze komen er alleen na overleg met het "
        "parket en onder een afspraak."
    )
    return (
        Section(chapter.code, chapter.title, (said,), tuple(indicator_tables(figure, material))),
    )


def account(chapter: Chapter, material: Material) -> tuple[Section, ...]:
    """Completeness of each figure, and its gaps."""
    rows = tuple(
        (
            *texts((f"{each.id} {each.wording}",)),
            Cell(_completeness(each.outcome)),
            Cell("; ".join(each.outcome.missing) or "niets"),
        )
        for each in material.figures.values()
    )
    said = ["Een cijfer telt wat de bron tot het opmaken van dit rapport meldde."]
    if not material.ended:
        said.append("De periode liep nog toen dit rapport werd opgemaakt: cijfers zijn voorlopig.")
    header = ("indicator", "volledigheid", "wat ontbreekt")
    table = Table("volledigheid", "Volledigheid per indicator", header, rows)
    return (Section(chapter.code, chapter.title, tuple(said), (table,)),)


def _completeness(outcome: Outcome) -> str:
    if outcome.status is Status.GEEN_LEVERING:
        return "nog geen levering"
    return str(outcome.completeness)


def _columns(each: IndicatorFigure, material: Material) -> Sequence[tuple[str, Outcome]]:
    now = (material.period.label, _provisional(each.outcome, material))
    before = material.period.previous
    if each.before is None or before is None or each.before.status is not Status.CIJFER:
        return [now]
    return [now, (before.label, each.before)]


def _provisional(outcome: Outcome, material: Material) -> Outcome:
    running = outcome.status is Status.CIJFER and not material.ended
    return outcome.lacking("de periode loopt nog") if running else outcome


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of an indicator's own table; the figure itself has no ``code``."""

    code: str | None
    cells: Cells
    counts: CountKind
    is_added: bool = False


def _measures(each: IndicatorFigure, outcomes: Sequence[Outcome]) -> Iterable[_Line]:
    parts = {part.code: part for outcome in reversed(outcomes) for part in outcome.parts}
    headline = [_headline(outcome) for outcome in outcomes]
    if headline[0] is not NOT_APPLICABLE or not parts:
        yield _Line(None, (*texts((TOTAL, each.unit)), *headline), each.counts)
    named = {"": (TOTAL, each.unit)} | {code: (p.label, p.unit) for code, p in parts.items()}
    labels = _labels((code, "|".join(name)) for code, name in named.items())
    for code, part in parts.items():
        found = [next((p for p in o.parts if p.code == code), None) for o in outcomes]
        shown = [_cell(one, o) for one, o in zip(found, outcomes, strict=True)]
        cells = (*texts((labels[code].partition("|")[0], part.unit)), *shown)
        yield _Line(code, cells, each.counted(code), part.counted)


def _split_rows(split: Breakdown, outcomes: Sequence[Outcome], absent: Cell) -> Iterable[Cells]:
    of_each = [
        next((b.rows for b in outcome.breakdowns if b.dimension == split.dimension), ())
        for outcome in outcomes
    ]
    rows = {row.code: row for rows in reversed(of_each) for row in rows}
    if absent == Cell(0) and any(row.told for row in rows.values()):
        absent = Cell(0, terms=1)
    labels = _labels((code, row.label) for code, row in rows.items())
    for code in rows:
        found = [next((row for row in each if row.code == code), None) for each in of_each]
        shown = [
            _cell(one, outcome) if one or not of_outcome else absent
            for one, of_outcome, outcome in zip(found, of_each, outcomes, strict=True)
        ]
        yield (*texts((labels[code],)), *shown)


def _labels(coded: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Labels by code; two codes of one label are told apart by the code."""
    known = list(coded)
    labels = [label for _, label in known]
    return {
        code: label if labels.count(label) == 1 else f"{code}: {label}" for code, label in known
    }


def _headline(outcome: Outcome) -> Cell:
    if outcome.status is not Status.CIJFER:
        return NOT_AVAILABLE
    if outcome.suppressed:
        return CONFIDENTIAL
    if outcome.value is None:
        return NOT_APPLICABLE
    return _figure(outcome.value, outcome, outcome)


def _cell(counted: Part | Row | None, outcome: Outcome) -> Cell:
    if counted is None:
        return NOT_AVAILABLE
    if counted.suppressed:
        return CONFIDENTIAL
    if counted.value is None:
        return NOT_AVAILABLE
    return _figure(counted.value, counted, outcome)


def _figure(value: int, shown: Outcome | Part | Row, outcome: Outcome) -> Cell:
    whole = outcome.completeness is Completeness.VOLLEDIG
    mark = None if whole else Mark.PROVISIONAL
    if shown.told is None:
        return Cell(value, mark, shown.margin)
    least = shown.told.least if shown.told.is_sum else None
    return Cell(value, mark, shown.margin, shown.first, shown.told.terms, least)


def _notes(outcome: Outcome) -> Iterable[str]:
    yield from outcome.notes
    for missing in outcome.missing:
        yield f"Ontbreekt: {missing}."


def care(_chapter: Chapter, material: Material) -> tuple[Section, ...]:
    """A year of care: the city, each organisation, and how complete it is."""
    return care_report(material.care_year) if material.care_year else ()


BUILDERS: Mapping[str, Builder] = {
    "account": account,
    "care": care,
    "inspection_days": inspection_days,
    "judicial": judicial,
    "terms": terms,
}
"""Builders by the name that the file of kinds gives them."""
