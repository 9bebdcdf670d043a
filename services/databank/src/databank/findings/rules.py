"""From a finding to a report, and from a report to whom it is for (handbook §2.5)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chassis.messages import lazy
from contracts.codes import Addressee, Procedure, ReportKind
from databank.welfare.rules.priority import PossibleVictim


class FindingState(StrEnum):
    """``opgemaakt`` and ``overgemaakt`` are of a report; which one, :func:`stage` says."""

    GENOTEERD = "genoteerd"
    VASTSTELLING = "vaststelling"
    IN_OPMAAK = "in_opmaak"
    OPGEMAAKT = "opgemaakt"
    OVERGEMAAKT = "overgemaakt"
    INGEVOERD = "ingevoerd"
    GEEN_GEVOLG = "geen_gevolg"
    MONDELINGE_WAARSCHUWING = "mondelinge_waarschuwing"
    GESEPONEERD = "geseponeerd"
    INGETROKKEN = "ingetrokken"


class Step(StrEnum):
    """What may be done next with a finding, as told in a refusal."""

    GEEN_GEVOLG = "geen_gevolg"
    WAARSCHUWEN = "waarschuwen"
    VASTSTELLEN = "vaststellen"
    OPMAKEN = "opmaken"
    AFSLUITEN = "afsluiten"
    SLACHTOFFERCHECK = "slachtoffercheck"
    OVERMAKEN = "overmaken"
    NAAR_PARKET = "naar_parket"
    INVOEREN = "invoeren"
    SEPONEREN = "seponeren"
    INTREKKEN = "intrekken"


class Hold(StrEnum):
    """What else stands in the history of a finding that the city has: nobody takes these steps."""

    GEVRAAGD = "overleg_gevraagd"
    BEEINDIGD = "overleg_beeindigd"


_CLOSE = {Step.SEPONEREN: FindingState.GESEPONEERD, Step.INTREKKEN: FindingState.INGETROKKEN}

AFTER: dict[FindingState, dict[Step, FindingState]] = {
    FindingState.GENOTEERD: {
        Step.GEEN_GEVOLG: FindingState.GEEN_GEVOLG,
        Step.WAARSCHUWEN: FindingState.MONDELINGE_WAARSCHUWING,
        Step.VASTSTELLEN: FindingState.VASTSTELLING,
        **_CLOSE,
    },
    FindingState.VASTSTELLING: {Step.OPMAKEN: FindingState.IN_OPMAAK, **_CLOSE},
    FindingState.IN_OPMAAK: {Step.AFSLUITEN: FindingState.OPGEMAAKT, **_CLOSE},
    FindingState.OPGEMAAKT: {
        Step.OVERMAKEN: FindingState.OVERGEMAAKT,
        Step.NAAR_PARKET: FindingState.OVERGEMAAKT,
        Step.INVOEREN: FindingState.INGEVOERD,
        **_CLOSE,
    },
}
"""What leads where. What left the police, or was ended, is not in it: nothing follows."""

STEP_FOR_KIND = {
    ReportKind.PV: frozenset({Step.OVERMAKEN, Step.NAAR_PARKET}),
    ReportKind.RIR: frozenset({Step.INVOEREN}),
    ReportKind.INFORMATIERAPPORT: frozenset({Step.OVERMAKEN}),
}
_LEAVING = frozenset({Step.OVERMAKEN, Step.NAAR_PARKET, Step.INVOEREN})

ADDRESSEES: dict[ReportKind, tuple[Addressee, ...]] = {
    ReportKind.PV: (Addressee.SANCTIONEREND_AMBTENAAR, Addressee.PARKET, Addressee.GEMENGD),
    ReportKind.RIR: (Addressee.INTERN,),
    ReportKind.INFORMATIERAPPORT: (Addressee.BESTUUR,),
}
"""To whom each kind of report may go."""

ADMINISTRATIVE = frozenset(
    {Addressee.SANCTIONEREND_AMBTENAAR, Addressee.GEMENGD, Addressee.BESTUUR}
)
_NUMBER = r"[A-Za-z0-9][A-Za-z0-9./-]{2,39}"
"""Where the zone gave no pattern: something that can be looked up again."""
ADULT = 18


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a transfer cannot be done now, for the officer; ``allowed`` are the steps that can."""

    reason: str
    allowed: tuple[Step, ...] = ()


def steps(
    state: FindingState, kind: ReportKind | None, addressee: Addressee | None
) -> tuple[Step, ...]:
    """What may be done next. The victim check is open until the finding leaves or ends."""
    possible = AFTER.get(state, {})
    if not possible:
        return ()
    fitting = STEP_FOR_KIND.get(kind, frozenset()) if kind else frozenset()
    if addressee is Addressee.PARKET:
        fitting -= {Step.OVERMAKEN}
    elif Step.OVERMAKEN in fitting:
        fitting -= {Step.NAAR_PARKET}
    found = [step for step in possible if step not in _LEAVING or step in fitting]
    return (*found, Step.SLACHTOFFERCHECK)


def stage(state: FindingState, kind: ReportKind | None, addressee: Addressee | None) -> str:
    """The state in the words of the handbook, as ``pv_in_opmaak`` or ``overgemaakt_parket``."""
    of_kind = kind.value.lower() if kind else "rapport"
    match state:
        case FindingState.IN_OPMAAK:
            return f"{of_kind}_in_opmaak"
        case FindingState.OPGEMAAKT:
            return f"{of_kind}_afgesloten"
        case FindingState.OVERGEMAAKT if addressee is Addressee.GEMENGD:
            return "gemengd"
        case FindingState.OVERGEMAAKT if addressee:
            return f"overgemaakt_{addressee.value}"
        case FindingState.INGEVOERD:
            return "ingevoerd_politionele_gegevens"
        case _:
            return state.value


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


def is_report_number(number: str, pattern: str | None) -> bool:
    """``pattern`` is configuration: zones number their reports in their own way."""
    return re.fullmatch(pattern or _NUMBER, number) is not None


def is_minor(birth_date: str | None, on: date) -> bool:
    """Whether somebody is surely or perhaps under age on a day: a date in part counts as late."""
    if not birth_date:
        return False
    year, month, day = (*(int(part) for part in birth_date.split("-")), 12, 31)[:3]
    return (on.year - year, on.month, on.day) < (ADULT, month, day)


def months_after(day: date, months: int) -> date:
    """The last day of a term of months: the eve of the same day, never beyond the month's end.

    A term that ends on a day off may legally run longer; this is the safe day to show.
    """
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    last = monthrange(year, month)[1]
    if day.day > last:
        return date(year, month, last)
    end = date(year, month, day.day)
    return date.fromordinal(end.toordinal() - 1)
