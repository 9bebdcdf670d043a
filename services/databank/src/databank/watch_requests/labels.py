"""Labels of watch requests, for who asks, agrees or is told."""

from chassis.web.pages.languages import mark
from databank.access.break_glass.rules import Role
from databank.watch_requests.rules import Answer, Ground, State, Step

GROUND = {
    Ground.MINDERJARIGE_VERMIST: mark("Een minderjarige is vermist"),
    Ground.OP_EIGEN_VRAAG: mark("De persoon vroeg het zelf"),
    Ground.GEVAAR: mark("Iemand is misschien in gevaar"),
    Ground.ONDERZOEK: mark("Een lopend onderzoek"),
}
STATE = {
    State.GEVRAAGD: mark("Wacht op een tweede persoon"),
    State.LOOPT: mark("Loopt"),
    State.VERLOPEN: mark("Voorbij"),
    State.GEWEIGERD: mark("Geweigerd"),
    State.BEEINDIGD: mark("Beëindigd"),
}
COLOUR = {
    State.GEVRAAGD: "govuk-tag--yellow",
    State.LOOPT: "govuk-tag--green",
}
TOLD = {
    Role.AGENT: mark("Alle agenten van het team"),
    Role.TEAMLEIDER: mark("De teamleiders"),
    Role.RECHERCHE: mark("De recherche"),
}
STEP = {
    Step.BEVESTIGEN: mark("Ga akkoord"),
    Step.WEIGEREN: mark("Weiger"),
}
ANSWER = {
    Answer.JA: mark("Dit is de persoon"),
    Answer.NEE: mark("Dit is iemand anders"),
    Answer.MISSCHIEN: mark("Toch misschien"),
}
ANSWERED = {
    Answer.JA: mark("%(who)s zei dat dit de persoon is, %(at)s"),
    Answer.NEE: mark("%(who)s zei dat dit iemand anders is, %(at)s"),
    Answer.MISSCHIEN: mark("%(who)s zei dat dit toch de persoon kan zijn, %(at)s"),
}
DONE = {
    Step.BEVESTIGEN: mark("Je ging akkoord. Wie het moet weten, ziet het meteen."),
    Step.WEIGEREN: mark("De vraag is geweigerd."),
    Step.VERLENGEN: mark("Je vraag om te verlengen wacht op een tweede persoon."),
    Step.BEEINDIGEN: mark("De seining is beëindigd."),
}
