"""Rules of the GAS register: how long a case keeps its persons (GAS law arts. 19/1, 44)."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import SanctionKind

REGISTER_YEARS = "gas.register_retention_years"
"""The legal term: from the sanction, or from the alternative that was proposed."""
DECLARATION_YEARS = "suitability.file_retention_years"
"""The term of the city: from the end of a declaration, or of an application that got none."""


SANCTIONS = (
    SanctionKind.SCHORSING,
    SanctionKind.INTREKKING,
    SanctionKind.TIJDELIJKE_SLUITING,
    SanctionKind.DEFINITIEVE_SLUITING,
)
"""Sanctions of the college that stand in the register; a warning is none."""


WITHDRAWN_DAYS = 60
"""Days in which the letter of a fine that fell arrives and its money goes back [config]."""


class RetentionGround(StrEnum):
    """A sanction or a proposed alternative keeps a case in the register; else its decision term.

    A declaration that ended stands in no register, and has a term of its own.
    """

    REGISTER = "register"
    ZONDER_SANCTIE = "zonder_sanctie"
    VERKLARING = "verklaring"


class AlreadyNamedError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(lazy("Deze persoon staat al op de lijst."))
