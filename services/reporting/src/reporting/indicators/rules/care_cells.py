"""Sums of published cells: nothing hidden is ever added up, and nothing absent counts as zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.care.rules.publications import ORGANISATIONS, CareCell, CareDelivery
from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, Row, figure, no_delivery
from reporting.figures.rules.told import Provenance
from reporting.indicators.rules.evidence import Evidence

NOT_IN_DELIVERY = "deze telling zit niet in de levering"


@dataclass(frozen=True, slots=True)
class Total:
    """A number that may be ``hidden``, or off by ``margin`` either way."""

    value: int | None
    hidden: bool = False
    margin: int = 0
    told: Provenance | None = None

    @classmethod
    def of(cls, cell: CareCell) -> "Total":
        return cls(cell.value, cell.value is None, cell.margin, cell.told)

    @classmethod
    def of_part(cls, part: Part) -> "Total":
        return cls(part.value, part.suppressed, part.margin, part.told)


def add(terms: Iterable[Total]) -> Total:
    """One hidden term hides the sum, an absent one is left out; margins add up."""
    known = list(terms)
    if any(term.hidden for term in known):
        return Total(None, hidden=True)
    there = [(term.value, term) for term in known if term.value is not None]
    if not there:
        return Total(None)
    return Total(
        sum(value for value, _ in there),
        margin=sum(term.margin for _, term in there),
        told=telling.added((value, term.told) for value, term in there),
    )


def missing_deliveries(evidence: Evidence, codes: Iterable[str]) -> list[str]:
    return [
        f"levering van {ORGANISATIONS[code]} voor {evidence.period.label}"
        for code in codes
        if evidence.care.of(code) is None
    ]


def part(
    delivery: CareDelivery, code: str, label: str, unit: str, measure: str, **dimensions: str
) -> Part:
    cell = delivery.cell(measure, **dimensions)
    if cell is None:
        return Part(code, label, unit, None, missing=f"{label} in de levering")
    hidden = cell.value is None
    return Part(
        code, label, unit, cell.value, suppressed=hidden, margin=cell.margin, told=cell.told
    )


def breakdown(
    label: str, dimension: str, cells: Iterable[CareCell], name: str | None = None
) -> Breakdown:
    """Cells of one or more organisations, added by code.

    ``name`` is for an indicator that is split by the dimension more than once: a report finds
    each of its tables by name.
    """
    by_code: dict[str, list[Total]] = {}
    for cell in cells:
        by_code.setdefault(cell.dimensions[dimension], []).append(Total.of(cell))
    totals = {code: add(terms) for code, terms in by_code.items()}
    rows = tuple(
        Row(c, label_of(c), t.value, t.hidden, t.margin, t.told) for c, t in totals.items()
    )
    return Breakdown(name or dimension, label, rows)


def summed(
    parts: Sequence[Part],
    breakdowns: Iterable[Breakdown] = (),
    missing: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Outcome:
    """The sum of the parts that count, as the headline."""
    counted = [p for p in parts if p.counted]
    total = add(map(Total.of_part, counted))
    if total.value is None and not total.hidden:
        return no_delivery(NOT_IN_DELIVERY)
    return figure(
        total.value,
        suppressed=total.hidden,
        margin=total.margin,
        told=total.told,
        parts=parts,
        breakdowns=breakdowns,
        missing=missing,
        notes=notes,
    )
