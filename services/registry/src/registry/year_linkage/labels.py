"""Dutch words for the states of a linkage, as its screens show them."""

from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from registry.minimum_format.rules import codes
from registry.year_linkage.rules.linkage_error import Lack
from registry.year_linkage.rules.year import Ground, LinkageState

STATE = {
    LinkageState.OPEN: mark("Loopt"),
    LinkageState.AANGEVRAAGD: mark("Wacht op een tweede persoon"),
    LinkageState.GEKOPPELD: mark("Gekoppeld"),
    LinkageState.GESTOPT: mark("Gestopt zonder te koppelen"),
    LinkageState.VERLOPEN: mark("Termijn voorbij, niet gekoppeld"),
}
COLOUR = {
    LinkageState.OPEN: "blue",
    LinkageState.AANGEVRAAGD: "yellow",
    LinkageState.GEKOPPELD: "green",
    LinkageState.GESTOPT: "grey",
    LinkageState.VERLOPEN: "grey",
}
GROUND = {
    Ground.GEKOPPELD: mark("Vernietigd na de koppeling"),
    Ground.GESTOPT: mark("Vernietigd zonder koppeling"),
    Ground.VERLOPEN: mark("Vernietigd omdat de termijn voorbij was"),
}
LACK = {
    Lack.GEEN_EXACT_TOTAAL: mark(
        "Deze organisatie toont haar eigen totaal van het jaar niet of afgerond. Dan kan er geen"
        " stadstotaal komen. Stop de koppeling."
    ),
    Lack.GEEN_STEEKPROEF: mark(
        "De steekproef ontbreekt. Maak van een deel van de cliënten een tweede keer een code, en"
        " vul in hoe vaak die gelijk is."
    ),
    Lack.STEEKPROEF_TE_KLEIN: mark(
        "De steekproef is te klein. Maak van meer cliënten een tweede keer een code."
    ),
    Lack.TE_ONZEKER: mark(
        "De fout van de koppeling is zo groot dat het stadstotaal bijna niets zegt. Dit kan helpen:"
        " een grotere steekproef, of eerst nakijken waarom codes verschillen. Helpt dat niet, stop"
        " dan de koppeling."
    ),
}
TOTAL = mark("Alle branches")


def branch(dimensions: dict[str, str]) -> str:
    """The row of a total: its branch, or all of them."""
    code = dimensions.get("branche")
    return _(TOTAL) if code is None else codes.BRANCHE.labels[code]
