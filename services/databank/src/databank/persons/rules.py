"""States of a person's identity, as officers found it."""

from enum import StrEnum


class IdentityState(StrEnum):
    """``te_valideren`` until an officer looked; then the newest outcome of a validation."""

    TE_VALIDEREN = "te_valideren"
    GEVALIDEERD = "gevalideerd"
    WEERLEGD = "weerlegd"
    ONDUIDELIJK = "onduidelijk"
