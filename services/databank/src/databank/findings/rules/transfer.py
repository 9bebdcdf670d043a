"""The transfer of a report to the city, and the reasons to refuse it."""

from dataclasses import dataclass

from chassis.messages import lazy
from contracts.codes import Addressee, Procedure, ReportKind
from databank.findings.rules.steps import FindingState, Step
from databank.welfare.rules.priority import PossibleVictim

ADMINISTRATIVE = frozenset(
    {Addressee.SANCTIONEREND_AMBTENAAR, Addressee.GEMENGD, Addressee.BESTUUR}
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why a transfer cannot be done now; ``allowed`` are the steps that can."""

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
        return Refusal(lazy("Deze vaststelling is al overgemaakt aan de stad."))
    if state is not FindingState.OPGEMAAKT:
        return Refusal(
            lazy("Deze vaststelling heeft nog geen afgesloten rapport, of is beëindigd.")
        )
    if kind is ReportKind.RIR:
        return Refusal(lazy("Een RIR blijft bij de politie."))
    if addressee not in ADMINISTRATIVE:
        return Refusal(lazy("Deze vaststelling is niet bestemd voor een procedure van de stad."))
    if procedure is Procedure.SANCTIE and not has_premises:
        return Refusal(
            lazy("Een sanctie gaat over een pand, en deze vaststelling noemt geen pand.")
        )
    return unasked(possible_victim, victim_checked)


def unasked(possible_victim: PossibleVictim, victim_checked: bool) -> Refusal | None:
    """The welfare gate: no offender is named to anybody before a person answered (DP-11)."""
    if possible_victim is PossibleVictim.ONBEKEND and not victim_checked:
        return Refusal(
            lazy("Kijk eerst na of deze persoon een mogelijk slachtoffer is."),
            (Step.SLACHTOFFERCHECK,),
        )
    return None
