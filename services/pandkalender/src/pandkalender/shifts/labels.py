"""States and reasons in the owner's words. Of a check an owner never reads the reason."""

from chassis.web.pages.languages import mark
from contracts.codes import CancelReason, DocumentKind
from pandkalender.shifts.rules.planning import Identity, Planning

PLANNING = {
    Planning.AANGEGEVEN: mark("Aangegeven"),
    Planning.GEWIJZIGD: mark("Gewijzigd"),
    Planning.BEZIG: mark("Bezig"),
    Planning.GEANNULEERD: mark("Geannuleerd"),
    Planning.BEEINDIGD: mark("Beëindigd"),
    Planning.VERVALLEN: mark("Vervallen"),
}
IDENTITY = {
    Identity.TE_CONTROLEREN: mark("Nog te controleren"),
    Identity.IN_ORDE: mark("In orde"),
    Identity.CONTACTEER_POLITIE: mark("Neem contact op met de politie"),
}
IDENTITY_COLOUR = {
    Identity.TE_CONTROLEREN: "govuk-tag--grey",
    Identity.IN_ORDE: "govuk-tag--green",
    Identity.CONTACTEER_POLITIE: "govuk-tag--red",
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
