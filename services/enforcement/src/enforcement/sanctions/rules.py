"""The sanction procedure about premises: handbook §2.7, GAS law of 24 June 2013 art. 45."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chassis.days import city_day
from chassis.refusals import NotPermittedError
from contracts.codes import DecidingBody, SanctionKind
from enforcement.cases.rules import Attempt, Procedure
from enforcement.legal_terms.rules import add_months


class SanctionState(StrEnum):
    OPGESCHORT_OVERLEG = "opgeschort_overleg"
    VASTSTELLING_ONTVANGEN = "vaststelling_ontvangen"
    PV_TER_KENNIS_GEBRACHT = "pv_ter_kennis_gebracht"
    WAARSCHUWING_VERSTUURD = "waarschuwing_verstuurd"
    VOLGENDE_VASTSTELLING = "volgende_vaststelling"
    HOORZITTING_UITGENODIGD = "hoorzitting_uitgenodigd"
    HOORZITTING_GEHOUDEN = "hoorzitting_gehouden"
    SCHRIFTELIJK_VERWEER = "schriftelijk_verweer"
    GEEN_VERWEER = "geen_verweer"
    ADVIES_OPGEMAAKT = "advies_opgemaakt"
    OP_AGENDA_ORGAAN = "op_agenda_orgaan"
    BESLIST = "beslist"
    TER_KENNIS_GEBRACHT = "ter_kennis_gebracht"
    IN_UITVOERING = "in_uitvoering"
    UITVOERING_GECONTROLEERD = "uitvoering_gecontroleerd"
    AFGESLOTEN = "afgesloten"


class SanctionStep(StrEnum):
    """Values are the last part of the step's path in the API."""

    RELEASE = "release"
    HOLD = "hold"
    PV_NOTIFICATION = "pv-notification"
    WARNING = "warning"
    NEXT_FINDING = "next-finding"
    HEARING_INVITATION = "hearing-invitation"
    HEARING = "hearing"
    WRITTEN_DEFENCE = "written-defence"
    NO_DEFENCE = "no-defence"
    PROPOSAL = "proposal"
    AGENDA = "agenda"
    DECISION = "decision"
    NOTIFICATION = "notification"
    EXECUTION_CHECK_REQUEST = "execution-check-request"
    EXECUTION_CHECKED = "execution-checked"
    REOPENING = "reopening"
    CLOSING = "closing"


class WrongBodyError(NotPermittedError):
    """Somebody records the decision of another body than the own one."""

    def __init__(self, body: DecidingBody) -> None:
        super().__init__(f"Alleen het secretariaat van het orgaan '{body}' legt dit vast.")


S, Step = SanctionState, SanctionStep

WARNING_BASIS = "law:2013-06-24:45"
HEARING_BASIS = "principle:hearing"
WARNING_TERM = "sanction.warning_validity_months"
DEFENCE_TERM = "sanction.defence_days"
CLOSURE_TERM = "sanction.temp_closure_max"

WITHOUT_EFFECT = (SanctionKind.GEEN_SANCTIE, SanctionKind.EXTRA_WAARSCHUWING)
TEMPORARY = (SanctionKind.SCHORSING, SanctionKind.TIJDELIJKE_SLUITING)
CLOSURES = (SanctionKind.TIJDELIJKE_SLUITING, SanctionKind.DEFINITIEVE_SLUITING)
DEFENDED = (S.HOORZITTING_GEHOUDEN, S.SCHRIFTELIJK_VERWEER, S.GEEN_VERWEER)
DEFENCE_STEPS = (Step.HEARING, Step.WRITTEN_DEFENCE)
IN_FORCE = (
    S.TER_KENNIS_GEBRACHT,
    S.IN_UITVOERING,
    S.UITVOERING_GECONTROLEERD,
    S.AFGESLOTEN,
)
"""The decision works from its notification on, also when the case itself is closed."""
HANDLED = (S.TER_KENNIS_GEBRACHT, S.UITVOERING_GECONTROLEERD)
"""ClosingBody from here needs no further reason."""


@dataclass(frozen=True, slots=True)
class SanctionFile:
    """``defence_until`` is the legal last day for a defence; ``hearing_on`` the invitation's day.

    ``takes_effect`` is true once a notified decision restricts the premises; ``closes`` once it
    closes them, until that is lifted. ``effect_until`` is the day of its end, if it has one.
    """

    state: SanctionState
    warned: bool = False
    next_finding: bool = False
    heard: bool = False
    defence_until: date | None = None
    hearing_on: date | None = None
    takes_effect: bool = False
    closes: bool = False
    effect_until: date | None = None


