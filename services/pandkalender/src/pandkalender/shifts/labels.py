"""States and reasons in the owner's words. Of a check an owner never reads the reason."""

from chassis.messages import lazy
from chassis.web.pages.languages import mark
from contracts.codes import CancelReason, DocumentKind, LapseReason
from pandkalender.shifts.rules.declaration import DOCUMENT_EXPIRED
from pandkalender.shifts.rules.planning_state import PlanningState
from pandkalender.shifts.rules.work import RECOGNITION_EXPIRED, WorkStatus
from pandkalender.workers.rules.identity_status import IdentityStatus

PLANNING = {
    PlanningState.AANGEGEVEN: mark("Aangegeven"),
    PlanningState.GEWIJZIGD: mark("Gewijzigd"),
    PlanningState.BEZIG: mark("Bezig"),
    PlanningState.GEANNULEERD: mark("Geannuleerd"),
    PlanningState.BEEINDIGD: mark("Beëindigd"),
    PlanningState.VERVALLEN: mark("Vervallen"),
}
IDENTITY = {
    IdentityStatus.TE_CONTROLEREN: mark("Nog te controleren"),
    IdentityStatus.IN_ORDE: mark("In orde"),
    IdentityStatus.CONTACTEER_POLITIE: mark("Neem contact op met de politie"),
}
IDENTITY_COLOUR = {
    IdentityStatus.TE_CONTROLEREN: "govuk-tag--grey",
    IdentityStatus.IN_ORDE: "govuk-tag--green",
    IdentityStatus.CONTACTEER_POLITIE: "govuk-tag--red",
}
CANCEL = {
    CancelReason.ZIEK: mark("Ziek"),
    CancelReason.AFGEZEGD: mark("Afgezegd"),
    CancelReason.FOUT_INGEGEVEN: mark("Fout ingegeven"),
    CancelReason.ANDERE: mark("Een andere reden"),
}
DOCUMENT = {
    DocumentKind.EID: mark("Belgische identiteitskaart (eID)"),
    DocumentKind.PASPOORT: mark("Paspoort"),
    DocumentKind.ID_KAART_EU: mark("Identiteitskaart van een ander EU-land"),
    DocumentKind.VERBLIJFSKAART: mark("Verblijfskaart"),
    DocumentKind.ANDERE: mark("Een ander document"),
}
LAPSE = {
    LapseReason.PAND_GEBLOKKEERD: mark("Het pand mocht toen niet gebruikt worden."),
    LapseReason.ANDERE_EIGENAAR: mark("Het pand heeft een andere eigenaar."),
    LapseReason.IDENTITEIT: mark("Neem contact op met de politie over de identiteit."),
}
"""A shift that lapsed before there were reasons has none."""
WORK = {
    WorkStatus.ZELFSTANDIGE: mark("Als zelfstandige"),
    WorkStatus.WERKNEMER: mark("Als werknemer van een erkende werkgever"),
    WorkStatus.ONBEKEND: mark("Niet gekend"),
}
WARNINGS = {
    DOCUMENT_EXPIRED: lazy("Het document is verlopen op de dag van de shift."),
    RECOGNITION_EXPIRED: lazy("De erkenning van de werkgever is verlopen op de dag van de shift."),
}
