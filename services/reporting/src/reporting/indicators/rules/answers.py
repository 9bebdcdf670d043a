"""Table of all indicators: the id of each, and the function of the evidence that computes it.

To add one: a row in ``data/indicators.yaml``, a function beside its kin, and its place in the table
at the foot of that module. The tests then ask for it in every kind of period.
"""

from collections.abc import Callable, Mapping

from reporting.indicators.rules.care import CARE
from reporting.indicators.rules.direction import DIRECTION
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.inspections import INSPECTIONS
from reporting.indicators.rules.measures import MEASURES
from reporting.indicators.rules.outcomes import Outcome, Status, no_delivery

Compute = Callable[[Evidence], Outcome]

INDICATORS: Mapping[str, Compute] = {**CARE, **INSPECTIONS, **MEASURES, **DIRECTION}


def answer(indicator_id: str, evidence: Evidence) -> Outcome:
    """The indicator for the evidence's period, where nothing known is not shown as zero."""
    outcome = INDICATORS[indicator_id](evidence)
    if outcome.status is not Status.CIJFER:
        return outcome
    if evidence.period.first > evidence.today:
        return no_delivery("deze periode is nog niet begonnen")
    if indicator_id in INSPECTIONS or indicator_id in MEASURES:
        return _since_events(outcome, evidence)
    return outcome


def _since_events(outcome: Outcome, evidence: Evidence) -> Outcome:
    since = evidence.since
    if since is None:
        return no_delivery("de andere diensten hebben nog niets gemeld")
    if evidence.period.last < since:
        return no_delivery(f"er zijn geen meldingen van vóór {since:%d/%m/%Y}")
    if evidence.period.first < since:
        return outcome.noting(f"De meldingen van de andere diensten beginnen op {since:%d/%m/%Y}.")
    return outcome
