"""Labels of access in an emergency, for who asks, decides or judges."""

from chassis.web.pages.languages import mark
from databank.access.break_glass.rules import Ground, State, Step

GROUND = {
    Ground.GEVAAR: mark("Iemand is nu in gevaar"),
    Ground.MINDERJARIGE: mark("Het gaat om een minderjarige"),
    Ground.SLACHTOFFER: mark("Iemand is mogelijk slachtoffer"),
    Ground.VERMISSING: mark("Iemand is vermist"),
    Ground.ANDERE: mark("Een ander noodgeval"),
}
STATE = {
    State.GEVRAAGD: mark("Wacht op een tweede persoon"),
    State.VERLOPEN: mark("Niet beantwoord"),
    State.INGETROKKEN: mark("Ingetrokken"),
    State.GEWEIGERD: mark("Geweigerd"),
    State.OPEN: mark("Open"),
    State.TE_BEOORDELEN: mark("Te beoordelen"),
    State.GERECHTVAARDIGD: mark("Gerechtvaardigd"),
    State.NIET_GERECHTVAARDIGD: mark("Niet gerechtvaardigd"),
}
COLOUR = {
    State.GEVRAAGD: "govuk-tag--yellow",
    State.OPEN: "govuk-tag--red",
    State.TE_BEOORDELEN: "govuk-tag--orange",
    State.GERECHTVAARDIGD: "govuk-tag--green",
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
