"""All that an owner learns of the validation of a worker's identity."""

from enum import StrEnum


class IdentityStatus(StrEnum):
    """Never with a reason: that is between the police and the worker."""

    TE_CONTROLEREN = "te_controleren"
    IN_ORDE = "in_orde"
    CONTACTEER_POLITIE = "contacteer_politie"

    @property
    def asks_to_call(self) -> bool:
        """Whether the owner is to call the police."""
        return self is IdentityStatus.CONTACTEER_POLITIE
