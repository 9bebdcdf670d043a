"""Rules of assessing a case that a rule found (handbook §2.9): one table of what may follow what.

A case is a proposal; only a named person gives it an outcome (DP-09), in codes and never in free
text (DP-19).
"""

from collections.abc import Mapping
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import StepRefusedError


class State(StrEnum):
    GEDETECTEERD = "gedetecteerd"
    IN_BEOORDELING = "in_beoordeling"
    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"
    OPVOLGING = "opvolging"
    AFGESLOTEN = "afgesloten"


class Stand(StrEnum):
    """The state as a reader sees it: that of a case that stands, or withdrawn."""

    GEDETECTEERD = "gedetecteerd"
    IN_BEOORDELING = "in_beoordeling"
    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"
    OPVOLGING = "opvolging"
    AFGESLOTEN = "afgesloten"
    INGETROKKEN = "ingetrokken"


class Outcome(StrEnum):
    """The word of a named person on a case."""

    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"


class Step(StrEnum):
    """A step beside giving an outcome."""

    NEMEN = "nemen"
    TERUGGEVEN = "teruggeven"
    OPVOLGEN = "opvolgen"
    AFSLUITEN = "afsluiten"


class Action(StrEnum):
    """An outcome or a step, as the history of a case has it."""

    NEMEN = "nemen"
    TERUGGEVEN = "teruggeven"
    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"
    OPVOLGEN = "opvolgen"
    AFSLUITEN = "afsluiten"


class FollowUp(StrEnum):
    """Follow-up for the person. None of it is started by the case itself."""

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
ALSO_BY_LEADER = frozenset({Action.TERUGGEVEN})
"""Who took a case may be away for good: the leadership gives it back to everybody."""


class NotAllowedError(StepRefusedError):
    """``allowed`` are the actions that this person may take now, in the table's order."""

    def __init__(self, allowed: tuple[Action, ...], *, held_by_other: bool = False) -> None:
        super().__init__(
            lazy("Een collega heeft dit in beoordeling.")
            if held_by_other
            else lazy("Deze stap kan nu niet. Kijk hoever de beoordeling staat."),
            [action.value for action in allowed],
        )
        self.allowed = allowed
        self.held_by_other = held_by_other


class WithdrawnError(StepRefusedError):
    """The case no longer stands. ``what`` names it with its article: "Deze verschuiving"."""

    def __init__(self, what: str) -> None:
        super().__init__(lazy("%(what)s is ingetrokken.", what=what), [])


def allowed(state: State, *, holds: bool, leads: bool = False) -> tuple[Action, ...]:
    """The actions of a state. ``holds``: whether who asks is the one who took the case."""
    refused = ONLY_BY_HOLDER - (ALSO_BY_LEADER if leads else frozenset())
    return tuple(action for action in ALLOWED[state] if holds or action not in refused)


def after(state: State, action: Action, *, holds: bool, leads: bool = False) -> tuple[State, ...]:
    """The states that the action leads through; the last one stands.

    Who gives an outcome to a case that nobody has, takes it and decides in one go.
    """
    if state is State.GEDETECTEERD and action in OUTCOMES:
        return State.IN_BEOORDELING, OUTCOMES[action]
    may = allowed(state, holds=holds, leads=leads)
    if action not in may:
        raise NotAllowedError(may, held_by_other=action in ALLOWED[state])
    return (ALLOWED[state][action],)
