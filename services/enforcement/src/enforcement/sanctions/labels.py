"""Labels of the sanction procedure: its states and steps, kinds of sanctions, deciding bodies."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web.pages.languages import mark
from contracts.codes import DecidingBody, SanctionKind
from enforcement.sanctions.rules import DayOf, Restart, SanctionState, SanctionStep, Sequel

KIND: Mapping[str, str] = {
    SanctionKind.GEEN_SANCTIE: mark("Geen sanctie"),
    SanctionKind.EXTRA_WAARSCHUWING: mark("Een extra waarschuwing"),
    SanctionKind.SCHORSING: mark("Schorsing van de geschiktheidsverklaring"),
    SanctionKind.INTREKKING: mark("Opheffing van de geschiktheidsverklaring"),
    SanctionKind.TIJDELIJKE_SLUITING: mark("Tijdelijke sluiting van het pand"),
    SanctionKind.DEFINITIEVE_SLUITING: mark("Definitieve sluiting van het pand"),
}
BODY: Mapping[str, str] = {
    DecidingBody.COLLEGE: mark("Het college"),
    DecidingBody.BURGEMEESTER: mark("De burgemeester"),
}
DEFENCE: Mapping[str, str] = {
    SanctionStep.HEARING: mark("Gehoord"),
    SanctionStep.WRITTEN_DEFENCE: mark("Schriftelijk verweer"),
    SanctionStep.NO_DEFENCE: mark("Geen verweer"),
}
STATE = {
    SanctionState.OPGESCHORT_OVERLEG: mark("Opgeschort: overleg"),
    SanctionState.VASTSTELLING_ONTVANGEN: mark("Vaststelling ontvangen"),
    SanctionState.PV_TER_KENNIS_GEBRACHT: mark("PV ter kennis gebracht"),
    SanctionState.WAARSCHUWING_VERSTUURD: mark("Waarschuwing verstuurd"),
    SanctionState.VOLGENDE_VASTSTELLING: mark("Volgende vaststelling"),
    SanctionState.HOORZITTING_UITGENODIGD: mark("Uitgenodigd voor een hoorzitting"),
    SanctionState.HOORZITTING_GEHOUDEN: mark("Hoorzitting gehouden"),
    SanctionState.SCHRIFTELIJK_VERWEER: mark("Schriftelijk verweer ontvangen"),
    SanctionState.GEEN_VERWEER: mark("Geen verweer"),
    SanctionState.ADVIES_OPGEMAAKT: mark("Voorstel opgemaakt"),
    SanctionState.OP_AGENDA_ORGAAN: mark("Op de agenda"),
    SanctionState.BESLIST: mark("Beslist"),
    SanctionState.TER_KENNIS_GEBRACHT: mark("Beslissing ter kennis gebracht"),
    SanctionState.IN_UITVOERING: mark("In uitvoering"),
    SanctionState.UITVOERING_GECONTROLEERD: mark("Uitvoering gecontroleerd"),
    SanctionState.AFGESLOTEN: mark("Afgesloten"),
}
STEP: Mapping[StrEnum, str] = {
    SanctionStep.RELEASE: mark("Overleg beëindigen"),
    SanctionStep.HOLD: mark("Opschorten voor overleg"),
    SanctionStep.NEXT_FINDING_VOID: mark(
        "De volgende vaststelling telt niet: de waarschuwing kwam later aan"
    ),
    SanctionStep.FINDING_RETURNED: mark("De vaststelling komt terug: dit dossier gaat weer open"),
    SanctionStep.SILENCE_VOID: mark("Geen verweer telt niet: de termijn loopt nog"),
    SanctionStep.EXECUTION_CHECKED: mark("Uitvoering gecontroleerd"),
}
"""Steps of the clock and of the police, and the end of a hold, which has a page of its own; each
act has its own words."""
SEQUEL: Mapping[str, str] = {
    Sequel.NIEUWE_VASTSTELLING: mark("De politie doet een nieuwe vaststelling"),
    Sequel.VERZEGELING: mark("Verzegeling van het pand"),
    Sequel.DWANGSOM: mark("Een bestuurlijke dwangsom"),
    Sequel.GEEN_GEVOLG: mark("Geen gevolg"),
}
RESTART: Mapping[str, str] = {
    Restart.WAARSCHUWING: mark("Bij de waarschuwing: waarschuw opnieuw"),
    Restart.HOORZITTING: mark("Bij de hoorzitting: nodig opnieuw uit"),
    Restart.VOORSTEL: mark("Bij het voorstel: maak een nieuw"),
    Restart.BESLISSING: mark("Bij de beslissing: beslis opnieuw"),
    Restart.NIETS: mark("Nergens: er komt geen nieuwe beslissing"),
}
DAY_OF: Mapping[str, str] = {
    DayOf.WAARSCHUWING: mark("De dag waarop de eigenaar de waarschuwing kreeg"),
    DayOf.HOORZITTING: mark("De dag van de hoorzitting"),
    DayOf.KENNISGEVING: mark("De dag waarop de eigenaar de beslissing kreeg"),
}


def state_label(state: str) -> str:
    return STATE[SanctionState(state)]
