"""Persons that inspections met: exact for leadership of the police, as they were told for others.

Each half-year is told once, in multiples of 5 that leave nine values open
(:mod:`reporting.indicators.rules.persons_told`). A longer period is the sum of its halves, and a
shorter one is not told, so that no period subtracted from another tells more than the halves do.
"""

from collections.abc import Iterable, Mapping, Sequence

from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import (
    Breakdown,
    Outcome,
    Part,
    Row,
    figure,
    no_delivery,
)
from reporting.figures.rules.told import Provenance
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.persons_told import (
    CHECKED,
    MARGIN,
    CheckedPersons,
    ToldPersons,
    counted,
    halves_of,
    told_on,
)
from reporting.indicators.rules.police_counts import distinct_persons
from reporting.indicators.rules.unavailable import PERSONS_NEVER_TOLD, PERSONS_NOT_BY_MONTH
from reporting.periods.rules import Period, PeriodKind

DOUBLY = "Met dubbeltelling: wie bij twee controles gezien is, telt twee keer."
ROUNDED = (
    "Per halfjaar afgerond op een veelvoud van 5, zodat het van niemand iets vertelt. "
    "Een langere periode is de som van haar halfjaren. "
    "Elk halfjaar wordt één keer verteld: wat later gemeld wordt, verandert het niet meer."
)


def persons_checked(evidence: Evidence) -> Outcome:
    """Counts per inspection; different persons the police release by half-year."""
    if evidence.persons is None:
        exact = counted(evidence.facts.of("inspection-completed"))
        return _figure(evidence, exact, margin=0, notes=[DOUBLY])
    if evidence.period.kind is PeriodKind.MAAND:
        return no_delivery(PERSONS_NOT_BY_MONTH)
    waiting = list(_waiting(evidence, evidence.persons))
    if evidence.persons:
        margin = MARGIN * len(evidence.persons)
        notes = [DOUBLY, ROUNDED]
        return _figure(evidence, _sum(evidence.persons), margin, notes).lacking(*waiting)
    distinct = distinct_persons(evidence)
    missing = waiting or [PERSONS_NEVER_TOLD]
    if distinct.missing:
        return no_delivery(*missing)
    return figure(None, parts=[distinct], missing=missing, notes=[DOUBLY])


def _figure(
    evidence: Evidence, checked: CheckedPersons, margin: int, notes: Sequence[str]
) -> Outcome:
    halves = evidence.persons or ()
    told = _told([half.total for half in halves])
    checks = Part(
        "checks",
        "gecontroleerde personen, per controle",
        "personen, per controle",
        checked.total,
        margin=margin,
        told=told,
    )
    return figure(
        checked.total,
        margin=margin,
        told=told,
        parts=[checks, distinct_persons(evidence)],
        breakdowns=[
            _breakdown(
                "role", "rol", [*CHECKED], checked.roles, margin, [each.roles for each in halves]
            ),
            _breakdown(
                "branch",
                "branche",
                sorted(checked.branches),
                checked.branches,
                margin,
                [each.branches for each in halves],
            ),
        ],
        notes=notes,
    )


def _sum(told: Iterable[ToldPersons]) -> CheckedPersons:
    whole = CheckedPersons()
    for half in told:
        whole.total += half.total
        whole.roles.update(half.roles)
        whole.branches.update(half.branches)
    return whole


def _waiting(evidence: Evidence, told: Sequence[ToldPersons]) -> Iterable[str]:
    """The halves that are still to be told, each with its day."""
    known = {each.half for each in told}
    since = evidence.since.get("databank", evidence.today)
    for half in halves_of(evidence.period):
        if half not in known and half.last >= since:
            yield _awaited(half)


def _awaited(half: Period) -> str:
    return f"{half.label}: dit aantal komt op {told_on(half):%d/%m/%Y}"


def _breakdown(
    dimension: str,
    label: str,
    codes: Sequence[str],
    counts: Mapping[str, int],
    margin: int,
    halves: Sequence[Mapping[str, int]],
) -> Breakdown:
    rows = (
        Row(
            code,
            label_of(code),
            counts[code],
            margin=margin,
            told=_told([half.get(code, 0) for half in halves]),
        )
        for code in codes
        if code in counts
    )
    return Breakdown(dimension, label, tuple(rows))


def _told(halves: Sequence[int]) -> Provenance | None:
    return telling.added((number, telling.of(number)) for number in halves)


PERSONS_CHECKED = {"IND-2.1-04d": persons_checked}
"""Apart from the other inspections: tables are migrated without what rounds."""
