"""The planning state of a shift and the steps that it permits (handbook §2.2)."""

from datetime import datetime
from enum import StrEnum

from chassis.messages import lazy
from contracts.codes import ChangeReason
from pandkalender.moments.rules.period import Period, spoken
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.workers.rules.identity_status import IdentityStatus


class PlanningState(StrEnum):
    """``bezig`` is never stored: the clock makes it of a declared shift."""

    AANGEGEVEN = "aangegeven"
    GEWIJZIGD = "gewijzigd"
    BEZIG = "bezig"
    GEANNULEERD = "geannuleerd"
    BEEINDIGD = "beeindigd"
    VERVALLEN = "vervallen"


STORED_PLANNING = tuple(state for state in PlanningState if state is not PlanningState.BEZIG)
"""States in the database."""
OPEN = frozenset({PlanningState.AANGEGEVEN, PlanningState.GEWIJZIGD})
"""Stored states of a shift that has yet to end."""
CALLED_OFF = frozenset({PlanningState.GEANNULEERD, PlanningState.VERVALLEN})
"""States of a shift that does not take place."""


class Verification(StrEnum):
    """The result of a check on the spot, in order of gravity; only the police read it in full."""

    NIET_GECONTROLEERD = "niet_gecontroleerd"
    AFWEZIG = "afwezig_bij_controle"
    BEVESTIGD = "bevestigd_ter_plaatse"
    WEERLEGD = "weerlegd"


class OwnerVerification(StrEnum):
    """All that an owner learns of a check on the spot: whether there was one."""

    NIET_GECONTROLEERD = "niet_gecontroleerd"
    GECONTROLEERD = "gecontroleerd"


class Step(StrEnum):
    """A step that an owner takes with a declared shift, by its name in the API."""

    CHANGE = "changes"
    CANCEL = "cancellation"
    END = "ending"


def shown(planning: PlanningState, period: Period, now: datetime) -> PlanningState:
    """The state as people see it."""
    return PlanningState.BEZIG if planning in OPEN and now >= period.starts_at else planning


def identity_for_owner(verification: Verification, identity: IdentityStatus) -> IdentityStatus:
    """The status as the owner may know it; after a refuted presence the owner calls the police."""
    refuted = verification is Verification.WEERLEGD
    return IdentityStatus.CONTACTEER_POLITIE if refuted else identity


def verification_for_owner(verification: Verification) -> OwnerVerification:
    """Whether there was a check, without what it found."""
    unseen = verification is Verification.NIET_GECONTROLEERD
    return OwnerVerification.NIET_GECONTROLEERD if unseen else OwnerVerification.GECONTROLEERD


def replaces(
    observed: Verification, at: datetime, known: Verification, known_at: datetime | None
) -> bool:
    """Whether an observation replaces the known one: a newer, or a graver of the same moment."""
    if known_at is None or known_at < at:
        return True
    gravity = list(Verification)
    return known_at == at and gravity.index(known) < gravity.index(observed)


def allowed(planning: PlanningState, period: Period, now: datetime) -> tuple[Step, ...]:
    """The steps that an owner can take now."""
    if planning not in OPEN:
        return ()
    return (Step.CHANGE, Step.END) if now >= period.starts_at else (Step.CHANGE, Step.CANCEL)


def refuse_step(
    step: Step, planning: PlanningState, period: Period, now: datetime
) -> Refusal | None:
    """Refuse a step that the state does not allow."""
    steps = allowed(planning, period, now)
    if step in steps:
        return None
    if not steps:
        title = lazy(
            "Deze aangifte is %(state)s. Je kan er niets meer aan wijzigen.", state=DONE[planning]
        )
    elif step is Step.CANCEL:
        title = lazy("Deze shift is al begonnen. Je kan ze niet meer annuleren, wel beëindigen.")
    else:
        title = lazy("Deze shift is nog niet begonnen. Je kan ze wel wijzigen of annuleren.")
    return Refusal("conflict", title, status=409, allowed=steps)


DONE = {
    PlanningState.GEANNULEERD: lazy("geannuleerd"),
    PlanningState.BEEINDIGD: lazy("beëindigd"),
    PlanningState.VERVALLEN: lazy("vervallen"),
}


def end_of(period: Period, ended_at: datetime | None, now: datetime) -> datetime | Refusal:
    """The end of a started shift; without a moment: now, or its declared end when that is past."""
    moment = ended_at or min(now, period.ends_at)
    if moment > now:
        return Refusal(
            "einde-in-de-toekomst",
            lazy("Het einde ligt nog in de toekomst."),
            lazy("Wijzig het einduur als de shift op een ander uur zal eindigen."),
        )
    if moment < period.starts_at:
        return Refusal("einde-voor-begin", lazy("De shift kan niet eindigen voor ze begon."))
    if moment > period.ends_at:
        return Refusal(
            "einde-na-aangifte",
            lazy("De shift was aangegeven tot %(end)s.", end=spoken(period.ends_at)),
            lazy("Verleng eerst de aangifte als de shift langer duurde."),
        )
    return moment


def refuse_change(
    before: Period, after: Period, room_changed: bool, reason: ChangeReason, now: datetime
) -> Refusal | None:
    """Refuse what no change may do, whatever its new room and hours."""
    if before == after and not room_changed:
        return Refusal("geen-wijziging", lazy("Er verandert niets aan deze aangifte."))
    begun = now >= before.starts_at
    if begun and (room_changed or after.starts_at != before.starts_at):
        return Refusal(
            "na-begin",
            lazy("Deze shift is al begonnen. Je kan alleen het einduur nog wijzigen."),
            lazy("Beëindig deze shift en geef een nieuwe aan."),
        )
    if begun and after.ends_at <= now and after.ends_at < before.ends_at:
        return Refusal(
            "einde-voorbij",
            lazy("Dit einduur is al voorbij."),
            lazy("Beëindig de shift met dat einduur."),
        )
    if not _fits(reason, before, after, room_changed):
        return Refusal("reden-past-niet", lazy("De reden past niet bij wat er wijzigt."))
    return None


def _fits(reason: ChangeReason, before: Period, after: Period, room_changed: bool) -> bool:
    match reason:
        case ChangeReason.RUIMTE:
            return room_changed
        case ChangeReason.VERLENGING:
            return after.length > before.length
        case ChangeReason.INKORTING:
            return after.length < before.length
        case _:
            return after != before
