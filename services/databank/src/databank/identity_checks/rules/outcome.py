"""The outcome of a validation of an identity."""

from enum import StrEnum


class ValidationOutcome(StrEnum):
    GEVALIDEERD = "gevalideerd"
    WEERLEGD = "weerlegd"
    ONDUIDELIJK = "onduidelijk"
