"""From a finding to a report, and from a report to the city."""

import re
from dataclasses import dataclass
from enum import StrEnum

from contracts.codes import Addressee, Procedure, ReportKind
from databank.domain.welfare import PossibleVictim


class FindingState(StrEnum):
    OPGEMAAKT = "opgemaakt"
    OVERGEMAAKT = "overgemaakt"


class Step(StrEnum):
    """What may be done next with a finding, as told in a refusal."""

    SLACHTOFFERCHECK = "slachtoffercheck"
    OVERMAKEN = "overmaken"


ADMINISTRATIVE = frozenset(
    {Addressee.SANCTIONEREND_AMBTENAAR, Addressee.GEMENGD, Addressee.BESTUUR}
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a transfer cannot be done now, for the officer; ``allowed`` are the steps that can."""

    reason: str
    allowed: tuple[Step, ...] = ()


def may_transfer(
    state: FindingState,
    kind: ReportKind,
    addressee: Addressee,
    procedure: Procedure,
    has_premises: bool,
    possible_victim: PossibleVictim,
    victim_checked: bool,
) -> Refusal | None:
    """None when the finding may go to the city.

    ``victim_checked``: a person answered the question whether this may be a victim. An answer
    "onbekend" at the drawing up is no answer yet.
    """
    if state is FindingState.OVERGEMAAKT:
        return Refusal("Deze vaststelling is al overgemaakt aan de stad.")
    if kind is ReportKind.RIR:
        return Refusal("Een RIR blijft bij de politie.")
    if addressee not in ADMINISTRATIVE:
        return Refusal("Deze vaststelling is niet bestemd voor een procedure van de stad.")
    if procedure is Procedure.SANCTIE and not has_premises:
        return Refusal("Een sanctie gaat over een pand, en deze vaststelling noemt geen pand.")
    if possible_victim is PossibleVictim.ONBEKEND and not victim_checked:
        return Refusal(
            "Kijk eerst na of deze persoon een mogelijk slachtoffer is.", (Step.SLACHTOFFERCHECK,)
        )
    return None


def allowed_steps(state: FindingState, refusal: Refusal | None) -> tuple[Step, ...]:
    if state is FindingState.OVERGEMAAKT:
        return ()
    return refusal.allowed if refusal else (Step.OVERMAKEN,)


def is_report_number(number: str, pattern: str) -> bool:
    """``pattern`` is configuration: zones number their reports in their own way."""
    return re.fullmatch(pattern, number) is not None
