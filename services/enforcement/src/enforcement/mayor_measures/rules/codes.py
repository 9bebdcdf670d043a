"""Codes of the file of a measure that no event carries."""

from enum import StrEnum


class Stance(StrEnum):
    """Stances of the judicial authorities: the law asks to consult them, not to agree."""

    AKKOORD = "akkoord"
    OPMERKINGEN = "opmerkingen"
    BEZWAAR = "bezwaar"


class PenaltyUnit(StrEnum):
    """Units of a penalty payment (NGW art. 133ter)."""

    INEENS = "ineens"
    PER_DAG = "per_dag"
    PER_OVERTREDING = "per_overtreding"
