"""Origin of a model of the matcher."""

from enum import StrEnum


class ModelOrigin(StrEnum):
    """Shipped with a release, or calibrated on this databank's claims."""

    SHIPPED = "shipped"
    CALIBRATED = "calibrated"
