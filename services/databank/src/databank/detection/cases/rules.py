"""What people make of a case that a rule found (handbook §2.9): one table of what may follow what.

A case is a proposal; only a named person gives it an outcome (DP-09), in codes and never in free
text (DP-19).
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    GEDETECTEERD = "gedetecteerd"
    IN_BEOORDELING = "in_beoordeling"
    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"
    OPVOLGING = "opvolging"
    AFGESLOTEN = "afgesloten"


class Action(StrEnum):
    NEMEN = "nemen"
    TERUGGEVEN = "teruggeven"
    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"
    OPVOLGEN = "opvolgen"
    AFSLUITEN = "afsluiten"


class FollowUp(StrEnum):
    """What is done for the person. None of it is started by the case itself."""

    CONTACT = "contact"
    DOORVERWIJZING = "doorverwijzing"
    RIR = "RIR"


OUTCOMES: Mapping[Action, State] = {
    Action.BEVESTIGD: State.BEVESTIGD,
    Action.VERKLAARBAAR: State.VERKLAARBAAR,
    Action.FOUTIEVE_KOPPELING: State.FOUTIEVE_KOPPELING,
    Action.GEEN_ACTIE: State.GEEN_ACTIE,
}
_FOLLOWED = {Action.OPVOLGEN: State.OPVOLGING, Action.AFSLUITEN: State.AFGESLOTEN}
_CLOSED = {Action.AFSLUITEN: State.AFGESLOTEN}

ALLOWED: Mapping[State, Mapping[Action, State]] = {
    State.GEDETECTEERD: {Action.NEMEN: State.IN_BEOORDELING},
    State.IN_BEOORDELING: {Action.TERUGGEVEN: State.GEDETECTEERD, **OUTCOMES},
    State.BEVESTIGD: _FOLLOWED,
    State.VERKLAARBAAR: _FOLLOWED,
    State.FOUTIEVE_KOPPELING: _CLOSED,
    State.GEEN_ACTIE: _CLOSED,
    State.OPVOLGING: _CLOSED,
    State.AFGESLOTEN: {},
}

ONLY_BY_HOLDER = frozenset({Action.TERUGGEVEN, *OUTCOMES})
"""An officer decides about the cases that the officer took."""


class NotAllowedError(Exception):
    """``allowed`` are the actions that this person may take now, in the table's order."""

    def __init__(self, allowed: tuple[Action, ...], *, held_by_other: bool = False) -> None:
        super().__init__("not allowed")
        self.allowed = allowed
        self.held_by_other = held_by_other


def allowed(state: State, *, holds: bool) -> tuple[Action, ...]:
    """``holds``: whether who asks is the one who took the case."""
    return tuple(action for action in ALLOWED[state] if holds or action not in ONLY_BY_HOLDER)


def after(state: State, action: Action, *, holds: bool) -> tuple[State, ...]:
    """The states that the action leads through; the last one stands.

    Who gives an outcome to a case that nobody has, takes it and decides in one go.
    """
    if state is State.GEDETECTEERD and action in OUTCOMES:
        return State.IN_BEOORDELING, OUTCOMES[action]
    may = allowed(state, holds=holds)
    if action not in may:
        raise NotAllowedError(may, held_by_other=action in ALLOWED[state])
    return (ALLOWED[state][action],)
