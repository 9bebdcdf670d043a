"""The fine procedure (GAS, law of 24 June 2013): handbook §2.6. Only its opening, so far."""

from dataclasses import dataclass
from enum import StrEnum

from enforcement.cases.rules import Procedure


class GasState(StrEnum):
    GEREGISTREERD = "geregistreerd"
    OPGESCHORT_OVERLEG = "opgeschort_overleg"


class GasStep(StrEnum):
    RELEASE = "release"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class GasFile:
    state: GasState


GAS: Procedure[GasState, GasStep, GasFile] = Procedure(
    transitions={
        (GasState.OPGESCHORT_OVERLEG, GasStep.RELEASE): GasState.GEREGISTREERD,
        (GasState.GEREGISTREERD, GasStep.HOLD): GasState.OPGESCHORT_OVERLEG,
    },
    automatic=frozenset({GasStep.HOLD}),
)


def opening_state(on_hold: bool) -> GasState:
    """Against a possible victim nothing happens before a person has consulted the police."""
    return GasState.OPGESCHORT_OVERLEG if on_hold else GasState.GEREGISTREERD
