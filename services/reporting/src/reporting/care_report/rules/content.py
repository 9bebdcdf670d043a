"""Content of the yearly care report: chapters for the city and each organisation, and an account.

Nothing is counted here but sums of cells that are all shown; a hidden cell is a mark. The same year
gives the same content.
"""

from collections.abc import Iterable, Sequence

from contracts.codes import CountKind
from reporting.care.rules.counting_notes import counting_notes
from reporting.care.rules.publications import (
    ORGANISATIONS,
    CareCell,
    CareDelivery,
    LinkedCell,
    called,
)
from reporting.care.rules.year import CareYear
from reporting.care_report.rules.indicators import (
    OF_CITY,
    OF_ORGANISATION,
    Indicator,
    Measure,
    Split,
)
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.margins import LEGEND
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    PERIODS,
    REGISTRY,
    TOTAL,
    Cell,
    Cells,
    Section,
    Table,
    texts,
)
from reporting.report_content.rules.marks import Mark

METHOD = (
    "Kleine groepen zijn verborgen, met zoveel andere cijfers als nodig is om ze niet uit de rest"
    " te kunnen afleiden. Personen in een halfjaar zijn afgerond: naast een getal met ≈ staat"
    " tussen welke getallen het juiste ligt."
)


def care_report(year: CareYear) -> tuple[Section, ...]:
    """The chapters of a year, from what was published of it. Codes begin with ``zorg``."""
    return (
        _standing(year),
        _city(year),
        *(_organisation(year, delivery) for delivery in year.whole),
        _account(year),
    )


def _name(year: CareYear, organisation: str) -> str:
    delivery = year.whole.of(organisation)
    return called(delivery) if delivery else ORGANISATIONS[organisation]


def _standing(year: CareYear) -> Section:
    rows = tuple(
        (*texts((called(each),)), Cell(each.revision), Cell(each.suppressed), Cell(each.threshold))
        for each in year.whole
    )
    table = Table(
        "zorg.opleveringen",
        f"Opleveringen van {year.year}",
        ("organisatie", "versie", "verborgen cijfers", "kleinste groep die getoond wordt"),
        rows,
        counts=(CountKind.ZAKEN,),
        inside=(2, 3),
    )
    return Section("zorg", f"Zorg in {year.year}", (*_closing(year), METHOD, LEGEND), (table,))


def _closing(year: CareYear) -> Iterable[str]:
    if year.freeze is None:
        yield "Het jaar is nog niet afgesloten: alle cijfers zijn voorlopig."
    else:
        yield f"De studiedienst sloot het jaar af op {year.freeze.on:%d/%m/%Y}."
    missing = [_name(year, code) for code in ORGANISATIONS if year.whole.of(code) is None]
    if missing:
        yield f"Zonder cijfers van {', '.join(missing)}."


def _city(year: CareYear) -> Section:
    deliveries = [*year.whole]
    tables = [*_linked(year)]
    for indicator in OF_CITY if deliveries else ():
        tables += [_by_organisation(year, indicator, measure) for measure in indicator.measures]
        tables += [_split_by_organisation(year, indicator, split) for split in indicator.splits]
    return Section(
        "zorg.STAD", "Alle organisaties", tuple(counting_notes(year.linked)), tuple(tables)
    )


def _linked(year: CareYear) -> Iterable[Table]:
    """Persons of the city, each once, where the year was linked."""
    for dimension, label in ((None, "stad"), ("branche", "branche")):
        cells = year.linked.along(dimension) if year.linked else []
        if cells:
            yield Table(
                f"zorg.gekoppeld.{label}",
                f"Bereikte sekswerkers in de stad, elke persoon één keer, per {label}",
                (label, PERIODS[0]),
                tuple(
                    (
                        Cell(label_of(cell.dimensions[dimension]) if dimension else "de stad"),
                        CONFIDENTIAL if cell.value is None else _once(year, cell),
                    )
                    for cell in cells
                ),
                counts=(CountKind.PERSONEN,),
                source=REGISTRY,
            )


