"""The transfer of a report to the city, and the reasons to refuse it."""

from dataclasses import dataclass

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import Addressee, Procedure, ReportKind
from databank.finding_register.rules.steps import Finding, FindingState, PossibleVictim, Step

ADMINISTRATIVE = frozenset(
    {Addressee.SANCTIONEREND_AMBTENAAR, Addressee.GEMENGD, Addressee.BESTUUR}
)


@dataclass(frozen=True, slots=True)
class JudicialInformation:
    """Whether judicial information goes along, and by whose leave (WPA art. 44/11/9 §3).

    ``leave``: the office of the magistrate and its reference, never a name.
    """

    included: bool
    leave: str | None = None


class LeaveMissingError(FieldRefusedError):
    """Judicial information goes to the city only with leave of the judicial authority."""

    def __init__(self) -> None:
        reason = lazy("Zeg wie de toelating gaf. Zonder toelating gaat dit niet naar de stad.")
        super().__init__("judicialLeave", reason, code="toelating-ontbreekt")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why a transfer cannot be done now; ``allowed`` are the steps that can."""

    reason: str
    allowed: tuple[Step, ...] = ()


def may_transfer(finding: Finding, procedure: Procedure) -> Refusal | None:
    """None when the finding may go to the city.

    ``victim_checked``: a person answered the question whether this may be a victim. An answer
    "onbekend" at the drawing up is no answer yet.
    """
    in_the_way = (
        (
            finding.state is FindingState.OVERGEMAAKT,
            lazy("Deze vaststelling is al overgemaakt aan de stad."),
        ),
        (
            finding.state is not FindingState.OPGEMAAKT,
            lazy("Deze vaststelling heeft nog geen afgesloten rapport, of is beëindigd."),
        ),
        (
            finding.report_kind is ReportKind.RIR,
            lazy("Een RIR blijft bij de politie."),
        ),
        (
            finding.addressee not in ADMINISTRATIVE,
            lazy("Deze vaststelling is niet bestemd voor een procedure van de stad."),
        ),
        (
            finding.report_kind is ReportKind.INFORMATIERAPPORT and procedure is Procedure.GAS,
            lazy("Voor een geldboete is een PV nodig. Een informatierapport volstaat niet."),
        ),
        (
            finding.offender_name is None and finding.report_kind is ReportKind.PV,
            lazy("Deze vaststelling noemt geen overtreder. Ze kan niet naar de stad."),
        ),
        (
            procedure is Procedure.SANCTIE
            and finding.premises_id is None
            and finding.establishment_id is None,
            lazy("Een sanctie gaat over een pand of zaak, en deze vaststelling noemt er geen."),
        ),
    )
    for applies, reason in in_the_way:
        if applies:
            return Refusal(reason)
    if finding.offender_name is None:
        return None
    return unasked(finding.possible_victim, finding.victim_checked)


def unasked(possible_victim: PossibleVictim, victim_checked: bool) -> Refusal | None:
    """The welfare gate: no offender is named to anybody before a person answered (DP-11)."""
    if possible_victim is PossibleVictim.ONBEKEND and not victim_checked:
        return Refusal(
            lazy("Kijk eerst na of deze persoon een mogelijk slachtoffer is."),
            (Step.SLACHTOFFERCHECK,),
        )
    return None
