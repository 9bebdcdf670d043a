"""Persons by what their whole record says of two branches, beside the moves of the rule.

The databank counts and rounds them, once a half-year, 90 days after its end.
"""

from reporting.facts.rules.facts import Fact
from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import reading_label
from reporting.figures.rules.outcomes import Breakdown, Row
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import PeriodKind

DIMENSION = "branch_reading"


def branch_readings(evidence: Evidence) -> tuple[list[Breakdown], list[str]]:
    """Table and note of a half-year; of another period none, since persons of halves do not add up
    and a month is too short."""
    measured = list(evidence.facts.of("branch-readings-measured"))
    if evidence.period.kind is not PeriodKind.HALFJAAR or not measured:
        return [], []
    return [_table(measured[-1])], [
        "Een lezing zegt wat het hele verloop van iemand waarschijnlijk maakt: ging ze naar een "
        "andere branche, kwam ze terug, of werkt ze in twee branches. Elke lezing telt personen, "
        "zoals het 90 dagen na het halfjaar stond, en afgerond. De verschuivingen tussen branches "
        "tellen elke wissel binnen 30 dagen, ook van wie in twee branches werkt."
    ]


def _table(measured: Fact) -> Breakdown:
    margin = int(measured.dims["rounded_to"]) - 1
    return Breakdown(
        DIMENSION,
        "lezing (personen)",
        tuple(
            Row(code, reading_label(*code.split(":")), count, False, margin, telling.of(count))
            for code, count in sorted(measured.dims["persons"].items())
        ),
    )
