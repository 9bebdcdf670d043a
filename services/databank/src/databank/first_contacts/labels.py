"""Labels of first contacts: outcomes, states, information, languages and worries."""

from chassis.web.pages.languages import mark
from contracts.codes import SignalKind
from databank.first_contacts.rules import Attempt, ContactState, Information
from databank.welfare.labels import SIGNAL

OUTCOME = {
    ContactState.GEHOUDEN.value: mark("Gehouden"),
    Attempt.UITGESTELD.value: mark("Uitgesteld"),
    Attempt.NIET_BEREIKT.value: mark("Niet bereikt"),
    Attempt.GEWEIGERD.value: mark("Geweigerd"),
}
STATE = {
    ContactState.OPEN: mark("Te doen"),
    ContactState.GEHOUDEN: mark("Gehouden"),
    ContactState.GEWEIGERD: mark("Geweigerd"),
    ContactState.SAMENGEVOEGD: mark("Telt mee bij een ander contact"),
}
INFORMATION = {
    Information.RECHTEN: mark("Rechten uitgelegd"),
    Information.HULPORGANISATIES: mark("Folders van Payoke en de zorgorganisaties gegeven"),
    Information.GEEN_DRUK: mark("Uitgelegd dat niemand mag dwingen"),
}
LANGUAGES = {
    "nederlands": mark("Nederlands"),
    "frans": mark("Frans"),
    "engels": mark("Engels"),
    "spaans_portugees": mark("Spaans of Portugees"),
    "roemeens": mark("Roemeens"),
    "bulgaars": mark("Bulgaars"),
    "hongaars": mark("Hongaars"),
    "andere": mark("Andere taal"),
}
CONCERNS = {
    kind: SIGNAL[kind]
    for kind in (
        SignalKind.MINDERJARIGHEID,
        SignalKind.DWANG,
        SignalKind.MENSENHANDEL,
        SignalKind.MENSONWAARDIGE_OMSTANDIGHEDEN,
    )
}
