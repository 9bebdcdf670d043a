"""States of premises as the city tells of them, and of what the police check there."""

from enum import StrEnum


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
