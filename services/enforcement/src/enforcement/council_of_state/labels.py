"""Labels of requests to the Council of State."""

from collections.abc import Mapping

from chassis.web.pages.languages import mark
from contracts.codes import CouncilRuling
from enforcement.council_of_state.rules import RequestOf, Urgency

URGENCY: Mapping[str, str] = {
    Urgency.GEEN: mark("Alleen vernietiging"),
    Urgency.GEWOON: mark("Ook schorsing"),
    Urgency.UITERST_DRINGEND: mark("Ook schorsing, uiterst dringend"),
}
RULING: Mapping[str, str] = {
    CouncilRuling.SCHORSING: mark("De beslissing is geschorst"),
    CouncilRuling.GEEN_SCHORSING: mark("De beslissing is niet geschorst"),
    CouncilRuling.VERNIETIGING: mark("De beslissing is vernietigd"),
    CouncilRuling.VERWERPING: mark("Het beroep is verworpen"),
    CouncilRuling.AFSTAND: mark("Wie in beroep ging, deed afstand"),
}
REQUEST_OF: Mapping[str, str] = {
    RequestOf.LAATSTE: mark("Het laatste beroep"),
    RequestOf.EERDER: mark("Een eerder beroep, tegen een beslissing die ingetrokken is"),
}
