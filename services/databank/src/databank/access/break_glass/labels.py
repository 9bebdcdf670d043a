"""Access in an emergency, in the words of who asks, decides or judges."""

from chassis.web.pages.languages import mark
from databank.access.break_glass.rules import Ground, Stand, Step
from databank.access.shields.rules import ShieldGround

GROUND = {
    Ground.GEVAAR: mark("Iemand is nu in gevaar"),
    Ground.MINDERJARIGE: mark("Het gaat om een minderjarige"),
    Ground.SLACHTOFFER: mark("Iemand is mogelijk slachtoffer"),
    Ground.VERMISSING: mark("Iemand is vermist"),
    Ground.ANDERE: mark("Een ander noodgeval"),
}
STAND = {
    Stand.GEVRAAGD: mark("Wacht op een tweede persoon"),
    Stand.VERLOPEN: mark("Niet beantwoord"),
    Stand.INGETROKKEN: mark("Ingetrokken"),
    Stand.GEWEIGERD: mark("Geweigerd"),
    Stand.OPEN: mark("Open"),
    Stand.TE_BEOORDELEN: mark("Te beoordelen"),
    Stand.GERECHTVAARDIGD: mark("Gerechtvaardigd"),
    Stand.NIET_GERECHTVAARDIGD: mark("Niet gerechtvaardigd"),
}
COLOUR = {
    Stand.GEVRAAGD: "govuk-tag--yellow",
    Stand.OPEN: "govuk-tag--red",
    Stand.TE_BEOORDELEN: "govuk-tag--orange",
    Stand.GERECHTVAARDIGD: "govuk-tag--green",
}
STEP = {
    Step.TOESTAAN: mark("Sta drie uur toegang toe"),
    Step.WEIGEREN: mark("Weiger"),
    Step.INTREKKEN: mark("Trek de vraag in"),
    Step.BEEINDIGEN: mark("Beëindig de toegang nu"),
    Step.GERECHTVAARDIGD: mark("Gerechtvaardigd"),
    Step.NIET_GERECHTVAARDIGD: mark("Niet gerechtvaardigd"),
}
DONE = {
    Step.TOESTAAN: mark("De toegang is open, voor drie uur."),
    Step.WEIGEREN: mark("De vraag is geweigerd."),
    Step.INTREKKEN: mark("De vraag is ingetrokken."),
    Step.BEEINDIGEN: mark("De toegang is beëindigd."),
    Step.GERECHTVAARDIGD: mark("Je oordeel is bewaard."),
    Step.NIET_GERECHTVAARDIGD: mark("Je oordeel is bewaard."),
}
SHIELD = {
    ShieldGround.BESCHERMING: mark("Bescherming van de persoon"),
    ShieldGround.LOPEND_ONDERZOEK: mark("Lopend onderzoek"),
    ShieldGround.KENNIS_VAN_COLLEGA: mark("Een collega kent deze persoon"),
    ShieldGround.OP_VRAAG: mark("De persoon vraagt het"),
}
