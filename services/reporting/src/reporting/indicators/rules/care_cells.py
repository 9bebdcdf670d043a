"""Sums of published cells: nothing hidden is ever added up, and nothing absent counts as zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.indicators.rules.care_figures import CareCell, CareDelivery
from reporting.indicators.rules.code_labels import label_of
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.outcomes import Breakdown, Outcome, Part, Row, figure, no_delivery

ORGANISATIONS = {"GHAPRO": "Ghapro", "BOYS": "Boysproject", "FREECLINIC": "Free Clinic"}
NOT_IN_DELIVERY = "deze telling zit niet in de levering"


@dataclass(frozen=True, slots=True)
class Total:
    """A sum; ``hidden`` when one of its terms may not be shown."""

    value: int | None
    hidden: bool = False


def add(terms: Iterable[tuple[int | None, bool]]) -> Total:
    """Add ``(value, suppressed)``: one hidden term hides the sum, an absent one is left out."""
    known = list(terms)
    if any(suppressed for _, suppressed in known):
        return Total(None, hidden=True)
    values = [value for value, _ in known if value is not None]
    return Total(sum(values) if values else None)


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
    return Part(code, label, unit, cell.value, suppressed=cell.value is None)


def breakdown(label: str, dimension: str, cells: Iterable[CareCell]) -> Breakdown:
    """Cells of one or more organisations, added by code."""
    by_code: dict[str, list[tuple[int | None, bool]]] = {}
    for cell in cells:
        terms = by_code.setdefault(cell.dimensions[dimension], [])
        terms.append((cell.value, cell.value is None))
    totals = {code: add(terms) for code, terms in by_code.items()}
    rows = tuple(Row(c, label_of(c), t.value, t.hidden) for c, t in totals.items())
    return Breakdown(dimension, label, rows)


def summed(
    parts: Sequence[Part],
    breakdowns: Iterable[Breakdown] = (),
    missing: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Outcome:
    """The sum of the parts that count, as the headline."""
    counted = [p for p in parts if p.counted]
    total = add((p.value, p.suppressed) for p in counted)
    if total.value is None and not total.hidden:
        return no_delivery(NOT_IN_DELIVERY)
    return figure(
        total.value,
        suppressed=total.hidden,
        parts=parts,
        breakdowns=breakdowns,
        missing=missing,
        notes=notes,
    )
