"""States of an exchange, and the steps between them: people take each, no clock does (DP-09)."""

from enum import StrEnum

from chassis.messages import LazyMessage, lazy
from chassis.refusals import NotFoundError, StepRefusedError
from databank.exchanges.rules.codes import Direction


class ExchangeState(StrEnum):
    OPEN = "open"
    BEANTWOORD = "beantwoord"
    AFGESLOTEN = "afgesloten"
    INGETROKKEN = "ingetrokken"


class ExchangeStep(StrEnum):
    BEANTWOORDEN = "beantwoorden"
    AFSLUITEN = "afsluiten"
    INTREKKEN = "intrekken"


STEPS: dict[tuple[ExchangeState, ExchangeStep], ExchangeState] = {
    (ExchangeState.OPEN, ExchangeStep.BEANTWOORDEN): ExchangeState.BEANTWOORD,
    (ExchangeState.BEANTWOORD, ExchangeStep.AFSLUITEN): ExchangeState.AFGESLOTEN,
    (ExchangeState.OPEN, ExchangeStep.INTREKKEN): ExchangeState.INGETROKKEN,
    (ExchangeState.BEANTWOORD, ExchangeStep.INTREKKEN): ExchangeState.INGETROKKEN,
}
REFUSED: dict[ExchangeState, LazyMessage] = {
    ExchangeState.OPEN: lazy("Er is nog geen antwoord. Leg eerst het antwoord vast."),
    ExchangeState.BEANTWOORD: lazy("Het antwoord ligt al vast. Sluit de uitwisseling af."),
    ExchangeState.AFGESLOTEN: lazy("Deze uitwisseling is afgesloten. Ze verandert niet meer."),
    ExchangeState.INGETROKKEN: lazy("Deze uitwisseling is ingetrokken. Leg een nieuwe vast."),
}


class ExchangeNotFoundError(NotFoundError):
    """No such exchange, or one that its reader may not know of."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze uitwisseling"))


def first_state(direction: Direction) -> ExchangeState:
    """A question waits for an answer; what was given or received unasked does not."""
    return ExchangeState.OPEN if direction.is_question else ExchangeState.BEANTWOORD


def allowed(state: ExchangeState) -> list[ExchangeStep]:
    return [step for step in ExchangeStep if (state, step) in STEPS]


def after(state: ExchangeState, step: ExchangeStep) -> ExchangeState:
    """Raises ``StepRefusedError``."""
    if (state, step) not in STEPS:
        raise StepRefusedError(REFUSED[state], allowed(state))
    return STEPS[state, step]
