"""Persons that inspections met: exact for leadership of the police, rounded for all others.

Each half-year is rounded once, to a multiple of 5 that leaves nine values open, with the splits
that add up to it. A longer period is the sum of its halves, and a shorter one is not told, so that
no period subtracted from another tells more than the halves do. The draw stays the same while
counts change, so that two looks tell of no step below five either.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from disclosure import round_controlled
from reporting.facts.rules.facts import Facts
from reporting.indicators.rules.code_labels import label_of
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.outcomes import (
    Breakdown,
    Outcome,
    Part,
    Row,
    figure,
    no_delivery,
)
from reporting.indicators.rules.periods import Period, PeriodKind
from reporting.indicators.rules.police_counts import distinct_persons
from reporting.indicators.rules.unavailable import PERSONS_NOT_BY_MONTH

BASE = 5
"""Fewer persons are not told (handbook §4.8)."""
CHECKED = {
    "sekswerker": "workers_checked",
    "klant": "clients_checked",
    "uitbater": "operators_checked",
}
LABELS = {"role": "rol", "branch": "branche"}
DOUBLY = "Met dubbeltelling: wie bij twee controles gezien is, telt twee keer."
ROUNDED = (
    "Per halfjaar afgerond op een veelvoud van 5, zodat het van niemand iets vertelt. "
    "Een langere periode is de som van haar halfjaren."
)


@dataclass(slots=True)
class CheckedPersons:
    """Counted at each inspection; ``margin`` is how far each count may be off, either way."""

    total: int = 0
    by: Mapping[str, Counter[str]] = field(
        default_factory=lambda: {dimension: Counter() for dimension in LABELS}
    )
    margin: int = 0


def persons_checked(evidence: Evidence) -> Outcome:
    """Counts per inspection; different persons the police release by half-year."""
    done = evidence.facts.of("inspection-completed")
    if evidence.rounding is None:
        checked, notes = _counted(done), [DOUBLY]
    elif evidence.period.kind is PeriodKind.MAAND:
        return no_delivery(PERSONS_NOT_BY_MONTH)
    else:
        checked, notes = _rounded(done, evidence.period, evidence.rounding), [DOUBLY, ROUNDED]
    checks = Part(
        "checks",
        "gecontroleerde personen, per controle",
        "personen, per controle",
        checked.total,
        margin=checked.margin,
    )
    return figure(
        checked.total,
        margin=checked.margin,
        parts=[checks, distinct_persons(evidence)],
        breakdowns=[_breakdown(dimension, checked) for dimension in LABELS],
        notes=notes,
    )


def _counted(done: Facts) -> CheckedPersons:
    checked = CheckedPersons()
    for branch, group in done.by("branch").items():
        for role, number in CHECKED.items():
            met = group.total(number)
            checked.total += met
            checked.by["role"][role] += met
            checked.by["branch"][branch] += met
    return checked


def _rounded(done: Facts, period: Period, secret: bytes) -> CheckedPersons:
    whole = CheckedPersons()
    for half in _halves(period):
        exact = _counted(done.within(half.first, half.last))
        name = f"IND-2.1-04d|{half.id}"
        total, lines = round_controlled(exact.total, exact.by, BASE, secret, name)
        whole.total += total
        for dimension, counts in lines.items():
            whole.by[dimension].update(counts)
        whole.margin += BASE - 1 if exact.total else 0
    return whole


def _halves(period: Period) -> Iterator[Period]:
    if period.kind is PeriodKind.HALFJAAR:
        yield period
        return
    for year in range(period.first.year, period.last.year + 1):
        yield from (Period(PeriodKind.HALFJAAR, year, half) for half in (1, 2))


def _breakdown(dimension: str, checked: CheckedPersons) -> Breakdown:
    counts = checked.by[dimension]
    rows = (Row(code, label_of(code), n, margin=checked.margin) for code, n in counts.items())
    return Breakdown(dimension, LABELS[dimension], tuple(rows))


PERSONS_CHECKED = {"IND-2.1-04d": persons_checked}
"""Apart from the other inspections: tables are migrated without what rounds."""
