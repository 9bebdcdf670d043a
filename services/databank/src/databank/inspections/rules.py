"""An inspection while officers are at it: begun, people added one by one, then closed."""

from enum import StrEnum

from chassis.messages import lazy


class InspectionState(StrEnum):
    LOPEND = "lopend"
    AFGEROND = "afgerond"
    INGETROKKEN = "ingetrokken"


class InspectionStep(StrEnum):
    AANVULLEN = "aanvullen"
    """Add somebody, take somebody back, put place or kind right."""
    AFRONDEN = "afronden"
    INTREKKEN = "intrekken"


class PersonOutcome(StrEnum):
    """What the officer did with one person; it decides nothing by itself."""

    IN_ORDE = "in_orde"
    IDENTITEIT_NA_TE_KIJKEN = "identiteit_na_te_kijken"
    HULP_AANGEBODEN = "hulp_aangeboden"
    MONDELINGE_WAARSCHUWING = "mondelinge_waarschuwing"
    VASTSTELLING = "vaststelling"
    VERTROKKEN = "vertrokken"


ALLOWED: dict[InspectionState, frozenset[InspectionStep]] = {
    InspectionState.LOPEND: frozenset(InspectionStep),
    InspectionState.AFGEROND: frozenset(),
    InspectionState.INGETROKKEN: frozenset(),
}
"""What was closed is counted elsewhere, so it stays as it is."""

MOST_PERSONS = 200


def refusal(state: InspectionState, step: InspectionStep) -> str | None:
    """Why a step cannot be taken now; None when it can."""
    if step in ALLOWED[state]:
        return None
    if state is InspectionState.AFGEROND:
        return lazy("Deze inspectie is afgerond. Begin een nieuwe als er nog iets bij komt.")
    return lazy("Deze inspectie is ingetrokken. Begin een nieuwe.")
