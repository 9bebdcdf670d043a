"""Labels of the agenda: bodies, what they are asked, and the kinds of orders."""

from collections.abc import Mapping

from chassis.web.pages.languages import mark
from enforcement.mayor_measures import labels as measures
from enforcement.meetings.rules import AgendaBody, Ban, CollegeOutcome, OrderTask
from enforcement.payments import labels as payments
from enforcement.sanctions import labels as sanctions
from enforcement.suitability import labels as suitability

BODY: Mapping[AgendaBody, str] = {
    AgendaBody.BURGEMEESTER: mark("De burgemeester"),
    AgendaBody.COLLEGE: mark("Het college"),
    AgendaBody.GEMEENTERAAD: mark("De gemeenteraad"),
}
ASKED: Mapping[OrderTask, str] = {
    OrderTask.ONDERTEKENEN: mark("Bevel om te ondertekenen"),
    OrderTask.BEVESTIGEN: mark("Bevel om te bevestigen"),
    OrderTask.MELDEN: mark("Sluiting om aan de gemeenteraad te melden"),
}
OUTCOME: Mapping[CollegeOutcome, str] = {
    CollegeOutcome.BEVESTIGD: mark("Bevestigd"),
    CollegeOutcome.NIET_BEVESTIGD: mark("Niet bevestigd: vervalt"),
    CollegeOutcome.UITGESTELD: mark("Uitgesteld: vervalt"),
}
ORDER: Mapping[str, str] = {
    **{str(kind): said for kind, said in measures.KIND.items()},
    Ban.STRAATVERBOD: mark("Straatverbod (art. 134sexies)"),
}
BASIS, CONTENT = measures.BASIS, measures.CONTENT
PROPOSAL, DEFENCE = sanctions.KIND, sanctions.DEFENCE
PERMIT, ADVISER = suitability.PERMIT, suitability.ADVISER
ADVICE, VISIT_RESULT = suitability.RESULT, suitability.VISIT_RESULT
LATE_ADVICE = mark("geen advies binnen de termijn")
APPLICATION = {
    False: mark("Aanvraag om over te beslissen"),
    True: mark("Vernieuwing om over te beslissen"),
}
"""By whether a declaration is asked again."""
euros = payments.euros
UNKNOWN_PLACE = mark("Plaats zonder vergunning: het adres staat in het dossier")
HIDDEN_AREA = mark("De perimeter staat in het dossier")
VISA = mark("Dwangbevel om te viseren")
LAPSED = mark("Vervallen zonder bevestiging")


def place_of(kind: str, place: str | None) -> str:
    """The address, or where to find what is sealed."""
    if place:
        return place
    return HIDDEN_AREA if kind == Ban.STRAATVERBOD else UNKNOWN_PLACE
