"""Words of the overview. What the plan itself says of an indicator stays in Dutch."""

from chassis.web.pages.languages import mark
from reporting.charts.rules.pictures import Bar
from reporting.figures.rules import margins
from reporting.figures.rules.outcomes import Completeness, Outcome, Part, Row, Status

BADGES: dict[str, str] = {
    Completeness.VOLLEDIG: mark("volledig"),
    Completeness.GEDEELTELIJK: mark("gedeeltelijk"),
    Status.GEEN_LEVERING: mark("nog geen levering"),
    Status.GEEN_BRON: mark("nog geen bron"),
}
COLOURS: dict[str, str] = {
    Completeness.VOLLEDIG: "green",
    Completeness.GEDEELTELIJK: "yellow",
    Status.GEEN_LEVERING: "blue",
    Status.GEEN_BRON: "grey",
}


def bounds(figure: Outcome | Part | Row | Bar) -> tuple[int, int] | None:
    """Between what a rounded figure lies; None of an exact one, and of one that is not shown."""
    return None if figure.value is None else margins.bounds(figure.value, figure.margin)


def completeness(outcome: Outcome) -> str:
    """Completeness of a figure, a key of ``BADGES``: colour alone says nothing."""
    return outcome.completeness if outcome.status is Status.CIJFER else outcome.status
