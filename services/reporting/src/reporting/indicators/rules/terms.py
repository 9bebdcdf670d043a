"""Terms of procedures of the plan: how often each was met, and how often it was late.

A first contact with the police is about one person, so it is in no count here; integrity advice
neither.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.terms import Term
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.fines import IMPOSED
from reporting.indicators.rules.inspections import monthly_actions
from reporting.indicators.rules.report_figures import (
    ANALYSIS,
    CARE,
    INVENTORY,
    PURPOSES,
    REPORTS,
    SAFETY,
    delivered,
)

REPORTED: Mapping[str, str] = {
    INVENTORY: "IND-2.1-01",
    ANALYSIS: "IND-3-01",
    CARE: "IND-3.1-01",
    SAFETY: "IND-3.2-01",
    **dict.fromkeys(PURPOSES, "IND-2.4-03"),
}
MOMENTS = "IND-3.4-01"
"""The indicator of a kind of report, and that of all others."""
ADVICE = "suitability-advice-given"


def terms_met(evidence: Evidence) -> list[Term]:
    """Of what happened in the period; a term of which nothing happened is left out."""
    found = [*_monthly_actions(evidence), *_fines(evidence), *_advice(evidence)]
    return [term for term in (*found, *_reports(evidence)) if term.in_time or term.late]


def _monthly_actions(evidence: Evidence) -> Iterable[Term]:
    """Late is one that was not held in its month: the month is over."""
    actions = monthly_actions(evidence)
    yield Term(
        "maandactie",
        "maandactie gehouden",
        "IND-2.1-02",
        len(actions.held),
        len(actions.missed),
    )


def _fines(evidence: Evidence) -> Iterable[Term]:
    """Imposed on the legal last day at the latest (``decide_by``), where that was told."""
    last = {
        fact.subject_id: date.fromisoformat(fact.dims["decide_by"])
        for fact in evidence.fines.of("gas-case-opened")
        if fact.dims.get("decide_by")
    }
    days = {fact.subject_id: fact.day for fact in evidence.facts.of(IMPOSED)}
    known = [day <= last[case_id] for case_id, day in days.items() if case_id in last]
    yield Term("boete", "geldboete opgelegd", "IND-2.2-01", *_split(known))


def _advice(evidence: Evidence) -> Iterable[Term]:
    """Each service's own term, of each application."""
    for service, given in evidence.facts.of(ADVICE).by("service").items():
        known = {fact.subject_id: not fact.dims["late"] for fact in given}
        label = f"advies over een aanvraag: {label_of(service)}"
        yield Term(f"advies_{service}", label, "IND-2.3-01", *_split(known.values()))


def _reports(evidence: Evidence) -> Iterable[Term]:
    reports = [each for each in delivered(evidence) if each.due is not None]
    for kind in dict.fromkeys(each.kind for each in reports):
        known = [not each.is_late for each in reports if each.kind == kind]
        yield Term(f"rapport_{kind}", REPORTS[kind], REPORTED.get(kind, MOMENTS), *_split(known))


def _split(known: Iterable[bool]) -> tuple[int, int]:
    in_time = [*known]
    return sum(in_time), len(in_time) - sum(in_time)
