"""Codes of work in the street in an officer's words."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import (
    Addressee,
    InspectionKind,
    InspectionResult,
    OffenderRole,
    ReportKind,
    SanctionKind,
)
from databank.findings.rules import Hold, Step
from databank.identity_checks.rules.document_checks import Doubt, Photo
from databank.inspections.record import Role
from databank.inspections.rules import InspectionState, PersonOutcome
from databank.matching.rules.outcomes import LinkOutcome
from databank.welfare.rules.priority import PossibleVictim

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
    Doubt.MOGELIJK_MINDERJARIG: mark(
        "Volgens deze geboortedatum is deze persoon misschien minderjarig."
    ),
}
PHOTO = {
    Photo.LIJKT: mark("De foto lijkt op de persoon"),
    Photo.LIJKT_NIET: mark("De foto lijkt niet op de persoon"),
    Photo.NIET_BEKEKEN: mark("Ik kon de foto niet bekijken"),
}
REPORT = {
    ReportKind.PV: mark("PV"),
    ReportKind.RIR: mark("RIR"),
    ReportKind.INFORMATIERAPPORT: mark("Informatierapport"),
}
ADDRESSEE = {
    Addressee.SANCTIONEREND_AMBTENAAR: mark("Sanctionerend ambtenaar van de stad"),
    Addressee.PARKET: mark("Parket"),
    Addressee.GEMENGD: mark("Parket en stad (gemengde inbreuk)"),
    Addressee.BESTUUR: mark("Bestuur van de stad"),
    Addressee.INTERN: mark("Blijft bij de politie"),
}
OFFENDER = {
    OffenderRole.EXPLOITANT: mark("Uitbater"),
    OffenderRole.PROSTITUANT: mark("Klant"),
    OffenderRole.PROSTITUEE: mark("Sekswerker"),
}
STAGE = {
    "genoteerd": mark("Genoteerd"),
    "vaststelling": mark("Vaststelling"),
    "pv_in_opmaak": mark("PV in opmaak"),
    "rir_in_opmaak": mark("RIR in opmaak"),
    "informatierapport_in_opmaak": mark("Informatierapport in opmaak"),
    "pv_afgesloten": mark("PV afgesloten"),
    "rir_afgesloten": mark("RIR afgesloten"),
    "informatierapport_afgesloten": mark("Informatierapport afgesloten"),
    "overgemaakt_sanctionerend_ambtenaar": mark("Bij de sanctionerend ambtenaar"),
    "overgemaakt_parket": mark("Bij het parket"),
    "overgemaakt_bestuur": mark("Bij het bestuur"),
    "overgemaakt_intern": mark("Overgemaakt"),
    "gemengd": mark("Bij het parket en de stad"),
    "ingevoerd_politionele_gegevens": mark("Ingevoerd bij de politie"),
    "geen_gevolg": mark("Geen gevolg"),
    "mondelinge_waarschuwing": mark("Mondelinge waarschuwing"),
    "geseponeerd": mark("Geseponeerd"),
    "ingetrokken": mark("Ingetrokken"),
}
STEP = {
    "noteren": mark("Genoteerd"),
    Step.GEEN_GEVOLG: mark("Geen gevolg gegeven"),
    Step.WAARSCHUWEN: mark("Mondeling gewaarschuwd"),
    Step.VASTSTELLEN: mark("Als vaststelling aangenomen"),
    Step.OPMAKEN: mark("Rapport begonnen"),
    Step.AFSLUITEN: mark("Rapport afgesloten"),
    Step.SLACHTOFFERCHECK: mark("Nagekeken: mogelijk slachtoffer?"),
    Step.OVERMAKEN: mark("Overgemaakt aan de stad"),
    Step.NAAR_PARKET: mark("Naar het parket"),
    Step.INVOEREN: mark("Ingevoerd bij de politionele gegevens"),
    Step.SEPONEREN: mark("Geseponeerd"),
    Step.INTREKKEN: mark("Ingetrokken"),
    Hold.GEVRAAGD: mark("De stad gevraagd om te wachten op overleg"),
    Hold.BEEINDIGD: mark("De stad gezegd dat ze verder mag"),
}
VICTIM = {
    PossibleVictim.JA: mark("Ja, misschien wel"),
    PossibleVictim.NEE: mark("Nee, ik zag geen tekenen"),
    PossibleVictim.ONBEKEND: mark("Ik weet het niet"),
}
CITY = {
    "geopend": mark("het dossier loopt"),
    "opgeschort_overleg": mark("wacht op overleg met de politie"),
    "volgende_vaststelling": mark("deze vaststelling kwam bij een lopend dossier"),
    f"beslist_{SanctionKind.GEEN_SANCTIE}": mark("beslist: geen sanctie"),
    f"beslist_{SanctionKind.EXTRA_WAARSCHUWING}": mark("beslist: een extra waarschuwing"),
    f"beslist_{SanctionKind.SCHORSING}": mark("beslist: schorsing"),
    f"beslist_{SanctionKind.INTREKKING}": mark("beslist: intrekking"),
    f"beslist_{SanctionKind.TIJDELIJKE_SLUITING}": mark("beslist: tijdelijke sluiting"),
    f"beslist_{SanctionKind.DEFINITIEVE_SLUITING}": mark("beslist: definitieve sluiting"),
}
"""How far the city is with a case: all that the police see of it (handbook §4.3)."""


def of_city(kind: str, state: str) -> str:
    """A case of the city in a line: what it is, and how far it is."""
    what = gettext("Boete (GAS)") if kind == "gas" else gettext("Sanctie")
    return f"{what}: {gettext(CITY[state]) if state in CITY else state}"


FACT = {
    "raam.niet-aangegeven": mark("Raam: iemand werkt zonder aangifte"),
    "raam.zonder-geschiktheid": mark("Raam: pand zonder geldige geschiktheidsverklaring"),
    "raam.voorwaarde-niet-nageleefd": mark("Raam: voorwaarde niet nageleefd"),
    "raam.schorsing-niet-nageleefd": mark("Raam: schorsing of sluiting niet nageleefd"),
    "buiten-gedoogzone": mark("Prostitutie buiten de gedoogzone"),
    "straatprostitutie": mark("Straatprostitutie"),
    "straatprostitutie.klant": mark("Straatprostitutie: klant"),
    "seksuitbating.zonder-vergunning": mark("Seksuitbating zonder vergunning"),
    "overtreding": mark("Andere overtreding van de politiecodex"),
}
"""Facts as they were delivered; the zone may add others, in its own words."""


def fact(code: str, label: str) -> str:
    """The label of a fact on a screen: the zone's own words stay as they are."""
    return gettext(label) if FACT.get(code) == label else label
