"""States of an import run, and of the rows that it refused."""

from enum import StrEnum


class RunState(StrEnum):
    """State of a run: first its rows are taken, then histories are told, then it is done."""

    RIJEN = "rijen"
    WAARNEMINGEN = "waarnemingen"
    KLAAR = "klaar"
    GESTAAKT = "gestaakt"


class Closure(StrEnum):
    """End of a refusal: the row came in after all, or a person gave it up."""

    VERBETERD = "verbeterd"
    OPGEGEVEN = "opgegeven"