def _once(year: CareYear, cell: LinkedCell) -> Cell:
    mark = Mark.PROVISIONAL if year.freeze is None else None
    return Cell(cell.value, mark, cell.margin, terms=1)


def _by_organisation(year: CareYear, indicator: Indicator, measure: Measure) -> Table:
    rows = [
        (*texts((called(each),)), *_figures(year, each.organisation, measure))
        for each in year.whole
    ]
    parts = tuple(range(len(rows)))
    if adds := measure.counts is not CountKind.PERSONEN:
        columns = zip(*(row[1:] for row in rows), strict=True)
        rows.append((Cell(TOTAL), *(_sum(year, [*column]) for column in columns)))
    return Table(
        f"zorg.{indicator.id}.{measure.measure}",
        f"{indicator.id} {indicator.title}: {measure.label}",
        ("organisatie", *PERIODS),
        tuple(rows),
        counts=(measure.counts,),
        adds=parts if adds else (),
        source=REGISTRY,
    )


def _split_by_organisation(year: CareYear, indicator: Indicator, split: Split) -> Table:
    deliveries = [*year.whole]
    along = [_along(each, split) for each in deliveries]
    codes = list(dict.fromkeys(code for cells in along for code in cells))
    of_persons = split.of.counts is CountKind.PERSONEN
    rows = []
    for code in codes:
        cells = [_cell(year, found.get(code)) for found in along]
        whole = [] if of_persons else [_sum(year, cells)]
        rows.append((*texts((_label(code, codes),)), *cells, *whole))
    totals = () if of_persons else (TOTAL,)
    return Table(
        f"zorg.{indicator.id}.{split.of.measure}.{split.dimension}",
        f"{indicator.id} {indicator.title}: {split.of.label} per {split.label}",
        (split.label, *(called(each) for each in deliveries), *totals),
        tuple(rows),
        counts=(split.of.counts,),
        source=REGISTRY,
    )


def _organisation(year: CareYear, delivery: CareDelivery) -> Section:
    code = delivery.organisation
    tables = []
    for indicator in OF_ORGANISATION[code]:
        tables.append(
            Table(
                f"zorg.{indicator.id}",
                f"{indicator.id} {indicator.title}",
                ("meting", *PERIODS),
                tuple(
                    (*texts((measure.label,)), *_figures(year, code, measure))
                    for measure in indicator.measures
                ),
                counts=tuple(measure.counts for measure in indicator.measures),
                source=REGISTRY,
            )
        )
        tables += [
            _split(year, code, indicator, place, split)
            for place, split in enumerate(indicator.splits, start=1)
        ]
    return Section(f"zorg.{code}", called(delivery), tuple(_renamed(year, code)), tuple(tables))


def _split(year: CareYear, code: str, indicator: Indicator, place: int, split: Split) -> Table:
    along = [_along(each, split) if each else {} for each in _deliveries(year, code)]
    months = split.dimension == "maand"
    along = along[:1] if months else [along[0], *(each for each in along[1:] if each)]
    header = [PERIODS[0]] if months else _shown_periods(year, code, split)
    codes = list(dict.fromkeys(found for cells in along for found in cells))
    return Table(
        f"zorg.{indicator.id}.{place}.{split.dimension}",
        f"{indicator.id} {indicator.title}: {split.of.label} per {split.label}",
        (split.label, *header),
        tuple(
            (
                *texts((_label(found, codes),)),
                *(_cell(year, cells.get(found)) for cells in along),
            )
            for found in codes
        ),
        counts=(split.of.counts,),
        source=REGISTRY,
    )


def _shown_periods(year: CareYear, code: str, split: Split) -> list[str]:
    """The year, and the halves that have anything of it."""
    found = [PERIODS[0]]
    for name, delivery in zip(PERIODS[1:], _deliveries(year, code)[1:], strict=True):
        if delivery is not None and _along(delivery, split):
            found.append(name)
    return found


