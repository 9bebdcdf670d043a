"""Indicators from the register of regie: line 3, and a few of line 2."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, Row, figure
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.report_figures import (
    ANALYSIS,
    CARE,
    REPORTS,
    SAFETY,
    published,
    report_delivered,
)
from reporting.regie.rules.kinds import PARTNERS, STATUSES, TYPES, RegieKind
from reporting.regie.rules.records import RegieEntry

Compute = Callable[[Evidence], Outcome]


def in_period(evidence: Evidence, kind: RegieKind, *types: str) -> list[RegieEntry]:
    return [entry for entry in evidence.register.of(kind, *types) if entry.day in evidence.period]


def meetings(*types: str) -> Compute:
    """Meetings that took place, of these types or of all."""

    def compute(evidence: Evidence) -> Outcome:
        entries = in_period(evidence, RegieKind.OVERLEG, *types)
        by_forum = [] if len(types) == 1 else [_by_type(entries, RegieKind.OVERLEG, "forum")]
        return figure(len(entries), breakdowns=[*by_forum, by_partner(entries)])

    return compute


def consultations(evidence: Evidence) -> Outcome:
    """IND-2.1-03: with the parties concerned; the police among themselves stand beside it."""
    broad = in_period(evidence, RegieKind.OVERLEG, "adhoc_breed")
    internal = in_period(evidence, RegieKind.OVERLEG, "adhoc_pta_recherche")
    unit = "overlegmomenten"
    return figure(
        len(broad),
        parts=[
            Part("broad", "met betrokken actoren", unit, len(broad)),
            Part("internal", "alleen politie en recherche", unit, len(internal), counted=False),
        ],
        breakdowns=[by_partner(broad)],
    )


def notes(evidence: Evidence) -> Outcome:
    """IND-3-02 and IND-3.5-02 are one measure that the plan prints twice (A10)."""
    entries = in_period(evidence, RegieKind.NOTA)
    return figure(
        len(entries),
        parts=[
            Part(code, label, "nota's", sum(entry.type == code for entry in entries))
            for code, label in (("beleid", "beleidsnota's"), ("signaal", "signaalnota's"))
        ],
        breakdowns=[_by_status(entries, RegieKind.NOTA)],
        notes=["IND-3-02 en IND-3.5-02 zijn dezelfde telling."],
    )


def reporting_moments(evidence: Evidence) -> Outcome:
    """IND-3.4-01: moments that people noted; a report that was published here counts itself."""
    entries = in_period(evidence, RegieKind.RAPPORTAGEMOMENT)
    reports = [each for each in published(evidence) if each.published_on in evidence.period]
    natures = [*(entry.type for entry in entries), *(report.kind for report in reports)]
    return figure(
        len(natures),
        breakdowns=[
            _tally("type", "aard", REPORTS, natures),
            _tally("audience", "publiek", PARTNERS, (p for each in entries for p in each.partners)),
        ],
    )


def briefings(evidence: Evidence) -> Outcome:
    entries = in_period(evidence, RegieKind.TOELICHTING)
    return figure(len(entries), breakdowns=[_by_type(entries, RegieKind.TOELICHTING, "publiek")])


def agreements(evidence: Evidence) -> Outcome:
    """By the day of signing. In force: signed by the end of the period, and not ended before."""
    last = evidence.period.last
    everything = evidence.register.of(RegieKind.OVEREENKOMST)
    signed = [e for e in everything if e.signed_on is not None and e.signed_on in evidence.period]
    in_force = [
        e
        for e in everything
        if e.signed_on is not None and e.signed_on <= last and (e.until is None or e.until >= last)
    ]
    covenants = _of_type(signed, "convenant")
    return figure(
        len(covenants),
        parts=[
            Part("signed", "ondertekend in de periode", "convenanten", len(covenants)),
            Part(
                "in_force",
                "van kracht op het einde van de periode",
                "convenanten",
                len(_of_type(in_force, "convenant")),
            ),
            Part(
                "execution_signed",
                "uitvoeringsovereenkomsten, ondertekend in de periode",
                "overeenkomsten",
                len(_of_type(signed, "uitvoeringsovereenkomst")),
                counted=False,
            ),
        ],
        breakdowns=[by_partner(covenants)],
    )


def by_partner(entries: Iterable[RegieEntry]) -> Breakdown:
    return _tally("partner", "partner", PARTNERS, (p for entry in entries for p in entry.partners))


def _by_type(entries: Iterable[RegieEntry], kind: RegieKind, label: str) -> Breakdown:
    return _tally("type", label, TYPES[kind], (entry.type for entry in entries))


def _by_status(entries: Iterable[RegieEntry], kind: RegieKind) -> Breakdown:
    return _tally("status", "status", STATUSES[kind], (entry.status for entry in entries))


def _tally(
    dimension: str, label: str, labels: Mapping[str, str], codes: Iterable[str]
) -> Breakdown:
    counted = Counter(codes)
    rows = tuple(Row(code, text, counted[code]) for code, text in labels.items() if code in counted)
    return Breakdown(dimension, label, rows)


def _of_type(entries: Iterable[RegieEntry], type_code: str) -> list[RegieEntry]:
    return [entry for entry in entries if entry.type == type_code]


DIRECTION: dict[str, Compute] = {
    "IND-2.1-03": consultations,
    "IND-2.2-04": meetings("werkgroep_partners"),
    "IND-2.3-03": meetings("eigenaars"),
    "IND-2.3-04": meetings("kerngroep"),
    "IND-3-01": report_delivered(ANALYSIS),
    "IND-3-02": notes,
    "IND-3-03": meetings(),
    "IND-3.1-01": report_delivered(CARE),
    "IND-3.2-01": report_delivered(SAFETY),
    "IND-3.3-01": meetings("sectoraal_veiligheid"),
    "IND-3.3-02": meetings("sectoraal_hulpverlening"),
    "IND-3.3-03": meetings("intersectoraal"),
    "IND-3.4-01": reporting_moments,
    "IND-3.4-02": briefings,
    "IND-3.5-01": agreements,
    "IND-3.5-02": notes,
}
