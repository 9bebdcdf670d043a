"""Labels of street bans: states, steps of the clock, ends and places that stay free."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web.pages.languages import mark
from contracts.codes import BanEnd
from enforcement.cases.labels import NOTED as CASE_NOTED
from enforcement.cases.labels import REASON as CASE_REASON
from enforcement.council_of_state.labels import RULING
from enforcement.perimeters.rules.free_places import Kind
from enforcement.street_bans.rules import (
    BREACHED,
    BanState,
    BanStep,
    Confirmation,
    DayOf,
    Restart,
)

STATE: Mapping[BanState, str] = {
    BanState.VOORSTEL: mark("In voorbereiding"),
    BanState.GEWAARSCHUWD: mark("Gewaarschuwd"),
    BanState.UITGENODIGD: mark("Uitgenodigd voor een hoorzitting"),
    BanState.GEHOORD: mark("Gehoord, of de kans gekregen"),
    BanState.BEVOLEN: mark("Bevolen, nog niet ter kennis gebracht"),
    BanState.ACTIEF: mark("Ter kennis gebracht"),
    BanState.VOORBIJ: mark("Voorbij"),
    BanState.AFGESLOTEN: mark("Afgesloten"),
}
STEP: Mapping[StrEnum, str] = {
    BanStep.ABSENCE_VOID: mark("Niet verschenen telt niet: de uitnodiging kwam te laat aan"),
    BanStep.LAPSE: mark("Vervallen: het college bevestigde het bevel niet"),
    BanStep.EXPIRY: mark("De laatste dag is voorbij"),
}
"""Steps of the clock; each act has its own words."""
NOTED: Mapping[str, str] = {
    **CASE_NOTED,
    "opening": mark("Straatverbod overwogen"),
    BREACHED: mark("De politie stelde een overtreding vast"),
}
CONFIRMATION: Mapping[Confirmation, str] = {
    Confirmation.BEVESTIGD: mark("Het college bevestigde het bevel"),
    Confirmation.NIET_BEVESTIGD: mark("Het college bevestigde het bevel niet: het vervalt"),
    Confirmation.UITGESTELD: mark("Het college stelde het punt uit: het bevel vervalt"),
}
RESTART: Mapping[Restart, str] = {
    Restart.WAARSCHUWING: mark("Bij de waarschuwing: waarschuw opnieuw"),
    Restart.HOORZITTING: mark("Bij de hoorzitting: nodig opnieuw uit"),
    Restart.BEVEL: mark("Bij het bevel: geef een nieuw"),
}
RESTART_OF_RENEWAL: Mapping[Restart, str] = {
    Restart.HOORZITTING: mark("Bij de hoorzitting voor de hernieuwing: nodig opnieuw uit"),
    Restart.BEVEL: mark("Bij de hernieuwing: geef een nieuwe"),
}
DAY_OF: Mapping[DayOf, str] = {
    DayOf.WAARSCHUWING: mark("De dag waarop de betrokkene de waarschuwing kreeg"),
    DayOf.HOORZITTING: mark("De dag van de hoorzitting"),
    DayOf.HANDTEKENING: mark("De dag waarop de burgemeester tekende"),
    DayOf.KENNISGEVING: mark("De dag waarop de betrokkene het bevel kreeg"),
}
END: Mapping[BanEnd, str] = {
    BanEnd.VERLOPEN: mark("Verlopen"),
    BanEnd.VERVALLEN: mark("Vervallen, niet bevestigd door het college"),
    BanEnd.OPGEHEVEN: mark("Opgeheven door de burgemeester"),
    BanEnd.VERNIETIGD: mark("Vernietigd door de Raad van State"),
}
KIND: Mapping[Kind, str] = {
    Kind.WONING: mark("Woning"),
    Kind.WERKPLEK: mark("Werkplek"),
    Kind.SCHOOL: mark("School of opleiding"),
    Kind.ZORG: mark("Plaats van zorg"),
    Kind.STRAATHOEKWERK: mark("Plaats van het straathoekwerk"),
    Kind.ANDERE: mark("Andere plaats die vrij moet blijven"),
}
_CODES: Mapping[str, str] = {
    **CASE_REASON,
    **{str(code): said for words in (CONFIRMATION, RULING) for code, said in words.items()},
}


def state_label(state: str) -> str:
    return STATE[BanState(state)]


def reason(code: str) -> str:
    """A code in words; what people wrote stays as it is."""
    return _CODES.get(code, code)
