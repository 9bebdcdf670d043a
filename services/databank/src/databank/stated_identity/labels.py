"""Labels of doubts about a document, and of whether a birth date is of somebody under age."""

from chassis.web.pages.languages import mark
from databank.stated_identity.rules.age import Minority
from databank.stated_identity.rules.document_checks import Doubt

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
    Doubt.NAAM_ANDERS: mark("De naam op het document is een andere naam."),
    Doubt.MINDERJARIG: mark("Volgens deze geboortedatum is deze persoon minderjarig."),
    Doubt.MOGELIJK_MINDERJARIG: mark(
        "Volgens deze geboortedatum is deze persoon misschien minderjarig."
    ),
}
MINORITY: dict[Minority | None, str] = {
    Minority.ZEKER: mark("Minderjarig"),
    Minority.MOGELIJK: mark("Misschien minderjarig"),
}
