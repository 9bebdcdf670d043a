"""The yearly inventory of branches: how many places by what kind of source (VA-2.1-01)."""

from enum import StrEnum


class SourceKind(StrEnum):
    """Sources of the inventory, as the plan names them."""

    FIELDRESEARCH = "fieldresearch"
    GERECHTELIJK_ONDERZOEK = "gerechtelijk_onderzoek"
