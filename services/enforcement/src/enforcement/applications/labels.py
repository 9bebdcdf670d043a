"""Labels of received applications: kinds, lists, and the documents of the checklist."""

from collections.abc import Mapping

from chassis.web.pages.languages import gettext, mark
from contracts.codes import ApplicationAnswer, ApplicationKind
from enforcement.application_register.rules import ApplicationList

KIND: Mapping[ApplicationKind, str] = {
    ApplicationKind.AANVRAAG: mark("Nieuwe aanvraag"),
    ApplicationKind.VERNIEUWING: mark("Vernieuwing"),
    ApplicationKind.WIJZIGING_HOUDER: mark("Andere houder"),
    ApplicationKind.WIJZIGING_BEHEERDER: mark("Andere beheerder"),
}
LISTS: Mapping[ApplicationList, str] = {
    ApplicationList.NIEUW: mark("Nieuw"),
    ApplicationList.TE_PLAATSEN: mark("Te plaatsen"),
    ApplicationList.ONVOLLEDIG: mark("Onvolledig"),
    ApplicationList.VOLLEDIG: mark("Volledig, in onderzoek"),
    ApplicationList.BEHANDELD: mark("Behandeld"),
    ApplicationList.GESTOPT: mark("Ingetrokken of stopgezet"),
}
ANSWER: Mapping[ApplicationAnswer, str] = {
    ApplicationAnswer.GEREGISTREERD: mark("Ontvangen"),
    ApplicationAnswer.NA_TE_KIJKEN: mark("Te plaatsen"),
    ApplicationAnswer.ONVOLLEDIG: mark("Onvolledig"),
    ApplicationAnswer.VOLLEDIG: mark("Volledig"),
    ApplicationAnswer.STOPGEZET: mark("Stopgezet"),
    ApplicationAnswer.AANVAARD: mark("Aanvaard"),
    ApplicationAnswer.NIET_AANVAARD: mark("Niet aanvaard"),
}
DOCUMENT: Mapping[str, str] = {
    "kadasterplan": mark("Plan van het kadaster"),
    "bewijs_zakelijk_recht": mark("Eigendomsakte of huurcontract"),
    "uittreksel_strafregister": mark("Uittreksel uit het strafregister"),
    "kopie_identiteitskaart": mark("Kopie van de identiteitskaart"),
    "uittreksel_kbo": mark("Uittreksel uit de KBO"),
    "statuten": mark("Statuten"),
    "brandattest": mark("Attest van de brandweer"),
    "plan_met_ruimten": mark("Plan met alle ruimten en nooduitgangen"),
    "veiligheidsplan": mark("Veiligheidsplan"),
    "toestemming_eigenaar": mark("Toestemming van de eigenaar van de plaats"),
    "verzekering": mark("Bewijs van verzekering"),
    "erkenning_werkgever": mark("Erkenning als werkgever"),
    "ander": mark("Een ander document"),
}


def document(code: str) -> str:
    """A code of the city's own checklist that has no words here is shown as words."""
    said = DOCUMENT.get(code)
    return gettext(said) if said else code.replace("_", " ").capitalize()
