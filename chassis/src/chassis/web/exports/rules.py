"""What may happen to an export, when, and by whom (DP-20). Pure: no clock, no database."""

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
    """What people do."""

    GOEDKEUREN = "goedkeuren"
    WEIGEREN = "weigeren"
    INTREKKEN = "intrekken"
    OPHALEN = "ophalen"
    WISSEN = "wissen"


class Tick(StrEnum):
    """What the service does by itself: make the file, fail at it, and end what is over."""

    AFMAKEN = "afmaken"
    MISLUKKEN = "mislukken"
    TERMIJN = "termijn"


AFTER: dict[tuple[State, Step | Tick], State] = {
    (State.GEVRAAGD, Step.GOEDKEUREN): State.BEZIG,
    (State.GEVRAAGD, Step.WEIGEREN): State.GEWEIGERD,
    (State.GEVRAAGD, Step.INTREKKEN): State.INGETROKKEN,
    (State.GEVRAAGD, Tick.TERMIJN): State.VERVALLEN,
    (State.WACHT, Step.GOEDKEUREN): State.BEZIG,
    (State.WACHT, Step.WEIGEREN): State.GEWEIGERD,
    (State.WACHT, Step.INTREKKEN): State.INGETROKKEN,
    (State.WACHT, Tick.TERMIJN): State.BEZIG,
    (State.BEZIG, Step.INTREKKEN): State.INGETROKKEN,
    (State.BEZIG, Tick.AFMAKEN): State.KLAAR,
    (State.BEZIG, Tick.MISLUKKEN): State.MISLUKT,
    (State.KLAAR, Step.OPHALEN): State.KLAAR,
    (State.KLAAR, Step.WISSEN): State.GEWIST,
    (State.KLAAR, Tick.TERMIJN): State.GEWIST,
}
"""Every transition that exists; what is not here cannot happen."""

HOLDS_ROWS = frozenset({State.BEZIG, State.KLAAR})
"""States in which rows of the list are kept; in every other state they are erased."""

WAITS = frozenset({State.GEVRAAGD, State.WACHT})
"""Asked for, and nothing is read yet."""

OF_APPROVER = frozenset({Step.GOEDKEUREN, Step.WEIGEREN})


class Why(StrEnum):
    """Why a step is refused."""

    STAND = "stand"
    EIGEN = "eigen"
    FUNCTIE = "functie"
    ANDERE = "andere"
    TE_LAAT = "te_laat"


@dataclass(frozen=True, slots=True)
class Asked:
    """An export as far as the rules need it."""

    state: State
    asked_by: str
    organisation: str
    expires_at: datetime | None = None


def first_state(rows: int, personal: bool, already: int, small: int, *, own: bool = False) -> State:
    """Whether a second person must agree: with what somebody took in the last day (``already``),
    so that a large list does not leave in small parts.

    What the asker's organisation entered itself (``own``) is its own, and nobody may be there to
    agree: it waits for a day, in which whoever did not ask for it can stop it.
    """
    if not personal or already + rows <= small:
        return State.BEZIG
    return State.WACHT if own else State.GEVRAAGD


def refuse(
    step: Step, asked: Asked, actor: Actor, approvers: Collection[Function], now: datetime
) -> Why | None:
    """Why ``actor`` may not take the step; None when it is allowed.

    Nobody agrees to an own request, whatever the function; only who asked gets the file.
    """
    if (asked.state, step) not in AFTER:
        return Why.STAND
    own = actor.subject == asked.asked_by and actor.organisation == asked.organisation
    if step in OF_APPROVER:
        if actor.subject == asked.asked_by:
            return Why.EIGEN
        if actor.function not in approvers or actor.organisation != asked.organisation:
            return Why.FUNCTIE
    elif not own:
        return Why.ANDERE
    if step is Step.OPHALEN and (asked.expires_at is None or now >= asked.expires_at):
        return Why.TE_LAAT
    return None


def may_see(asked: Asked, actor: Actor, approvers: Collection[Function], overseer: bool) -> bool:
    """Own exports; those of the own organisation to who approves; all to who oversees."""
    if overseer:
        return True
    if actor.organisation != asked.organisation:
        return False
    return actor.subject == asked.asked_by or actor.function in approvers
