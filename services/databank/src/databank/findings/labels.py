"""Labels of findings: reports, stages, steps, the victim check, and the city's case."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from databank.finding_register.rules.city_case import CaseState
from databank.finding_register.rules.steps import Entry, FindingState, PossibleVictim, Step
from databank.findings.rules.prosecutor import ProsecutorWord
from databank.welfare.rules.offender_name import Doubt

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
STAGE: dict[str, str] = {
    FindingState.GENOTEERD: mark("Genoteerd"),
    FindingState.VASTSTELLING: mark("Vaststelling"),
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
    FindingState.GEEN_GEVOLG: mark("Geen gevolg"),
    FindingState.MONDELINGE_WAARSCHUWING: mark("Mondelinge waarschuwing"),
    FindingState.GESEPONEERD: mark("Geseponeerd"),
    FindingState.INGETROKKEN: mark("Ingetrokken"),
}
DOUBT = {
    Doubt.MOGELIJK_SIGNAAL: mark(
        "De overtreder kan iemand zijn over wie een signaal openstaat, en van wie niemand weet wie"
        " het is."
    ),
    Doubt.NAAM_TE_KORT: mark(
        "De naam zegt te weinig: één woord, of tekens die we niet vergelijken."
    ),
    Doubt.TE_VEEL_GEGEVENS: mark("De naam past op te veel gegevens om ze te vergelijken."),
    Doubt.TE_VEEL_PERSONEN: mark("De naam past op meer dan twintig personen."),
}
STEP: dict[Step | Entry, str] = {
    Entry.NOTEREN: mark("Genoteerd"),
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
    Entry.OVERLEG_GEVRAAGD: mark("De stad gevraagd om te wachten op overleg"),
    Entry.OVERLEG_BEEINDIGD: mark("De stad gezegd dat ze verder mag"),
}
PROSECUTOR = {
    ProsecutorWord.GEVRAAGD: mark("De stad vraagt wat het parket doet"),
    ProsecutorWord.AFGEZIEN: mark("Het parket ziet af: de stad mag verder"),
    ProsecutorWord.VERVOLGT: mark("Het parket vervolgt zelf"),
}
"""Words about mixed facts."""
VICTIM = {
    PossibleVictim.JA: mark("Ja, misschien wel"),
    PossibleVictim.NEE: mark("Nee, ik zag geen tekenen"),
    PossibleVictim.ONBEKEND: mark("Ik weet het niet"),
}
CITY = {
    CaseState.GEOPEND: mark("het dossier loopt"),
    CaseState.OPGESCHORT_OVERLEG: mark("wacht op overleg met de politie"),
    CaseState.VOLGENDE_VASTSTELLING: mark("deze vaststelling kwam bij een lopend dossier"),
    CaseState.BESLIST_GELDBOETE: mark("beslist: geldboete"),
    CaseState.BESLIST_GEEN_GELDBOETE: mark("afgelopen zonder geldboete"),
    CaseState.OVERGENOMEN_DOOR_PARKET: mark("het parket vervolgt zelf"),
    CaseState.BESLIST_GEEN_SANCTIE: mark("beslist: geen sanctie"),
    CaseState.BESLIST_EXTRA_WAARSCHUWING: mark("beslist: een extra waarschuwing"),
    CaseState.BESLIST_SCHORSING: mark("beslist: schorsing"),
    CaseState.BESLIST_INTREKKING: mark("beslist: intrekking"),
    CaseState.BESLIST_TIJDELIJKE_SLUITING: mark("beslist: tijdelijke sluiting"),
    CaseState.BESLIST_DEFINITIEVE_SLUITING: mark("beslist: definitieve sluiting"),
}
"""The state of the city's case: all that the police see of it (handbook §4.3)."""
FACT = {
    "raam.niet-aangegeven": mark("Raam: iemand werkt zonder aangifte"),
    "raam.zonder-geschiktheid": mark("Raam: pand zonder geldige geschiktheidsverklaring"),
    "raam.voorwaarde-niet-nageleefd": mark("Raam: voorwaarde niet nageleefd"),
    "raam.schorsing-niet-nageleefd": mark("Raam: schorsing of sluiting niet nageleefd"),
    "buiten-gedoogzone": mark("Prostitutie buiten de gedoogzone"),
    "straatprostitutie": mark("Straatprostitutie"),
    "straatprostitutie.klant": mark("Straatprostitutie: klant"),
    "straatverbod.overtreden": mark("Straatverbod overtreden"),
    "seksuitbating.zonder-vergunning": mark("Seksuitbating zonder vergunning"),
    "overtreding": mark("Andere overtreding van de politiecodex"),
}
"""Facts as they were delivered; the zone may add others, in its own words."""


def of_city(kind: Procedure, state: CaseState) -> str:
    """A case of the city in a line: its kind and its state."""
    label = gettext("Boete (GAS)") if kind is Procedure.GAS else gettext("Sanctie")
    return f"{label}: {gettext(CITY[state])}"


def fact(code: str, label: str) -> str:
    """The label of a fact on a screen: the zone's own words stay as they are."""
    return gettext(label) if FACT.get(code) == label else label
