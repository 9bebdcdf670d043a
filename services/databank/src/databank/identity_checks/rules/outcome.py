"""The outcome of a validation of an identity."""

from enum import StrEnum

from chassis.messages import lazy

NO_DOCUMENT = lazy("Zonder document is niets in orde. Kies 'Onduidelijk' of 'Niet in orde'.")


class ValidationOutcome(StrEnum):
    GEVALIDEERD = "gevalideerd"
    WEERLEGD = "weerlegd"
    ONDUIDELIJK = "onduidelijk"
