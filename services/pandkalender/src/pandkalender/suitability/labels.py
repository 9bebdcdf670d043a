"""States, visits and conditions of a declaration in the owner's words."""

from chassis.web.pages.languages import mark
from contracts.codes import VisitReason, VisitResult
from pandkalender.suitability.rules import Usability

USABILITY = {
    Usability.GELDIG: mark("Geldig"),
    Usability.VOORWAARDELIJK: mark("Geldig, met voorwaarden"),
    Usability.GEBLOKKEERD: mark("Niet te gebruiken"),
}
USABILITY_COLOUR = {
    Usability.GELDIG: "govuk-tag--green",
    Usability.VOORWAARDELIJK: "govuk-tag--yellow",
    Usability.GEBLOKKEERD: "govuk-tag--red",
}
VISIT_REASON = {
    VisitReason.AANVRAAG: mark("Bezoek bij je aanvraag"),
    VisitReason.VERNIEUWING: mark("Bezoek bij je vernieuwing"),
    VisitReason.MELDING: mark("Bezoek na een melding"),
    VisitReason.JAARLIJKS: mark("Jaarlijks bezoek"),
}
VISIT_RESULT = {
    VisitResult.IN_ORDE: mark("In orde"),
    VisitResult.TEKORTEN: mark("Er zijn tekorten. Je krijgt een brief van de stad."),
}


def condition(code: str) -> str:
    """A condition is a code of the city's list: shown as words where it is no sentence."""
    words = code.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
