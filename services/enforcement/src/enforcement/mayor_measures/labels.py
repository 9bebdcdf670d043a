"""Labels of the mayor's measures: kinds, bases, contents, states and steps."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web.pages.languages import mark
from contracts.codes import (
    MeasureBasis,
    MeasureContent,
    MeasureKind,
    MeasureLapse,
    OrderMeans,
)
from enforcement.cases.labels import NOTED as CASE_NOTED
from enforcement.cases.labels import REASON as CASE_REASON
from enforcement.council_of_state.labels import RULING, URGENCY
from enforcement.mayor_measures.rules.codes import PenaltyUnit, Stance
from enforcement.mayor_measures.rules.states import (
    KEPT,
    DayOf,
    MeasureState,
    MeasureStep,
    Restart,
)
from enforcement.payments import labels as payments

KIND: Mapping[MeasureKind, str] = {
    MeasureKind.OPENBARE_ORDE: mark("Openbare orde"),
    MeasureKind.SLUITING_MENSENHANDEL: mark("Sluiting wegens mensenhandel"),
}
BASIS: Mapping[MeasureBasis, str] = {
    MeasureBasis.NGW_135: mark("Openbare orde (art. 133 en 135)"),
    MeasureBasis.NGW_134TER: mark("Voorwaarden niet nageleefd, uitstel schaadt (art. 134ter)"),
    MeasureBasis.NGW_134QUATER: mark("Overlast rond een inrichting (art. 134quater)"),
    MeasureBasis.NGW_134QUINQUIES: mark("Mensenhandel of mensensmokkel (art. 134quinquies)"),
}
CONTENT: Mapping[MeasureContent, str] = {
    MeasureContent.SLUITING: mark("Het pand sluiten"),
    MeasureContent.VERBOD: mark("Verbieden om het pand ter beschikking te stellen"),
    MeasureContent.SCHORSING: mark("De verklaring of vergunning schorsen (alleen art. 134ter)"),
    MeasureContent.ANDER_BEVEL: mark("Een ander bevel"),
}
STANCE: Mapping[Stance, str] = {
    Stance.AKKOORD: mark("Akkoord"),
    Stance.OPMERKINGEN: mark("Met opmerkingen"),
    Stance.BEZWAAR: mark("Bezwaar"),
}
UNIT: Mapping[PenaltyUnit, str] = {
    PenaltyUnit.INEENS: mark("Ineens"),
    PenaltyUnit.PER_DAG: mark("Per dag"),
    PenaltyUnit.PER_OVERTREDING: mark("Per overtreding"),
}
MEANS: Mapping[OrderMeans, str] = {
    OrderMeans.VERZEGELING: mark("Verzegeling"),
    OrderMeans.DWANGSOM: mark("Bestuurlijke dwangsom"),
}
LAPSE: Mapping[MeasureLapse, str] = {
    MeasureLapse.NIET_BEHANDELD: mark("Het college bevestigde niet op zijn vergadering"),
    MeasureLapse.NIET_BEVESTIGD: mark("Het college weigerde te bevestigen"),
}
STATE: Mapping[MeasureState, str] = {
    MeasureState.VOORSTEL: mark("In voorbereiding"),
    MeasureState.ERNSTIGE_AANWIJZINGEN: mark("Ernstige aanwijzingen"),
    MeasureState.OVERLEG_GERECHTELIJK: mark("Overlegd met het gerecht"),
    MeasureState.UITGENODIGD: mark("Uitgenodigd voor een hoorzitting"),
    MeasureState.GEHOORD: mark("Gehoord"),
    MeasureState.SCHRIFTELIJK_VERWEER: mark("Schriftelijk verweer ontvangen"),
    MeasureState.NIET_VERSCHENEN: mark("Niet verschenen"),
    MeasureState.BEVEL_OPGESTELD: mark("Bevel opgesteld"),
    MeasureState.ONDERTEKEND: mark("Bevel ondertekend"),
    MeasureState.TER_KENNIS_GEBRACHT: mark("Bevel ter kennis gebracht"),
    MeasureState.IN_UITVOERING: mark("Controle gevraagd"),
    MeasureState.UITVOERING_GECONTROLEERD: mark("Uitvoering gecontroleerd"),
    MeasureState.VERVALLEN: mark("Vervallen"),
    MeasureState.VERLOPEN: mark("Verlopen"),
    MeasureState.OPGEHEVEN: mark("Opgeheven"),
    MeasureState.AFGESLOTEN: mark("Afgesloten"),
}
STEP: Mapping[StrEnum, str] = {
    MeasureStep.ABSENCE_VOID: mark("Niet verschenen telt niet: de uitnodiging kwam te laat aan"),
    MeasureStep.LAPSE: mark("Vervallen zonder bevestiging"),
    MeasureStep.EXECUTION_CHECKED: mark("Uitvoering gecontroleerd"),
    MeasureStep.EXPIRY: mark("De maatregel is verlopen"),
}
"""Steps of the clock and of the police; each act has its own words."""
NOTED: Mapping[str, str] = {
    **{str(each): said for each, said in payments.STEP.items()},
    **payments.NOTED,
    **CASE_NOTED,
    KEPT: mark("Bleef dicht: niemand legde vast wat het college besliste"),
}
_CODES: Mapping[str, str] = {
    **CASE_REASON,
    **{str(code): said for words in (LAPSE, URGENCY, RULING) for code, said in words.items()},
}
RESTART: Mapping[Restart, str] = {
    Restart.OVERLEG: mark("Bij het overleg met het gerecht: overleg opnieuw"),
    Restart.HOORZITTING: mark("Bij de hoorzitting: nodig opnieuw uit"),
    Restart.BEVEL: mark("Bij het bevel: stel een nieuw op"),
    Restart.NIETS: mark("Nergens: er komt geen nieuw bevel"),
}
DAY_OF: Mapping[DayOf, str] = {
    DayOf.HOORZITTING: mark("De dag van de hoorzitting"),
    DayOf.HANDTEKENING: mark("De dag waarop de burgemeester tekende"),
    DayOf.KENNISGEVING: mark("De dag waarop het bevel ter kennis kwam"),
    DayOf.DWANGMIDDEL: mark("De dag waarop de verzegeling of dwangsom ter kennis kwam"),
}


def state_label(state: str) -> str:
    """Of the measure, or of the claim of a penalty in its timeline."""
    known = {str(each): said for each, said in (*payments.STATE.items(), *STATE.items())}
    return known.get(state, state)


def reason(said: str) -> str:
    """A code in words; what somebody wrote stays as it is."""
    return _CODES.get(said, said)