def _renamed(year: CareYear, code: str) -> Iterable[str]:
    """The names of the halves, where they are not that of the year."""
    names = [called(each) for each in _deliveries(year, code)[1:] if each is not None]
    if len(set(names)) > 1:
        told = zip(PERIODS[1:], names, strict=True)
        yield "Naam in het " + ", in het ".join(f"{period}: {name}" for period, name in told) + "."
    if code in year.later:
        yield (
            f"Na het afsluiten is versie {year.later[code]} gepubliceerd. Ze staat niet in deze"
            " cijfers."
        )


def _account(year: CareYear) -> Section:
    if year.freeze is None:
        said = "Wat volledig is, wordt vastgesteld als het jaar wordt afgesloten."
        return Section("zorg.volledigheid", "Volledigheid", (said,))
    organisations = [*ORGANISATIONS]
    indicators = dict.fromkeys(indicator for _, indicator in year.freeze.coverage)
    rows = tuple(
        (
            Cell(indicator),
            *(
                Cell(year.freeze.coverage[of]) if of in year.freeze.coverage else NOT_APPLICABLE
                for of in ((code, indicator) for code in organisations)
            ),
        )
        for indicator in indicators
    )
    header = ("indicator", *(_name(year, code) for code in organisations))
    table = Table("zorg.volledigheid", "Volledigheid per indicator", header, rows)
    said = (
        "Volledig: in elk halfjaar rijen, of in elke maand waar dat moet. Leeg kan juist zijn: er"
        " gebeurde niets, of iemand vergat het."
    )
    return Section("zorg.volledigheid", "Volledigheid", (said,), (table,))


def _deliveries(year: CareYear, code: str) -> list[CareDelivery | None]:
    return [each.of(code) for each in (year.whole, *year.halves)]


def _figures(year: CareYear, code: str, measure: Measure) -> Cells:
    return tuple(
        _cell(year, each.cell(measure.measure, **measure.codes)) if each else NOT_AVAILABLE
        for each in _deliveries(year, code)
    )


def _along(delivery: CareDelivery, split: Split) -> dict[str, CareCell]:
    """The cells of a split by their code, in their order; ``split.codes`` in place of the
    figure's own where it has them."""
    fixed = split.codes or split.of.codes
    cells = delivery.along(split.of.measure, split.dimension, **fixed)
    return {cell.dimensions[split.dimension]: cell for cell in cells}


def _cell(year: CareYear, cell: CareCell | None) -> Cell:
    if cell is None:
        return NOT_AVAILABLE
    if cell.value is None:
        return CONFIDENTIAL
    mark = Mark.PROVISIONAL if year.freeze is None else None
    return Cell(cell.value, mark, cell.margin, cell.first, terms=1)


def _sum(year: CareYear, cells: Sequence[Cell]) -> Cell:
    """The sum of cells that are all shown; a hidden one hides it, an absent one leaves it out."""
    if CONFIDENTIAL in cells:
        return CONFIDENTIAL
    known = [(cell.value, cell) for cell in cells if isinstance(cell.value, int)]
    if len(known) < len(cells) or not known:
        return NOT_AVAILABLE
    mark = Mark.PROVISIONAL if year.freeze is None else None
    first = sum(value if cell.first is None else cell.first for value, cell in known)
    again = any(cell.first is not None for _, cell in known)
    margin = sum(cell.margin for _, cell in known)
    return Cell(
        sum(value for value, _ in known),
        mark,
        margin,
        first if again else None,
        terms=len(known),
        least=_least(known) if len(known) > 1 else None,
    )


def _least(terms: Sequence[tuple[int, Cell]]) -> int:
    """The least that any term is, or was told first."""
    return min(value if cell.first is None else min(value, cell.first) for value, cell in terms)


def _label(code: str, codes: Sequence[str]) -> str:
    """The word of a code, with the code behind it where another has the same."""
    label = label_of(code)
    return label if [label_of(each) for each in codes].count(label) == 1 else f"{label} ({code})"
