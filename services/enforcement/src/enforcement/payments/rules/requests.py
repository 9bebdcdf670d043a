"""Requests for instalments: what somebody asks of the city, and what became of it."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from enforcement.payments.rules.instalments import MOST

FEWEST = 2


class RequestState(StrEnum):
    """``toegestaan``: instalments were agreed, as asked or otherwise."""

    GEVRAAGD = "gevraagd"
    TOEGESTAAN = "toegestaan"
    GEWEIGERD = "geweigerd"


class NoRequestError(NotFoundError):
    """Nobody waits for an answer about this claim."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze vraag om afbetaling"))


class AlreadyAskedError(StepRefusedError):
    """A request waits for its answer, or instalments run already."""

    def __init__(self) -> None:
        super().__init__(lazy("Er is al een afbetaling gevraagd of afgesproken."))


def check_parts(parts: int) -> None:
    """Raises ``FieldRefusedError``."""
    if not FEWEST <= parts <= MOST:
        reason = lazy("Kies 2 tot %(most)s delen.", most=MOST)
        raise FieldRefusedError("parts", reason)
