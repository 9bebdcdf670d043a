"""Table of all indicators: the id of each, and the function of the evidence that computes it.

To add one: a row in ``data/indicators.yaml``, a function beside its kin, and its place in the table
at the foot of that module. The tests then ask for it in every kind of period.
"""

from collections.abc import Callable, Mapping
from datetime import date

from reporting.figures.rules.outcomes import Outcome, Status, no_delivery
from reporting.indicators.rules.care import CARE
from reporting.indicators.rules.databank_figures import DATABANK
from reporting.indicators.rules.direction import DIRECTION
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.inspections import INSPECTIONS
from reporting.indicators.rules.measures import MEASURES
from reporting.indicators.rules.persons_checked import PERSONS_CHECKED
from reporting.periods.rules import PeriodKind

Compute = Callable[[Evidence], Outcome]

INDICATORS: Mapping[str, Compute] = {
    **CARE,
    **INSPECTIONS,
    **PERSONS_CHECKED,
    **DATABANK,
    **MEASURES,
    **DIRECTION,
}


SOURCES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*INSPECTIONS, *PERSONS_CHECKED), ("databank",)),
    "IND-2.4-02": ("databank", "pandkalender"),
    **dict.fromkeys(MEASURES, ("enforcement",)),
}
"""The services whose events each indicator counts, of those that count events."""
NAMES = {
    "databank": "de databank",
    "enforcement": "bestuurlijke handhaving",
    "pandkalender": "de pandkalender",
}


def answer(indicator_id: str, evidence: Evidence) -> Outcome:
    """The indicator for the evidence's period, where nothing known is not shown as zero."""
    if evidence.period.kind is PeriodKind.PLANPERIODE and indicator_id in CARE:
        return no_delivery("zorgcijfers zijn er per jaar en per halfjaar")
    outcome = INDICATORS[indicator_id](evidence)
    if outcome.status is not Status.CIJFER:
        return outcome
    if evidence.period.first > evidence.today:
        return no_delivery("deze periode is nog niet begonnen")
    return _as_far_as_told(outcome, evidence, SOURCES.get(indicator_id, ()))


def _as_far_as_told(outcome: Outcome, evidence: Evidence, sources: tuple[str, ...]) -> Outcome:
    """A figure is whole only when every source told of the whole period.

    What a source tells today of a day long before, as a move found in older data, still counts.
    """
    gaps = [gap for source in sources if (gap := _gap(source, evidence))]
    last = evidence.period.last
    silent = all(evidence.since.get(source, date.max) > last for source in sources)
    if gaps and silent and outcome.is_empty:
        return no_delivery(*gaps)
    return outcome.lacking(*gaps)


def _gap(source: str, evidence: Evidence) -> str | None:
    since = evidence.since.get(source)
    if since is None:
        return f"{NAMES[source]} meldde nog niets"
    if since > evidence.period.first:
        return f"{NAMES[source]} meldde niets van vóór {since:%d/%m/%Y}"
    return None
