"""Labels of the validation of an identity: outcomes, reasons to refute one, the photo."""

from chassis.web.pages.languages import mark
from databank.identity_status.rules import ValidationOutcome
from databank.stated_identity.rules.document_checks import Photo
from databank.welfare.rules.priority import RefutedReason

VALIDATION = {
    ValidationOutcome.GEVALIDEERD: mark("In orde: persoon, document en aangifte komen overeen"),
    ValidationOutcome.WEERLEGD: mark("Niet in orde"),
    ValidationOutcome.ONDUIDELIJK: mark("Onduidelijk"),
}
REASON = {
    RefutedReason.PERSOON_IS_NIET_DOCUMENT: mark("Persoon is niet document"),
    RefutedReason.VALS_OF_VERVALLEN_DOCUMENT: mark("Vals of vervallen document"),
    RefutedReason.MINDERJARIG: mark("Minderjarig"),
    RefutedReason.MOGELIJK_SLACHTOFFER: mark("Mogelijk slachtoffer"),
    RefutedReason.ONBEKEND: mark("Onbekend"),
}
PHOTO = {
    Photo.LIJKT: mark("De foto lijkt op de persoon"),
    Photo.LIJKT_NIET: mark("De foto lijkt niet op de persoon"),
    Photo.NIET_BEKEKEN: mark("Ik kon de foto niet bekijken"),
}
