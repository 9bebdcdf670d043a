"""The city's case about a finding: its state is all that the police see of it (handbook §4.3)."""

from collections.abc import Mapping
from enum import StrEnum

from contracts.codes import GasOutcome, SanctionKind


class CaseState(StrEnum):
    """``beslist_…``: the decision, by the kind of sanction."""

    GEOPEND = "geopend"
    OPGESCHORT_OVERLEG = "opgeschort_overleg"
    VOLGENDE_VASTSTELLING = "volgende_vaststelling"
    BESLIST_GELDBOETE = "beslist_geldboete"
    BESLIST_GEEN_GELDBOETE = "beslist_geen_geldboete"
    OVERGENOMEN_DOOR_PARKET = "overgenomen_door_parket"
    BESLIST_GEEN_SANCTIE = "beslist_geen_sanctie"
    BESLIST_EXTRA_WAARSCHUWING = "beslist_extra_waarschuwing"
    BESLIST_SCHORSING = "beslist_schorsing"
    BESLIST_INTREKKING = "beslist_intrekking"
    BESLIST_TIJDELIJKE_SLUITING = "beslist_tijdelijke_sluiting"
    BESLIST_DEFINITIEVE_SLUITING = "beslist_definitieve_sluiting"

    @classmethod
    def of_fine(cls, outcome: GasOutcome) -> "CaseState":
        return OF_FINE[outcome]

    @classmethod
    def after(cls, decision: SanctionKind) -> "CaseState":
        return cls(f"beslist_{decision.value}")


OF_FINE: Mapping[GasOutcome, CaseState] = {
    GasOutcome.GELDBOETE: CaseState.BESLIST_GELDBOETE,
    GasOutcome.GEEN_GELDBOETE: CaseState.BESLIST_GEEN_GELDBOETE,
    GasOutcome.OVERGENOMEN_DOOR_PARKET: CaseState.OVERGENOMEN_DOOR_PARKET,
}
