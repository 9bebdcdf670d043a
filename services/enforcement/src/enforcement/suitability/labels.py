"""Labels of suitability declarations: states, steps, advices, visits, and changes."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from contracts.codes import VisitKind, VisitReason, VisitResult
from enforcement.cases.labels import NOTED as CASE_NOTED
from enforcement.suitability.rules import (
    DECISION_NOTIFIED,
    UNPREPARED,
    AdviceOutcome,
    AdviceResult,
    AdviceService,
    ChangeKind,
    ChangeOutcome,
    Completeness,
    DayOf,
    Decision,
    DossierState,
    DossierStep,
    RequestEvidence,
    Restart,
    condition_words,
    permit_types,
)
from enforcement.suitability.rules.checklist import PointFinding

STATE: Mapping[DossierState, str] = {
    DossierState.INGEDIEND: mark("Ingediend"),
    DossierState.ONVOLLEDIG: mark("Onvolledig"),
    DossierState.VOLLEDIG: mark("Volledig"),
    DossierState.IN_ADVIES: mark("Wacht op adviezen"),
    DossierState.KLAAR_VOOR_BESLISSING: mark("Klaar voor beslissing"),
    DossierState.TOEGEKEND: mark("Toegekend"),
    DossierState.VOORWAARDELIJK_TOEGEKEND: mark("Voorwaardelijk toegekend"),
    DossierState.VERNIEUWING_LOPEND: mark("Vernieuwing loopt, blijft geldig"),
    DossierState.GESCHORST: mark("Geschorst"),
    DossierState.GEWEIGERD: mark("Geweigerd"),
    DossierState.INGETROKKEN: mark("Ingetrokken"),
    DossierState.VERVALLEN: mark("Vervallen"),
    DossierState.AFGESTAND: mark("Afgestand door de eigenaar"),
    DossierState.STOPGEZET: mark("Stopgezet"),
}
STEP: Mapping[StrEnum, str] = {
    DossierStep.ADVICES_CLOSED: mark("Adviezen afgesloten"),
    DossierStep.SILENCE_VOID: mark("Geen verweer telt niet: de termijn loopt nog"),
    DossierStep.RECONSIDERATION: mark("Opnieuw te beslissen na de Raad van State"),
    DossierStep.REFUSAL_STANDS: mark("De weigering blijft na de Raad van State"),
    DossierStep.REINSTATEMENT: mark("Hersteld na de Raad van State"),
    DossierStep.SUSPENSION: mark("Schorsing"),
    DossierStep.WITHDRAWAL: mark("Verklaring intrekken"),
    DossierStep.EXPIRY: mark("Geldigheid voorbij"),
}
"""Steps of the clock and of other procedures; each act has its own words."""
NOTED: Mapping[str, str] = {
    **CASE_NOTED,
    "application": mark("Aanvraag ingediend"),
    "application-withdrawn": mark("Aanvraag ingetrokken door de aanvrager"),
    "documents-added": mark("Documenten bijgestuurd"),
    "application-placed": mark("Aanvraag hier geplaatst"),
    "application-unplaced": mark("Plaatsing van de aanvraag ongedaan gemaakt"),
    "hearing-invitation-received": mark("Uitnodiging ontvangen"),
    UNPREPARED: mark("Toegekend zonder alle adviezen of zonder bezoek"),
    DECISION_NOTIFIED: mark("Beslissing ter kennis gebracht"),
    "voorwaarde_vastgesteld": mark("Voorwaarde niet nageleefd: sanctiedossier"),
}
SERVICE: Mapping[str, str] = {
    AdviceService.BRANDWEER: mark("Brandweer"),
    AdviceService.STEDENBOUW: mark("Stedenbouw"),
    AdviceService.HYGIENE: mark("Hygiëne en huisvesting"),
    AdviceService.POLITIE_MORALITEIT: mark("Politie, moraliteit: alleen het besluit"),
    AdviceService.STATUTEN: mark("Statuten"),
}
ADVISER: Mapping[str, str] = {
    **SERVICE,
    AdviceService.POLITIE_MORALITEIT: mark("Politie, moraliteit"),
}
PERMIT: Mapping[str, str] = {
    "raam": mark("Raamprostitutie"),
    "seksinrichting": mark("Andere seksinrichting"),
    "escortbureau": mark("Escortbureau"),
    "evenement": mark("Erotisch evenement"),
}
OUTCOME: Mapping[AdviceOutcome, str] = {
    AdviceOutcome.GUNSTIG: mark("Gunstig"),
    AdviceOutcome.VOORWAARDELIJK: mark("Gunstig onder voorwaarden"),
    AdviceOutcome.ONGUNSTIG: mark("Ongunstig"),
}
RESULT: Mapping[AdviceResult, str] = {
    AdviceResult(code): said for code, said in OUTCOME.items()
} | {AdviceResult.NIET_UITGEBRACHT: mark("Niet uitgebracht in de termijn")}
COMPLETENESS: Mapping[Completeness, str] = {
    Completeness.VOLLEDIG: mark("Alles is er"),
    Completeness.ONVOLLEDIG: mark("Er ontbreekt iets"),
}
DECISION: Mapping[Decision, str] = {
    Decision.TOEGEKEND: mark("Toekennen"),
    Decision.VOORWAARDELIJK_TOEGEKEND: mark("Toekennen onder voorwaarden"),
    Decision.GEWEIGERD: mark("Weigeren"),
}
RESTART: Mapping[Restart, str] = {
    Restart.ADVIEZEN: mark("Bij de adviezen: vraag ze opnieuw"),
    Restart.HOORZITTING: mark("Bij de hoorzitting: nodig opnieuw uit"),
    Restart.BESLISSING: mark("Bij de beslissing: beslis opnieuw"),
}
DAY_OF: Mapping[DayOf, str] = {
    DayOf.HOORZITTING: mark("De dag van de hoorzitting"),
    DayOf.KENNISGEVING: mark("De dag waarop de eigenaar de beslissing kreeg"),
    DayOf.GELDIG_VANAF: mark("De eerste dag van de verklaring"),
    DayOf.GELDIG_TOT: mark("De laatste dag van de verklaring"),
    DayOf.VRAAG_VERNIEUWING: mark("De dag waarop de eigenaar de vernieuwing vroeg"),
}
REQUEST_EVIDENCE: Mapping[RequestEvidence, str] = {
    RequestEvidence.POSTSTEMPEL: mark("De poststempel op de brief"),
    RequestEvidence.ONTVANGSTBEWIJS: mark("Een ontvangstbewijs van de stad"),
    RequestEvidence.E_MAIL: mark("De dag van de e-mail"),
    RequestEvidence.PANDKALENDER: mark("De aanvraag in de pandkalender"),
}
"""Also the words of the timeline, which keeps the code."""
VISIT_KIND: Mapping[VisitKind, str] = {
    VisitKind.REACTIEF: mark("Reactief: na een aanvraag, vernieuwing of melding"),
    VisitKind.PROACTIEF: mark("Proactief: het jaarlijkse bezoek"),
}
VISIT_REASON: Mapping[VisitReason, str] = {
    VisitReason.AANVRAAG: mark("Aanvraag"),
    VisitReason.VERNIEUWING: mark("Vernieuwing"),
    VisitReason.MELDING: mark("Melding"),
    VisitReason.JAARLIJKS: mark("Jaarlijks bezoek"),
}
VISIT_RESULT: Mapping[VisitResult, str] = {
    VisitResult.IN_ORDE: mark("In orde"),
    VisitResult.TEKORTEN: mark("Er zijn tekorten"),
}
condition = condition_words
POINT: Mapping[str, str] = {
    "brandveiligheid": mark("Brandveiligheid: blusser, melder, branddeur"),
    "vluchtweg": mark("Vluchtweg is vrij"),
    "elektriciteit_verwarming": mark("Elektriciteit en verwarming"),
    "sanitair": mark("Sanitair en warm water"),
    "netheid_onderhoud": mark("Netheid en onderhoud"),
    "geen_slaapplaats": mark("Niemand woont of slaapt hier"),
    "alarmknop": mark("Alarmknop werkt"),
    "draagbare_alarmknop": mark("Elke werker heeft een alarmknop bij zich"),
    "contactpersoon": mark("Contactpersoon is bereikbaar"),
}
POINT_FINDING: Mapping[PointFinding, str] = {
    PointFinding.IN_ORDE: mark("In orde"),
    PointFinding.TEKORT: mark("Tekort"),
    PointFinding.NVT: mark("Niet van toepassing"),
}
CHANGE: Mapping[ChangeKind, str] = {
    ChangeKind.HOUDER: mark("Andere houder"),
    ChangeKind.BEHEERDER: mark("Andere beheerder"),
    ChangeKind.RUIMTEN: mark("Andere ruimten"),
    ChangeKind.ANDER: mark("Iets anders"),
}
CHANGE_OUTCOME: Mapping[ChangeOutcome, str] = {
    ChangeOutcome.AANVAARD: mark("Aanvaard: de verklaring geldt verder"),
    ChangeOutcome.NIEUWE_AANVRAAG: mark("Er is een nieuwe aanvraag nodig"),
}


def permit(code: str) -> str:
    """A type that a city added itself says its own name."""
    said = PERMIT.get(code)
    names = (each.name for each in permit_types().type if each.code == code and each.name)
    return _(said) if said else next(names, code.replace("_", " ").capitalize())


def state_label(state: str) -> str:
    return STATE[DossierState(state)]
