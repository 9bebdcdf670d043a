"""States and reasons in the owner's words. Of a check an owner never reads the reason."""

from contracts.codes import CancelReason, ChangeReason, DocumentKind
from pandkalender.domain.planning import Identity, Planning

PLANNING = {
    Planning.AANGEGEVEN: "Aangegeven",
    Planning.GEWIJZIGD: "Gewijzigd",
    Planning.BEZIG: "Bezig",
    Planning.GEANNULEERD: "Geannuleerd",
    Planning.BEEINDIGD: "Beëindigd",
    Planning.VERVALLEN: "Vervallen",
}
IDENTITY = {
    Identity.TE_CONTROLEREN: "Nog te controleren",
    Identity.IN_ORDE: "In orde",
    Identity.CONTACTEER_POLITIE: "Neem contact op met de politie",
}
IDENTITY_COLOUR = {
    Identity.TE_CONTROLEREN: "govuk-tag--grey",
    Identity.IN_ORDE: "govuk-tag--green",
    Identity.CONTACTEER_POLITIE: "govuk-tag--red",
}
CANCEL = {
    CancelReason.ZIEK: "Ziek",
    CancelReason.AFGEZEGD: "Afgezegd",
    CancelReason.FOUT_INGEGEVEN: "Fout ingegeven",
    CancelReason.ANDERE: "Een andere reden",
}
CHANGE = {
    ChangeReason.UREN: "Andere uren",
    ChangeReason.RUIMTE: "Een andere kamer",
    ChangeReason.VERLENGING: "Langer",
    ChangeReason.INKORTING: "Korter",
}
DOCUMENT = {
    DocumentKind.EID: "Belgische identiteitskaart (eID)",
    DocumentKind.PASPOORT: "Paspoort",
    DocumentKind.ID_KAART_EU: "Identiteitskaart van een ander EU-land",
    DocumentKind.VERBLIJFSKAART: "Verblijfskaart",
    DocumentKind.ANDERE: "Een ander document",
}