def needs_warning(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.warned:
        return "Er is nog geen waarschuwing met een uittreksel van de regel verstuurd."
    return None


def needs_next_finding(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.next_finding:
        return "Er is nog geen volgende vaststelling na de waarschuwing."
    return None


def needs_hearing_opportunity(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.heard:
        return "De eigenaar kreeg nog geen kans om gehoord te worden."
    return None


def defence_term_is_over(file: SanctionFile, attempt: Attempt) -> str | None:
    last = max((day for day in (file.defence_until, file.hearing_on) if day), default=None)
    if last is None or attempt.today <= last:
        return "De eigenaar kan zich nog verweren. Wacht tot de termijn en de hoorzitting om zijn."
    return None


def has_something_to_check(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.takes_effect:
        return "Deze beslissing legt niets op dat de politie kan controleren."
    return None


def has_closure_to_lift(file: SanctionFile, attempt: Attempt) -> str | None:
    if not file.closes:
        return "Door dit dossier is het pand niet gesloten. Er is niets op te heffen."
    if file.effect_until is not None and file.effect_until < attempt.today:
        return "De sluiting is al voorbij. Er is niets op te heffen."
    return None


SANCTION: Procedure[SanctionState, SanctionStep, SanctionFile] = Procedure(
    transitions={
        (S.OPGESCHORT_OVERLEG, Step.RELEASE): S.VASTSTELLING_ONTVANGEN,
        (S.VASTSTELLING_ONTVANGEN, Step.HOLD): S.OPGESCHORT_OVERLEG,
        (S.VASTSTELLING_ONTVANGEN, Step.PV_NOTIFICATION): S.PV_TER_KENNIS_GEBRACHT,
        (S.PV_TER_KENNIS_GEBRACHT, Step.WARNING): S.WAARSCHUWING_VERSTUURD,
        (S.WAARSCHUWING_VERSTUURD, Step.NEXT_FINDING): S.VOLGENDE_VASTSTELLING,
        (S.VOLGENDE_VASTSTELLING, Step.HEARING_INVITATION): S.HOORZITTING_UITGENODIGD,
        (S.HOORZITTING_UITGENODIGD, Step.HEARING): S.HOORZITTING_GEHOUDEN,
        (S.HOORZITTING_UITGENODIGD, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.HOORZITTING_UITGENODIGD, Step.NO_DEFENCE): S.GEEN_VERWEER,
        (S.SCHRIFTELIJK_VERWEER, Step.HEARING): S.HOORZITTING_GEHOUDEN,
        (S.GEEN_VERWEER, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        **{(state, Step.PROPOSAL): S.ADVIES_OPGEMAAKT for state in DEFENDED},
        (S.ADVIES_OPGEMAAKT, Step.AGENDA): S.OP_AGENDA_ORGAAN,
        (S.ADVIES_OPGEMAAKT, Step.DECISION): S.BESLIST,
        (S.OP_AGENDA_ORGAAN, Step.DECISION): S.BESLIST,
        (S.BESLIST, Step.NOTIFICATION): S.TER_KENNIS_GEBRACHT,
        (S.TER_KENNIS_GEBRACHT, Step.EXECUTION_CHECK_REQUEST): S.IN_UITVOERING,
        (S.IN_UITVOERING, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        (S.UITVOERING_GECONTROLEERD, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        (S.UITVOERING_GECONTROLEERD, Step.EXECUTION_CHECK_REQUEST): S.IN_UITVOERING,
        **{
            (state, Step.CLOSING): S.AFGESLOTEN
            for state in (
                S.OPGESCHORT_OVERLEG,
                S.VASTSTELLING_ONTVANGEN,
                S.PV_TER_KENNIS_GEBRACHT,
                S.WAARSCHUWING_VERSTUURD,
                *HANDLED,
            )
        },
        # What the premises may do changes; where the case itself stands does not.
        **{(state, Step.REOPENING): state for state in IN_FORCE},
    },
    guards={
        Step.NO_DEFENCE: (defence_term_is_over,),
        Step.DECISION: (needs_warning, needs_next_finding, needs_hearing_opportunity),
        Step.EXECUTION_CHECK_REQUEST: (has_something_to_check,),
        Step.REOPENING: (has_closure_to_lift,),
    },
    automatic=frozenset({Step.HOLD, Step.NEXT_FINDING, Step.EXECUTION_CHECKED}),
)


def opening_state(on_hold: bool) -> SanctionState:
    """Nothing happens before a person has consulted the police, if they ask for it."""
    return S.OPGESCHORT_OVERLEG if on_hold else S.VASTSTELLING_ONTVANGEN


def follows_warning(fact_at: datetime, warned_at: datetime, valid_until: date) -> bool:
    """A fact counts as the next finding after the warning and within its validity."""
    return warned_at < fact_at and city_day(fact_at) <= valid_until


def unsound_period(
    kind: SanctionKind, starts: datetime | None, ends: datetime | None, closure_months: int
) -> tuple[str, str] | None:
    """The wrong field with its reason (Dutch), or None. The notification may give the start."""
    if kind not in TEMPORARY and ends is not None:
        return "effectiveTo", "Een einde hoort alleen bij een schorsing of tijdelijke sluiting."
    if kind in WITHOUT_EFFECT and starts is not None:
        return "effectiveFrom", "Deze beslissing heeft geen ingangsdatum."
    if kind in TEMPORARY:
        if ends is None:
            return "effectiveTo", "Geef het einde van de maatregel."
        if starts is not None and ends <= starts:
            return "effectiveTo", "Het einde moet na het begin liggen."
    if kind is SanctionKind.TIJDELIJKE_SLUITING and starts is not None and ends is not None:
        last = add_months(city_day(starts), closure_months)
        if city_day(ends) > last:
            return (
                "effectiveTo",
                f"Een tijdelijke sluiting duurt hoogstens {closure_months} maanden.",
            )
    return None


@dataclass(frozen=True, slots=True)
class Effect:
    """From when a notified sanction restricts the premises; no end when it is for good."""

    starts: datetime
    ends: datetime | None


def effect_of(
    kind: SanctionKind, starts: datetime | None, ends: datetime | None, notified_at: datetime
) -> Effect | None:
    """A decision works only once notified; one notified after its own end works no more."""
    if kind in WITHOUT_EFFECT:
        return None
    begin = max(starts or notified_at, notified_at)
    if ends is not None and ends <= begin:
        return None
    return Effect(begin, ends)
