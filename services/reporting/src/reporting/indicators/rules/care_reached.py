"""IND-1-01: persons per organisation, and a city total only where the year was linked."""

from reporting.care.rules.counting_notes import counting_notes
from reporting.care.rules.publications import ORGANISATIONS, CareDelivery, LinkedCare, called
from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, Row, figure
from reporting.indicators.rules.care_cells import (
    breakdown,
    missing_deliveries,
    part,
)
from reporting.indicators.rules.evidence import Evidence

CITY = "stad"


def reached(evidence: Evidence, deliveries: list[CareDelivery]) -> Outcome:
    """IND-1-01: persons are never added up over organisations (A19).

    There is a headline only where the year was linked; that is no sum.
    """
    linked = linked_part(evidence.care.linked)
    return figure(
        linked.value if linked else None,
        suppressed=linked is not None and linked.suppressed,
        margin=linked.margin if linked else 0,
        told=linked.told if linked else None,
        parts=[
            *([linked] if linked else []),
            *(part(d, d.organisation, called(d), "personen", "clienten") for d in deliveries),
        ],
        breakdowns=[
            *linked_breakdowns(evidence.care.linked),
            *(
                breakdown(
                    f"branche bij {called(d)}",
                    "branche",
                    d.along("clienten", "branche"),
                    f"branche_{d.organisation}",
                )
                for d in deliveries
            ),
        ],
        missing=missing_deliveries(evidence, ORGANISATIONS),
        notes=[
            *counting_notes(evidence.care.linked),
            "Een persoon telt per organisatie bij één branche: de hoofdbranche.",
        ],
    )


def linked_part(linked: LinkedCare | None) -> Part | None:
    """The total of the city, with its own label; none where the year was not linked."""
    total = next(iter(linked.along()), None) if linked else None
    if total is None:
        return None
    return Part(
        CITY,
        "stad, elke persoon één keer",
        "personen",
        total.value,
        suppressed=total.value is None,
        margin=total.margin,
        told=telling.of(total.value),
    )


def linked_breakdowns(linked: LinkedCare | None) -> list[Breakdown]:
    """The branches of the city, unless none may be told."""
    cells = linked.along("branche") if linked else []
    if all(cell.value is None for cell in cells):
        return []
    rows = tuple(
        Row(
            code,
            label_of(code),
            cell.value,
            cell.value is None,
            cell.margin,
            telling.of(cell.value),
        )
        for cell in cells
        for code in [cell.dimensions["branche"]]
    )
    return [Breakdown("branche", "branche in de stad (elke persoon één keer)", rows)]
