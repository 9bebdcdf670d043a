"""Indicators of the databank itself: whether it worked, and how large the sector is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from chassis.days import city_day
from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import label_of, move_label
from reporting.figures.rules.outcomes import (
    Breakdown,
    Outcome,
    Part,
    Row,
    figure,
    no_delivery,
    split,
)
from reporting.indicators.rules.branch_readings import branch_readings
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.expected_recall import expected_recall
from reporting.indicators.rules.unavailable import (
    NOT_MEASURED,
    NOT_OVER_YEARS,
    SNAPSHOT_OF_MONTH,
    SOME_DAYS_NOT_MEASURED,
)
from reporting.periods.rules import PeriodKind

ENOUGH_PER_MILLE = 995
MOST_LAG_SECONDS = 15 * 60
MAIN = "databank"
"""The component that the indicator is about; others stand beside it."""
LENGTHS = {PeriodKind.MAAND: 1, PeriodKind.HALFJAAR: 6, PeriodKind.JAAR: 12}
TABLES = (
    ("branches", "branch", "branche (personen)"),
    ("branch_counts", "branch_count", "aantal branches per persoon"),
    ("visibilities", "visibility", "zichtbaarheid (personen)"),
    ("moves", "branch_shift", "verschuiving tussen branches"),
    ("known", "known", "nieuw of gekend"),
    ("age_bands", "age", "leeftijd"),
    ("origin_groups", "origin", "nationaliteitsgroep"),
    ("establishment_branches", "establishment_branch", "branche (instellingen)"),
    ("establishment_visibilities", "establishment_visibility", "zichtbaarheid (instellingen)"),
)


def operational(evidence: Evidence) -> Outcome:
    """IND-2.4-01: 1 when it answered often enough, its imports are done, and it is not behind."""
    measured = evidence.facts.of("operation-measured")
    by_component = {code: _last_by_day(facts) for code, facts in measured.by("component").items()}
    days = by_component.get(MAIN, [])
    if not days:
        return no_delivery(NOT_MEASURED)
    last, per_mille = days[-1], _per_mille(days)
    imported, imports = len(last.dims["imported"]), int(last.dims["imports"])
    lag = int(last.dims["lag_seconds"])
    works = per_mille >= ENOUGH_PER_MILLE and imported == imports and lag <= MOST_LAG_SECONDS
    return figure(
        int(works),
        parts=[
            Part("availability", "bereikbaarheid, per duizend", "promille", per_mille),
            Part("imported", f"oude databanken overgezet, van {imports}", "databanken", imported),
            Part("lag", "achterstand op de laatste dag", "seconden", lag),
            Part("days", "gemeten dagen", "dagen", len(days), counted=False),
        ],
        breakdowns=[
            split(
                "component",
                "onderdeel (bereikbaarheid, per duizend)",
                {code: _per_mille(of) for code, of in by_component.items() if of},
            ),
        ],
        missing=_gaps(evidence, days),
        notes=[
            f"1 = ja, 0 = nee. Gemeten door: {_watches(days)}.",
            *_last_import(last),
        ],
    )


def _last_by_day(facts: Facts) -> list[Fact]:
    """A later measurement of a day takes the place of the earlier one."""
    last = {fact.day: fact for fact in facts}
    return [last[day] for day in sorted(last)]


def _per_mille(days: Sequence[Fact]) -> int:
    """Rounded down: what is short of enough is not enough."""
    answered = sum(int(fact.dims["answered"]) for fact in days)
    return 1000 * answered // sum(int(fact.dims["probes"]) for fact in days)


def _gaps(evidence: Evidence, days: Sequence[Fact]) -> list[str]:
    """Days of the period that are over and were not measured, from the first that was."""
    over = min(evidence.period.last, date.fromordinal(evidence.today.toordinal() - 1))
    expected = (over - days[0].day).days + 1
    return [SOME_DAYS_NOT_MEASURED] if len(days) < expected else []


def _watches(days: Sequence[Fact]) -> str:
    return " en ".join(label_of(code) for code in sorted({d.dims["measured_by"] for d in days}))


def _last_import(last: Fact) -> list[str]:
    at = last.dims.get("last_import_at")
    if at is None:
        return []
    return [f"De laatste overzetting eindigde op {city_day(datetime.fromisoformat(at)):%d/%m/%Y}."]


def population(evidence: Evidence) -> Outcome:
    """IND-2.4-02: the databank's own measurement of the period, or else of its last month.

    Persons are counted by the databank alone, rounded there, and once for each period.
    """
    measured = measurement(evidence)
    whole = measured is not None and _months(measured) == LENGTHS.get(evidence.period.kind)
    inspected = evidence.facts.of("inspection-completed").distinct("establishment_ids")
    parts = _measured_parts(measured) if measured is not None else []
    seen = expected_recall(evidence)
    readings, about_readings = branch_readings(evidence)
    return figure(
        None,
        parts=[
            *parts,
            Part("inspected", "gecontroleerde instellingen", "instellingen", inspected),
            Part("premises", "panden met raamshiften", "panden", evidence.premises_in_use),
        ],
        breakdowns=[*_tables(measured), *readings, *seen.tables],
        missing=_missing(evidence, measured, whole=whole),
        notes=[
            *([_month_note(measured)] if measured is not None and not whole else []),
            "Instellingen, panden en personen zijn verschillende dingen. Daarom is er geen som.",
            "De politie telt personen één keer per periode en rondt af. Een persoon met meer dan "
            "één branche telt bij elke branche mee.",
            *about_readings,
            *seen.notes,
        ],
    )


def measurement(evidence: Evidence) -> Fact | None:
    """The measurement of the very period, or of the last month of it that was measured.

    Of a plan period there is none but that of its last month: the same persons are in its years.
    """
    facts = list(evidence.facts.of("population-measured"))
    own = [
        fact
        for fact in facts
        if _months(fact) == LENGTHS.get(evidence.period.kind) and fact.day == evidence.period.first
    ]
    months = sorted((fact for fact in facts if _months(fact) == 1), key=lambda fact: fact.day)
    known = own or months
    return known[-1] if known else None


def _months(fact: Fact) -> int:
    return int(fact.dims["months"])


def _measured_parts(fact: Fact) -> list[Part]:
    """A total that the databank did not tell is hidden. ``new`` as its table says it."""
    margin = int(fact.dims["rounded_to"]) - 1
    known: Mapping[str, int] = fact.dims["known"]
    persons, places = fact.dims["persons"], fact.dims["establishments"]
    new = known.get("nieuw", 0) if known or persons == 0 else None
    counts = (
        ("establishments", "gekende instellingen", "instellingen", places),
        ("persons_active", "verschillende actieve personen", "personen", persons),
        ("persons_new", "nieuwe personen", "personen", new),
    )
    return [
        Part(
            code,
            label,
            unit,
            value,
            suppressed=value is None,
            margin=0 if value is None else margin,
            told=telling.of(value),
        )
        for code, label, unit, value in counts
    ]


def _tables(fact: Fact | None) -> list[Breakdown]:
    if fact is None:
        return []
    margin = int(fact.dims["rounded_to"]) - 1
    return [
        Breakdown(
            dimension,
            label,
            tuple(
                Row(code, _label(code), count, margin=margin, told=telling.of(count))
                for code, count in fact.dims[name].items()
            ),
        )
        for name, dimension, label in TABLES
    ]


def _label(code: str) -> str:
    """Of a code, or of a direction as ``straat:raam``."""
    origin, _, target = code.partition(":")
    return move_label(origin, target) if target else label_of(code)


def _missing(evidence: Evidence, measured: Fact | None, *, whole: bool) -> list[str]:
    if evidence.period.kind is PeriodKind.PLANPERIODE:
        return [NOT_OVER_YEARS]
    if whole:
        return []
    return [SNAPSHOT_OF_MONTH if measured is None else f"momentopname van {evidence.period.label}"]


def _month_note(fact: Fact) -> str:
    return (
        f"Personen en gekende instellingen zijn die van {fact.day:%m/%Y}, de laatst gemeten maand."
    )


DATABANK = {"IND-2.4-01": operational, "IND-2.4-02": population}
