"""Days in court: their kinds, and what is refused."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError


class CourtDayKind(StrEnum):
    """Days in an appeal, in the order in which they come."""

    INLEIDING = "inleiding"
    CONCLUSIE_STAD = "conclusie_stad"
    CONCLUSIE_TEGENPARTIJ = "conclusie_tegenpartij"
    PLEIDOOI = "pleidooi"
    UITSPRAAK = "uitspraak"


class CourtDayNotFoundError(NotFoundError):
    """There is no such day, or it was taken off, or its case is not the actor's to know of."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze dag"))


class NotInCourtError(FieldRefusedError):
    """A case in which no appeal runs, or that the actor may not know of."""

    def __init__(self) -> None:
        super().__init__("number", lazy("In geen dossier met dit nummer loopt een beroep."))


class PastDayError(FieldRefusedError):
    """A day that is over."""

    def __init__(self) -> None:
        super().__init__("on", lazy("Deze dag is voorbij. Kies vandaag of een latere dag."))
