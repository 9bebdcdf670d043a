"""Labels of the validation of an identity: outcomes, reasons to refute one, doubts, the photo."""

from chassis.web.pages.languages import mark
from databank.identity_checks.rules.document_checks import Doubt, Photo
from databank.identity_checks.rules.outcome import ValidationOutcome
from databank.welfare.rules.age import Minority
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
DOUBT = {
    Doubt.RIJKSREGISTER_LENGTE: mark("Een rijksregisternummer of bisnummer heeft 11 cijfers."),
    Doubt.RIJKSREGISTER_CONTROLEGETAL: mark(
        "Het controlegetal van het rijksregisternummer klopt niet. Kijk de cijfers na."
    ),
    Doubt.RIJKSREGISTER_GEBOORTEDATUM: mark(
        "De geboortedatum past niet bij het rijksregisternummer."
    ),
    Doubt.KAARTNUMMER_CONTROLEGETAL: mark("Het controlegetal van het kaartnummer klopt niet."),
    Doubt.MRZ_ONLEESBAAR: mark(
        "Deze regels zijn niet volledig: 2 regels van 44 of 36 tekens, of 3 regels van 30."
    ),
    Doubt.MRZ_NUMMER: mark("In de MRZ klopt het controlecijfer van het nummer niet."),
    Doubt.MRZ_GEBOORTEDATUM: mark("In de MRZ klopt het controlecijfer van de geboortedatum niet."),
    Doubt.MRZ_VERVALDATUM: mark("In de MRZ klopt het controlecijfer van de vervaldatum niet."),
    Doubt.MRZ_GEHEEL: mark("In de MRZ klopt het laatste controlecijfer niet."),
    Doubt.DOCUMENT_VERVALLEN: mark("Het document is vervallen."),
    Doubt.GEBOORTEDATUM_BESTAAT_NIET: mark("Deze geboortedatum staat op geen kalender."),
    Doubt.GEBOORTEDATUM_ANDERS: mark("De geboortedatum is anders dan aangegeven."),
    Doubt.NUMMER_ANDERS: mark("Het nummer van het document is anders dan aangegeven."),
    Doubt.MINDERJARIG: mark("Volgens deze geboortedatum is deze persoon minderjarig."),
    Doubt.MOGELIJK_MINDERJARIG: mark(
        "Volgens deze geboortedatum is deze persoon misschien minderjarig."
    ),
}
MINORITY: dict[Minority | None, str] = {
    Minority.ZEKER: mark("Minderjarig"),
    Minority.MOGELIJK: mark("Misschien minderjarig"),
}
PHOTO = {
    Photo.LIJKT: mark("De foto lijkt op de persoon"),
    Photo.LIJKT_NIET: mark("De foto lijkt niet op de persoon"),
    Photo.NIET_BEKEKEN: mark("Ik kon de foto niet bekijken"),
}
