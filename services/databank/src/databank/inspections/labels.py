"""Labels of inspections: states, kinds and results, and the persons that were checked."""

from chassis.web.pages.languages import mark
from contracts.codes import InspectionKind, InspectionResult
from databank.inspections.rules import InspectionState, PersonOutcome, Role
from databank.matching.rules.outcomes import LinkOutcome

INSPECTION = {
    InspectionState.LOPEND: mark("Bezig"),
    InspectionState.AFGEROND: mark("Afgerond"),
    InspectionState.INGETROKKEN: mark("Ingetrokken"),
}
INSPECTION_COLOUR = {
    InspectionState.LOPEND: "govuk-tag--blue",
    InspectionState.AFGEROND: "govuk-tag--green",
    InspectionState.INGETROKKEN: "govuk-tag--grey",
}
KIND = {
    InspectionKind.AD_HOC: mark("Controle ter plaatse"),
    InspectionKind.MAANDACTIE: mark("Maandactie"),
    InspectionKind.PANDKALENDER: mark("Na de pandkalender"),
    InspectionKind.MELDING: mark("Na een melding"),
}
RESULT = {
    InspectionResult.GEEN_OPMERKINGEN: mark("Geen opmerkingen"),
    InspectionResult.MONDELINGE_WAARSCHUWING: mark("Mondelinge waarschuwing"),
    InspectionResult.VASTSTELLING: mark("Vaststelling"),
}
ROLE = {
    Role.SEKSWERKER: mark("Sekswerker"),
    Role.KLANT: mark("Klant"),
    Role.UITBATER: mark("Uitbater"),
}
OUTCOME = {
    PersonOutcome.IN_ORDE: mark("In orde"),
    PersonOutcome.IDENTITEIT_NA_TE_KIJKEN: mark("Identiteit later nakijken"),
    PersonOutcome.HULP_AANGEBODEN: mark("Hulp aangeboden"),
    PersonOutcome.MONDELINGE_WAARSCHUWING: mark("Mondelinge waarschuwing"),
    PersonOutcome.VASTSTELLING: mark("Vaststelling"),
    PersonOutcome.VERTROKKEN: mark("Vertrokken voor de controle"),
}
DECISION = {
    LinkOutcome.KNOWN: mark("Gekend"),
    LinkOutcome.NEW: mark("Nieuw"),
    LinkOutcome.REVIEW: mark("Na te kijken"),
}
DECISION_COLOUR = {
    LinkOutcome.KNOWN: "govuk-tag--green",
    LinkOutcome.NEW: "govuk-tag--blue",
    LinkOutcome.REVIEW: "govuk-tag--yellow",
}
