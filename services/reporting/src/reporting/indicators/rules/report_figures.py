"""Indicators of reports that were delivered: whether, when, and in time.

A report is delivered on the day of its publication; a later version of the same report is no
second delivery. A report without a last day is neither in time nor late.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, Row, figure
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period
from reporting.regie.rules.kinds import TYPES, RegieKind
from reporting.regie.rules.records import RegieEntry
from reporting.report_register.rules.published import AwaitedReport

REPORTS: Mapping[str, str] = {
    **TYPES[RegieKind.RAPPORTAGEMOMENT],
    "databank": "periodiek rapport van de databank",
    "plan_halfjaar": "halfjaarlijkse rapportage over het actieplan",
    "plan_jaar": "jaarrapport over het actieplan",
}
"""Kinds of reports, those that people note and those that are made here, and how they read."""
INVENTORY, ANALYSIS = "inventaris", "sectoranalyse"
CARE, SAFETY = "hulpverlening", "veiligheidsactoren"
PURPOSES: Mapping[str, str] = {
    "databank": "beleidsevaluatie en handhaving",
    "databank_beleid": "beleidsevaluatie",
    "databank_handhaving": "handhaving",
}
"""Kinds of the databank's periodic reports, and what each is for (IND-2.4-03)."""


@dataclass(frozen=True, slots=True)
class DeliveredReport:
    """``about`` is the period or subject of the report; ``due`` its last day, where it has one."""

    kind: str
    about: str
    published_on: date
    due: date | None = None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.published_on > self.due


def published(evidence: Evidence, *kinds: str) -> list[DeliveredReport]:
    """Reports that were made and published here, of these kinds or of all."""
    return [
        DeliveredReport(each.kind, each.period, each.published_on, each.due_on)
        for each in evidence.reports
        if not kinds or each.kind in kinds
    ]


def of_register(moments: Iterable[RegieEntry]) -> list[DeliveredReport]:
    """Reports that people noted as a reporting moment of their kind."""
    return [DeliveredReport(each.type, each.subject, each.day, each.until) for each in moments]


def delivered(evidence: Evidence, *kinds: str) -> list[DeliveredReport]:
    """Reports of these kinds that were first published in the period, each once."""
    first: dict[tuple[str, str], DeliveredReport] = {}
    noted = of_register(evidence.register.of(RegieKind.RAPPORTAGEMOMENT, *kinds))
    for report in sorted(
        [*noted, *published(evidence, *kinds)], key=lambda each: each.published_on
    ):
        first.setdefault((report.kind, report.about), report)
    return [report for report in first.values() if report.published_on in evidence.period]


def overdue(evidence: Evidence, *kinds: str) -> list[AwaitedReport]:
    """Reports of these kinds that were due in the period and are not out yet.

    One that people noted as a reporting moment with the same last day was delivered elsewhere.
    """
    noted = {
        (each.type, each.until) for each in evidence.register.of(RegieKind.RAPPORTAGEMOMENT, *kinds)
    }
    return [
        each
        for each in evidence.awaited
        if each.kind in kinds
        and each.due_on in evidence.period
        and (each.kind, each.due_on) not in noted
    ]


def report_delivered(kind: str) -> Callable[[Evidence], Outcome]:
    """A report of the plan: how many were delivered, on which day, and whether in time."""

    def compute(evidence: Evidence) -> Outcome:
        reports, missing = delivered(evidence, kind), overdue(evidence, kind)
        return figure(
            len(reports),
            parts=punctuality(reports, missing),
            breakdowns=[_by_period(evidence.period, reports)],
            notes=sentences(reports, missing),
        )

    return compute


def periodic_reports(evidence: Evidence) -> Outcome:
    """IND-2.4-03: the databank's periodic reports, by kind and by what they are for."""
    reports, missing = delivered(evidence, *PURPOSES), overdue(evidence, *PURPOSES)
    purposes = Counter(PURPOSES[report.kind] for report in reports)
    return figure(
        len(reports),
        parts=punctuality(reports, missing),
        breakdowns=[
            _rows("kind", "soort rapport", Counter(REPORTS[report.kind] for report in reports)),
            _rows("purpose", "doel", purposes),
        ],
        notes=sentences(reports, missing),
    )


def punctuality(reports: Iterable[DeliveredReport], missing: Sequence[AwaitedReport]) -> list[Part]:
    """In time, late, and without a last day: together all reports. Beside them those that were due
    and are not out, and which share of all that had a last day was in time."""
    known = list(reports)
    late = sum(report.is_late for report in known)
    without = sum(report.due is None for report in known)
    in_time = len(known) - late - without
    counts = (
        ("on_time", "op tijd", in_time),
        ("late", "te laat", late),
        ("no_due_day", "zonder uiterste dag", without),
    )
    parts = [Part(code, label, "rapporten", number) for code, label, number in counts]
    parts.append(
        Part("missing", "verwacht, niet gepubliceerd", "rapporten", len(missing), counted=False)
    )
    if due := in_time + late + len(missing):
        rate = round(100 * in_time / due)
        parts.append(Part("rate", "aandeel op tijd", "%", rate, counted=False))
    return parts


def sentences(reports: Iterable[DeliveredReport], missing: Iterable[AwaitedReport]) -> list[str]:
    return [
        *(sentence(report) for report in reports),
        *(
            f"{_label(each.kind)}: verwacht op {each.due_on:%d/%m/%Y}, nog niet gepubliceerd."
            for each in missing
        ),
    ]


def sentence(report: DeliveredReport) -> str:
    due = f", uiterste dag {report.due:%d/%m/%Y}" if report.due else ""
    return f"{_label(report.kind)}: gepubliceerd op {report.published_on:%d/%m/%Y}{due}."


def _label(kind: str) -> str:
    label = REPORTS[kind]
    return f"{label[0].upper()}{label[1:]}"


def _by_period(period: Period, reports: Iterable[DeliveredReport]) -> Breakdown:
    """By half-year of publication, in periods that have more than one."""
    if len(period.months) < 12:
        return Breakdown("half", "halfjaar", ())
    halves = Counter(
        f"{each.published_on.year}-H{1 if each.published_on.month <= 6 else 2}" for each in reports
    )
    return _rows("half", "halfjaar", halves)


def _rows(dimension: str, label: str, counts: Mapping[str, int]) -> Breakdown:
    return Breakdown(
        dimension, label, tuple(Row(code, code, counts[code]) for code in sorted(counts))
    )
