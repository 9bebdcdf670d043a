"""The prosecutor's yearly counts, and the agreement without which there are none (PRC-12)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError


class ParketKind(StrEnum):
    """Measures of the prosecutor and the court, as the yearly set names them."""

    AANHOUDINGSBEVEL = "aanhoudingsbevel"
    VOORWAARDEN = "voorwaarden"
    DAGVAARDING = "dagvaarding"
    SEPONERING = "seponering"
    VEROORDELING = "veroordeling"


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with the parket: ``reference`` of the paper, and the years it is about."""

    id: UUID
    reference: str
    first_year: int
    last_year: int


class NoAgreementError(StepRefusedError):
    """No agreement covers the year: its counts may not be kept."""

    def __init__(self, year: int) -> None:
        reason = lazy(
            "Voor %(year)s is er geen akkoord met het parket. Leg eerst het akkoord vast.",
            year=year,
        )
        super().__init__(reason, allowed=[])


class YearsRefusedError(FieldRefusedError):
    """An agreement that ends before it begins."""

    def __init__(self) -> None:
        super().__init__("lastYear", lazy("Het laatste jaar komt voor het eerste."))
