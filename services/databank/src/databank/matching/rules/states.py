"""States that matching keeps: of a person's identity, and the origin of a model."""

from enum import StrEnum


class IdentityState(StrEnum):
    """``te_valideren`` until an officer looked; then the newest outcome of a validation."""

    TE_VALIDEREN = "te_valideren"
    GEVALIDEERD = "gevalideerd"
    WEERLEGD = "weerlegd"
    ONDUIDELIJK = "onduidelijk"


class ModelOrigin(StrEnum):
    """Shipped with a release, or calibrated on this databank's claims."""

    SHIPPED = "shipped"
    CALIBRATED = "calibrated"
