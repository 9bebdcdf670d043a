"""Lifecycle of a version of a report: which step follows, and that no pair of eyes counts twice.

Planned is a report without a version. Whoever made a version, by its figures or its words, does
not read it; whoever read or made it does not approve it. Published, it changes no more (§2.11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError, NotPermittedError, StepRefusedError


class State(StrEnum):
    GEGENEREERD = "gegenereerd"
    GECONTROLEERD = "sdc_gecontroleerd"
    NAGELEZEN = "nagelezen"
    GOEDGEKEURD = "goedgekeurd"
    GEPUBLICEERD = "gepubliceerd"
    VERVANGEN = "vervangen"
    INGETROKKEN = "ingetrokken"


class Step(StrEnum):
    GENEREREN = "genereren"
    SCHRIJVEN = "schrijven"
    CONTROLEREN = "controleren"
    NALEZEN = "nalezen"
    GOEDKEUREN = "goedkeuren"
    PUBLICEREN = "publiceren"
    TERUGSTUREN = "terugsturen"
    INTREKKEN = "intrekken"
    VERVANGEN = "vervangen"


FIXED = frozenset({State.GEPUBLICEERD, State.VERVANGEN, State.INGETROKKEN})
"""Readers have seen it: nothing of it changes but this state."""
SIGNED = FIXED | {State.GOEDGEKEURD}

NEXT: Mapping[tuple[State, Step], State] = {
    (State.GEGENEREERD, Step.GENEREREN): State.GEGENEREERD,
    (State.GEGENEREERD, Step.SCHRIJVEN): State.GEGENEREERD,
    (State.GEGENEREERD, Step.CONTROLEREN): State.GECONTROLEERD,
    (State.GECONTROLEERD, Step.NALEZEN): State.NAGELEZEN,
    (State.NAGELEZEN, Step.GOEDKEUREN): State.GOEDGEKEURD,
    (State.GOEDGEKEURD, Step.PUBLICEREN): State.GEPUBLICEERD,
    (State.GECONTROLEERD, Step.TERUGSTUREN): State.GEGENEREERD,
    (State.NAGELEZEN, Step.TERUGSTUREN): State.GEGENEREERD,
    (State.GOEDGEKEURD, Step.TERUGSTUREN): State.GEGENEREERD,
    (State.GEPUBLICEERD, Step.INTREKKEN): State.INGETROKKEN,
    (State.GEPUBLICEERD, Step.VERVANGEN): State.VERVANGEN,
}
"""Figures and words change in the first state alone; whoever sends back opens it again."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Pseudonyms of those who worked on a version: its makers, and who read it."""

    makers: frozenset[str]
    reader: str | None = None


class ReportNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__(lazy("Dit rapport"))


class SameEyesError(NotPermittedError):
    """One person would stand behind two steps that ask for two."""


class ReportChangedError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(
            lazy("Iemand anders wijzigde dit rapport intussen. Bekijk het opnieuw."),
        )


def steps_of(state: State) -> tuple[Step, ...]:
    """The steps that people may take in a state."""
    return tuple(step for (at, step) in NEXT if at is state and step is not Step.VERVANGEN)


def after(state: State, step: Step) -> State:
    """The state after a step. Raises ``StepRefusedError``."""
    following = NEXT.get((state, step))
    if following is None:
        raise StepRefusedError(
            lazy("Dat kan niet in deze toestand van het rapport."), steps_of(state)
        )
    return following


def must_be_other_eyes(step: Step, actor: str, signed: Signatures) -> None:
    """Raises ``SameEyesError`` where the actor made what is read, or read what is approved."""
    if step is Step.NALEZEN and actor in signed.makers:
        raise SameEyesError(
            lazy("Je maakte of schreef mee aan dit rapport: iemand anders leest het na.")
        )
    if step is Step.GOEDKEUREN and actor in signed.makers:
        raise SameEyesError(
            lazy("Je maakte of schreef mee aan dit rapport: iemand anders keurt het goed.")
        )
    if step is Step.GOEDKEUREN and actor == signed.reader:
        raise SameEyesError(lazy("Je las dit rapport na: iemand anders keurt het goed."))
