"""Labels of first contacts, of workers' codes and of their answers."""

from chassis.web.pages.languages import mark
from contracts.codes import SignalKind
from databank.first_contacts.rules.code_holder import EndReason
from databank.first_contacts.rules.first_contact import Attempt, ContactState, Information
from databank.first_contacts.rules.worker_answer import Answer, Confirmation
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
ENDED = {
    EndReason.NIEUWE_CODE: mark("vervangen door een nieuwe"),
    EndReason.INGETROKKEN: mark("ingetrokken"),
    EndReason.GESPLITST: mark("vervallen: deze persoon bleek twee personen. Geef een nieuwe code."),
}
CONFIRMATION = {
    Confirmation.GEVRAAGD: mark("Gevraagd, nog geen antwoord."),
    Confirmation.BEVESTIGD: mark("Bevestigd."),
    Confirmation.BETWIST: mark("Betwist."),
    Confirmation.GEEN_ANTWOORD: mark("Gevraagd, geen antwoord gekregen."),
}
ANSWER = {
    Answer.BEVESTIGD: mark("De aangifte klopt"),
    Answer.BETWIST: mark("De aangifte klopt niet"),
}
