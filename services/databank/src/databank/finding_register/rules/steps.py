"""A finding: its states, the steps between them, and its facts (handbook §2.5)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.branches import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind


class FindingState(StrEnum):
    """``opgemaakt`` and ``overgemaakt`` are of a report; :func:`stage` gives its kind."""

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
    """A step that an officer takes with a finding."""

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


class Entry(StrEnum):
    """An entry in the history of a finding besides the steps that officers take."""

    NOTEREN = "noteren"
    OVERLEG_GEVRAAGD = "overleg_gevraagd"
    OVERLEG_BEEINDIGD = "overleg_beeindigd"


class PossibleVictim(StrEnum):
    """Whether the offender may be a victim, as an officer answered (DP-11)."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


class PersonRole(StrEnum):
    """The part that somebody besides the offender had in the facts (DP-06)."""

    SLACHTOFFER = "slachtoffer"
    GETUIGE = "getuige"


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
"""The state after each step. A finding that left the police, or was ended, has no step left."""

STEP_FOR_KIND = {
    ReportKind.PV: frozenset({Step.OVERMAKEN, Step.NAAR_PARKET}),
    ReportKind.RIR: frozenset({Step.INVOEREN}),
    ReportKind.INFORMATIERAPPORT: frozenset({Step.OVERMAKEN}),
}
_LEAVING = frozenset({Step.OVERMAKEN, Step.NAAR_PARKET, Step.INVOEREN})

WITHIN_TERM = frozenset({Addressee.SANCTIONEREND_AMBTENAAR, Addressee.GEMENGD})
"""Addressees whom a report must reach within a term of the law."""


def steps(
    state: FindingState, kind: ReportKind | None, addressee: Addressee | None
) -> tuple[Step, ...]:
    """The steps that may be taken now; the victim check until the finding leaves or ends."""
    possible = AFTER.get(state, {})
    if not possible:
        return ()
    fitting = STEP_FOR_KIND.get(kind, frozenset()) if kind else frozenset()
    if addressee is Addressee.PARKET:
        fitting -= {Step.OVERMAKEN}
    elif Step.OVERMAKEN in fitting:
        fitting -= {Step.NAAR_PARKET}
    open_now = [step for step in possible if step not in _LEAVING or step in fitting]
    return (*open_now, Step.SLACHTOFFERCHECK)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSummary:
    """A finding without the offender, who is read one finding at a time."""

    id: UUID
    report_kind: ReportKind | None = None
    report_number: str | None = None
    fact_code: str
    fact_at: datetime
    branch: Branch
    premises_id: UUID | None = None
    addressee: Addressee | None = None
    offender_role: OffenderRole | None = None
    possible_victim: PossibleVictim = PossibleVictim.ONBEKEND
    state: FindingState
    procedure: Procedure | None = None
    on_hold: bool | None = None
    transferred_at: datetime | None = None
    transmit_by: date | None = None
    """The last day on which the city may get it."""

    @property
    def has_term(self) -> bool:
        return self.addressee in WITHIN_TERM

    @property
    def stage(self) -> str:
        return stage(self.state, self.report_kind, self.addressee)

    @property
    def next_steps(self) -> tuple[Step, ...]:
        return steps(self.state, self.report_kind, self.addressee)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(FindingSummary):
    """A finding with its offender as it was written down; details still to come are empty."""

    report_id: UUID | None = None
    inspection_id: UUID | None = None
    verification_id: UUID | None = None
    in_tolerance_zone: bool
    offender_name: str | None = field(default=None, repr=False)
    offender_birth_date: str | None = field(default=None, repr=False)
    offender_organisation: str | None = field(default=None, repr=False)
    person_id: UUID | None = None
    claim_id: UUID | None = None
    victim_checked: bool = False
    drawn_up_at: datetime | None = None
    drawn_up_by: str | None = None
    noted_at: datetime
    noted_by: str
    establishment_id: UUID | None = None
    caught_in_act: bool = False
    victim_checked_at: datetime | None = None
    judicial_information: bool | None = None
    """Whether judicial information went to the city; empty while nothing went."""
    judicial_leave: str | None = None
