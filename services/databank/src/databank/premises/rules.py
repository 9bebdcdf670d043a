"""States of premises as the city tells of them, and of what the police check there."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError


class SuitabilityState(StrEnum):
    """State of the suitability declaration of premises."""

    GESCHIKT = "geschikt"
    VOORWAARDELIJK = "voorwaardelijk"
    GEWEIGERD = "geweigerd"
    GESCHORST = "geschorst"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"


class SuspensionKind(StrEnum):
    """Sanction that forbids work in premises."""

    SCHORSING = "schorsing"
    SLUITING = "sluiting"


class CheckState(StrEnum):
    """State of a check on the spot that the city asked."""

    OPEN = "open"
    GECONTROLEERD = "gecontroleerd"


class CheckNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__(lazy("Deze vraag om controle"))


class CheckDoneError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(lazy("Deze controle is al uitgevoerd."), [])
