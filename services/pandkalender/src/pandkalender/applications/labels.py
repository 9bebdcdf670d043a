"""Kinds, states, tasks and documents of an application in the owner's words."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import ApplicationKind
from pandkalender.applications.rules.checklist import OTHER
from pandkalender.applications.rules.progress import DECIDED, ApplicationState, Task

KIND = {
    ApplicationKind.AANVRAAG: mark("Een geschiktheidsverklaring"),
    ApplicationKind.VERNIEUWING: mark("Een vernieuwing van een verklaring"),
    ApplicationKind.WIJZIGING_HOUDER: mark("Een andere houder"),
    ApplicationKind.WIJZIGING_BEHEERDER: mark("Een andere beheerder"),
}
STATE = {
    ApplicationState.CONCEPT: mark("Nog niet verstuurd"),
    ApplicationState.INGEDIEND: mark("Verstuurd"),
    ApplicationState.GEREGISTREERD: mark("Ontvangen door de stad"),
    ApplicationState.NA_TE_KIJKEN: mark("De stad kijkt je aanvraag na"),
    ApplicationState.ONVOLLEDIG: mark("Er ontbreken documenten"),
    ApplicationState.VOLLEDIG: mark("Volledig: de stad onderzoekt je aanvraag"),
    ApplicationState.STOPGEZET: mark("Stopgezet door de stad"),
    ApplicationState.INGETROKKEN: mark("Door jou ingetrokken"),
    ApplicationState.TOEGEKEND: mark("Toegekend"),
    ApplicationState.NIET_TOEGEKEND: mark("Geweigerd: je krijgt een brief"),
}
ACCEPTED = mark("Aanvaard")
NOT_ACCEPTED = mark("Niet aanvaard: lees de brief van de stad")
STATE_COLOUR = {
    ApplicationState.CONCEPT: "govuk-tag--grey",
    ApplicationState.ONVOLLEDIG: "govuk-tag--red",
    ApplicationState.TOEGEKEND: "govuk-tag--green",
    ApplicationState.NIET_TOEGEKEND: "govuk-tag--red",
}
TASK = {
    Task.PAND: mark("Het pand"),
    Task.HOUDER: mark("De houder"),
    Task.BEHEERDER: mark("De beheerder"),
    Task.WANNEER: mark("Vanaf wanneer"),
    Task.CONTACT: mark("Wie kunnen we contacteren?"),
}
FIELD = {
    "pand": mark("Naam van het pand"),
    "straat": mark("Straat"),
    "nummer": mark("Huisnummer"),
    "postcode": mark("Postcode"),
    "kadaster": mark("Kadasternummer"),
    "kamers": mark("Kamers"),
    "naam": mark("Naam"),
    "onderneming": mark("Ondernemingsnummer"),
    "andere": mark("Andere houders"),
    "vanaf": mark("Vanaf"),
    "email": mark("E-mail"),
    "telefoon": mark("Telefoon"),
}
DOCUMENT = {
    "kadasterplan": mark("Plan van het kadaster"),
    "bewijs_zakelijk_recht": mark(
        "Bewijs dat je het pand mag gebruiken (eigendomsakte of huurcontract)"
    ),
    "uittreksel_strafregister": mark("Uittreksel uit het strafregister, niet ouder dan een maand"),
    "kopie_identiteitskaart": mark("Foto van je identiteitskaart, voor- en achterkant"),
    "uittreksel_kbo": mark("Uittreksel uit de KBO, als je een onderneming hebt"),
    "statuten": mark("Bekendmaking van de statuten, als je een vennootschap hebt"),
    "brandattest": mark("Attest van de brandweer"),
    "plan_met_ruimten": mark("Plan met alle ruimten en nooduitgangen"),
    "veiligheidsplan": mark("Veiligheidsplan: alarmknoppen en wie altijd bereikbaar is"),
    "toestemming_eigenaar": mark("Toestemming van de eigenaar van de plaats"),
    "verzekering": mark("Bewijs van verzekering"),
    "erkenning_werkgever": mark("Erkenning als werkgever, als je mensen in dienst hebt"),
    OTHER: mark("Een ander document"),
}


PERMIT = {
    "raam": mark("Raamprostitutie"),
    "seksinrichting": mark("Een andere seksinrichting"),
    "escortbureau": mark("Een escortbureau"),
    "evenement": mark("Een erotisch evenement"),
}


def state(kind: ApplicationKind, now: ApplicationState) -> str:
    """A change of holder or manager is accepted or not; a declaration is granted or refused."""
    if kind in DECIDED:
        return STATE[now]
    changed = {ApplicationState.TOEGEKEND: ACCEPTED, ApplicationState.NIET_TOEGEKEND: NOT_ACCEPTED}
    return changed.get(now, STATE[now])


def permit(code: str, name: str | None = None) -> str:
    """A type that the city added itself says its own name."""
    said = PERMIT.get(code)
    return gettext(said) if said else name or code.replace("_", " ").capitalize()


def document(code: str) -> str:
    """A code of the city's own checklist that has no words here is shown as words."""
    said = DOCUMENT.get(code)
    return gettext(said) if said else code.replace("_", " ").capitalize()
