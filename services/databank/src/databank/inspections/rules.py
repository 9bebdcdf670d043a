"""An inspection: its states and steps, the persons checked, and the key of a place."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError


class InspectionState(StrEnum):
    LOPEND = "lopend"
    AFGEROND = "afgerond"
    INGETROKKEN = "ingetrokken"


class InspectionStep(StrEnum):
    AANVULLEN = "aanvullen"
    """Add somebody, take somebody back, put place or kind right."""
    AFRONDEN = "afronden"
    INTREKKEN = "intrekken"


class Role(StrEnum):
    """The capacity in which somebody was there (DP-06)."""

    SEKSWERKER = "sekswerker"
    KLANT = "klant"
    UITBATER = "uitbater"


class PersonOutcome(StrEnum):
    """The officer's conclusion about one person; it decides nothing by itself."""

    IN_ORDE = "in_orde"
    IDENTITEIT_NA_TE_KIJKEN = "identiteit_na_te_kijken"
    HULP_AANGEBODEN = "hulp_aangeboden"
    MONDELINGE_WAARSCHUWING = "mondelinge_waarschuwing"
    VASTSTELLING = "vaststelling"
    VERTROKKEN = "vertrokken"


ALLOWED: dict[InspectionState, frozenset[InspectionStep]] = {
    InspectionState.LOPEND: frozenset(InspectionStep),
    InspectionState.AFGEROND: frozenset({InspectionStep.INTREKKEN}),
    InspectionState.INGETROKKEN: frozenset(),
}
"""The steps that each state permits. Whoever counted a closed inspection hears that it is gone."""

MOST_PERSONS = 200
"""Persons in one inspection."""


class UnknownEstablishmentError(FieldRefusedError):
    """The place at this position names an establishment that nobody registered."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"establishments.{position}.establishmentId",
            lazy("Deze instelling kennen we niet. Geef een naam, dan registreren we ze."),
        )


def label_key(label: str) -> str:
    """Labels that differ in capitals or spaces name one establishment."""
    return " ".join(label.casefold().split())


def refusal(state: InspectionState, step: InspectionStep) -> str | None:
    """The reason why a step cannot be taken now; None when it can."""
    if step in ALLOWED[state]:
        return None
    if state is InspectionState.AFGEROND:
        return lazy("Deze inspectie is afgerond. Begin een nieuwe als er nog iets bij komt.")
    return lazy("Deze inspectie is ingetrokken. Begin een nieuwe.")
