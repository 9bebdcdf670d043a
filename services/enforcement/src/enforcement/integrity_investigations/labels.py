"""Labels of integrity investigations: states, steps, sources, answers, grounds and measures."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web.pages.languages import mark
from enforcement.cases.labels import EARLY
from enforcement.cases.labels import NOTED as CASE_NOTED
from enforcement.council_of_state.labels import RULING, URGENCY
from enforcement.integrity_investigations.rules import (
    DESTROYED,
    ERASED,
    Admissibility,
    Consulted,
    DayOf,
    Ground,
    IntegrityState,
    IntegrityStep,
    Measure,
    Outcome,
    Restart,
    Source,
    Subject,
)
from enforcement.legal_terms.labels import TERM
from enforcement.notifications.labels import KIND as LETTERS

STATE: Mapping[IntegrityState, str] = {
    IntegrityState.GESTART: mark("Onderzoek loopt"),
    IntegrityState.ADVIES_GEVRAAGD: mark("Wacht op advies van de DIOB"),
    IntegrityState.ADVIES_ONTVANGEN: mark("Advies van de DIOB ontvangen"),
    IntegrityState.UITGENODIGD: mark("Uitgenodigd voor een hoorzitting"),
    IntegrityState.GEHOORD: mark("Gehoord, of de kans gekregen"),
    IntegrityState.VOORGESTELD: mark("Voorgesteld aan het college"),
    IntegrityState.BESLIST: mark("Beslist"),
    IntegrityState.TER_KENNIS_GEBRACHT: mark("Ter kennis gebracht, werkt nog niet"),
    IntegrityState.IN_WERKING: mark("De beslissing werkt"),
    IntegrityState.AFGESLOTEN: mark("Afgesloten"),
}
GOES_SOON = mark(
    "Schrijf alleen wat voor de beslissing nodig is. Dit wordt vernietigd zodra de wet het niet "
    "langer toelaat."
)
STEP: Mapping[StrEnum, str] = {
    IntegrityStep.ABSENCE_VOID: mark("Niet verschenen telt niet: de uitnodiging kwam te laat aan"),
    IntegrityStep.EFFECT: mark("De beslissing begint te werken"),
    IntegrityStep.EFFECT_VOID: mark("De wachttijd loopt weer: de beslissing kwam later aan"),
}
"""Steps of the clock; each act has its own words."""
NOTED: Mapping[str, str] = {
    **CASE_NOTED,
    "opening": mark("Onderzoek gestart door de burgemeester"),
    ERASED: mark("Onderliggende gegevens vernietigd"),
    DESTROYED: mark("Dossier vernietigd"),
}
SUBJECT: Mapping[Subject, str] = {
    Subject.AANVRAAG: mark("Een aanvraag van een verklaring"),
    Subject.VERKLARING: mark("Een verklaring die geldt"),
    Subject.ZONDER_VERGUNNING: mark("Een inrichting zonder vergunningsplicht"),
}
SOURCE: Mapping[Source, str] = {
    Source.CENTRAAL_REGISTER: mark("Centraal Register van de Integriteitsonderzoeken"),
    Source.LOKALE_POLITIE: mark("Advies van de lokale politie"),
    Source.EIGEN_GEGEVENS: mark("Gegevens van de stad zelf"),
    Source.STRAFREGISTER: mark("Strafregister"),
    Source.OPENBARE_BRONNEN: mark("Openbare bronnen"),
    Source.ARIEC: mark("ARIEC"),
    Source.PARKET: mark("Gerechtelijke overheden"),
    Source.CASUSOVERLEG: mark("Casusoverleg"),
    Source.DIOB: mark("Advies van de DIOB"),
    Source.BETROKKENE: mark("De betrokkene zelf"),
}
CONSULTED: Mapping[Consulted, str] = {source: SOURCE[Source(source)] for source in Consulted}
OUTCOME: Mapping[Outcome, str] = {
    Outcome.TREFFER: mark("Er is iets gevonden"),
    Outcome.GEEN_TREFFER: mark("Er is niets gevonden"),
}
ADMISSIBILITY: Mapping[Admissibility, str] = {
    Admissibility.ONTVANKELIJK: mark("Ontvankelijk: de DIOB geeft advies"),
    Admissibility.AAN_TE_VULLEN: mark("Niet ontvankelijk: binnen vijf werkdagen aan te vullen"),
    Admissibility.AFGEWEZEN: mark("Afgewezen: er komt geen advies"),
}
GROUND: Mapping[Ground, str] = {
    Ground.VOORDEEL: mark("Ernstig risico: voordeel halen uit gepleegde strafbare feiten"),
    Ground.MISBRUIK: mark("Ernstig risico: strafbare feiten plegen met de inrichting"),
    Ground.GEPLEEGD: mark("Ernstige aanwijzing: strafbare feiten gepleegd om uit te baten"),
}
MEASURE: Mapping[Measure, str] = {
    Measure.WEIGERING: mark("De vergunning weigeren"),
    Measure.SCHORSING: mark("De vergunning schorsen"),
    Measure.OPHEFFING: mark("De vergunning opheffen"),
    Measure.SLUITING: mark("De inrichting sluiten"),
    Measure.GEEN_MAATREGEL: mark("Geen maatregel"),
}
RESTART: Mapping[Restart, str] = {
    Restart.ONDERZOEK: mark("Bij het onderzoek: raadpleeg de bronnen opnieuw"),
    Restart.HOORZITTING: mark("Bij de hoorzitting: nodig opnieuw uit"),
    Restart.VOORSTEL: mark("Bij het voorstel: maak een nieuw"),
    Restart.BESLISSING: mark("Bij de beslissing: beslis opnieuw"),
    Restart.NIETS: mark("Nergens: er komt geen nieuwe beslissing"),
}
DAY_OF: Mapping[DayOf, str] = {
    DayOf.HOORZITTING: mark("De dag van de hoorzitting"),
    DayOf.BESLISSING: mark("De dag waarop het college besliste"),
    DayOf.KENNISGEVING: mark("De dag waarop de betrokkene de beslissing kreeg"),
}
_CODES: Mapping[str, str] = {
    str(code): said
    for words in (TERM, EARLY, SOURCE, ADMISSIBILITY, MEASURE, RESTART, URGENCY, RULING, LETTERS)
    for code, said in words.items()
}


def state_label(state: str) -> str:
    return STATE[IntegrityState(state)]


def reason(code: str) -> str:
    """A code in words: the timeline says nothing of what was found."""
    return _CODES.get(code, code)
