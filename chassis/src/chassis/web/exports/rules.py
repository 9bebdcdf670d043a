"""Rules of exports: their states, and the steps that each person may take (DP-20)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chassis.web.roles import Actor, Function


class State(StrEnum):
    """``gevraagd`` waits for a second person, ``wacht`` for time to pass; ``bezig`` is being made;
    ``klaar`` can be fetched."""

    GEVRAAGD = "gevraagd"
    WACHT = "wacht"
    BEZIG = "bezig"
    KLAAR = "klaar"
    GEWIST = "gewist"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    VERVALLEN = "vervallen"
    MISLUKT = "mislukt"


class Step(StrEnum):
    """Steps that people take."""

    GOEDKEUREN = "goedkeuren"
    WEIGEREN = "weigeren"
    INTREKKEN = "intrekken"
    OPHALEN = "ophalen"
    WISSEN = "wissen"


class AutomaticStep(StrEnum):
    """Steps that the service takes itself: make the file, fail at it, close it when it may not
    be read any more, and end an export in time."""

    AFMAKEN = "afmaken"
    MISLUKKEN = "mislukken"
    SLUITEN = "sluiten"
    TERMIJN = "termijn"


AFTER: dict[tuple[State, Step | AutomaticStep], State] = {
    (State.GEVRAAGD, Step.GOEDKEUREN): State.BEZIG,
    (State.GEVRAAGD, Step.WEIGEREN): State.GEWEIGERD,
    (State.GEVRAAGD, Step.INTREKKEN): State.INGETROKKEN,
    (State.GEVRAAGD, AutomaticStep.TERMIJN): State.VERVALLEN,
    (State.WACHT, Step.GOEDKEUREN): State.BEZIG,
    (State.WACHT, Step.WEIGEREN): State.GEWEIGERD,
    (State.WACHT, Step.INTREKKEN): State.INGETROKKEN,
    (State.WACHT, AutomaticStep.TERMIJN): State.BEZIG,
    (State.BEZIG, Step.INTREKKEN): State.INGETROKKEN,
    (State.BEZIG, AutomaticStep.AFMAKEN): State.KLAAR,
    (State.BEZIG, AutomaticStep.MISLUKKEN): State.MISLUKT,
    (State.KLAAR, Step.OPHALEN): State.KLAAR,
    (State.KLAAR, Step.WISSEN): State.GEWIST,
    (State.KLAAR, AutomaticStep.SLUITEN): State.GEWIST,
    (State.KLAAR, AutomaticStep.TERMIJN): State.GEWIST,
}
"""Every transition that exists; any other is refused."""

HOLDS_ROWS = frozenset({State.BEZIG, State.KLAAR})
"""States in which rows of the list are kept; in every other state they are erased."""

WAITS = frozenset({State.GEVRAAGD, State.WACHT})
"""States in which nothing is read yet."""

OF_APPROVER = frozenset({Step.GOEDKEUREN, Step.WEIGEREN})


class Refusal(StrEnum):
    """Grounds on which a step is refused."""

    STAND = "stand"
    EIGEN = "eigen"
    FUNCTIE = "functie"
    ANDERE = "andere"
    TE_LAAT = "te_laat"
    RECHT = "recht"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The part of an export that the rules need."""

    state: State
    asked_by: str
    asked_function: str
    organisation: str
    expires_at: datetime | None = None


def first_state(rows: int, personal: bool, already: int, small: int, *, own: bool = False) -> State:
    """The first state of a request: made, or waiting for a second person when it is large.

    Rows that somebody took in the last day (``already``) count, so that a large list does not leave
    in small parts.

    What the asker's organisation entered itself (``own``) is its own, and nobody may be there to
    agree: it waits for a day, in which whoever did not ask for it can stop it.
    """
    if not personal or already + rows <= small:
        return State.BEZIG
    return State.WACHT if own else State.GEVRAAGD


def refuse(
    step: Step, request: ExportRequest, actor: Actor, approvers: Collection[Function], now: datetime
) -> Refusal | None:
    """The ground on which ``actor`` may not take the step; None when it is allowed.

    Nobody agrees to an own request, whatever the function; only who asked gets the file, in the
    function in which they asked.
    """
    if (request.state, step) not in AFTER:
        return Refusal.STAND
    own = actor.subject == request.asked_by and actor.organisation == request.organisation
    if step in OF_APPROVER:
        if actor.subject == request.asked_by:
            return Refusal.EIGEN
        if actor.function not in approvers or actor.organisation != request.organisation:
            return Refusal.FUNCTIE
    elif not own:
        return Refusal.ANDERE
    return _refuse_file(request, actor, now) if step is Step.OPHALEN else None


def _refuse_file(request: ExportRequest, actor: Actor, now: datetime) -> Refusal | None:
    if actor.function.value != request.asked_function:
        return Refusal.RECHT
    is_late = request.expires_at is None or now >= request.expires_at
    return Refusal.TE_LAAT if is_late else None


def may_see(
    request: ExportRequest, actor: Actor, approvers: Collection[Function], overseer: bool
) -> bool:
    """Whether an export is shown: the own; to approvers their organisation's; to overseers all."""
    if overseer:
        return True
    if actor.organisation != request.organisation:
        return False
    return actor.subject == request.asked_by or actor.function in approvers
