"""Rules of budgets of reading: when somebody has read enough persons for one day, and who agrees
that they read more (decision 0035).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import NotFoundError, NotPermittedError, StepRefusedError
from databank.access.break_glass.rules import Official, Role

UNUSUAL = 0.8
"""From this share of a budget on, the data-protection officer sees who read so many."""
PAGE = "/leesruimte"


class RequestState(StrEnum):
    """State of a request for more room; it is of one day, and lapses with it."""

    GEVRAAGD = "gevraagd"
    TOEGESTAAN = "toegestaan"
    GEWEIGERD = "geweigerd"
    VERVALLEN = "vervallen"


class Answer(StrEnum):
    TOESTAAN = "toestaan"
    WEIGEREN = "weigeren"


class OverBudgetError(NotPermittedError):
    """This answer would show more different persons than somebody reads in a day."""

    def __init__(self, budget: int) -> None:
        super().__init__(
            lazy("Je leest vandaag te veel verschillende personen."),
            code="leesruimte-op",
            detail=lazy(
                "Je mag vandaag %(budget)s personen lezen. Vraag een kortere lijst, of vraag meer"
                " ruimte aan je teamleider of de recherche.",
                budget=budget,
            ),
            extra={"link": {"href": PAGE, "text": "Vraag meer ruimte"}},
        )


class RequestNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__(lazy("Deze vraag om ruimte"))


class AnswerNotAllowedError(StepRefusedError):
    """Answered before, of another day, or one's own."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze vraag kan nu niet beantwoord worden, of niet door jou."), [])


@dataclass(frozen=True, slots=True)
class ReadCount:
    """Count of the different persons whom somebody read in a day, and how many it may be."""

    persons: int
    budget: int

    @property
    def is_over(self) -> bool:
        return self.persons > self.budget


@dataclass(frozen=True, slots=True)
class RoomRequest:
    """A request for as much room again, on one day of the city."""

    id: UUID
    asked_by: str
    asked_function: str
    day: date
    reason: str
    asked_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    granted: bool | None = None

    def state(self, today: date) -> RequestState:
        if self.granted is not None:
            return RequestState.TOEGESTAAN if self.granted else RequestState.GEWEIGERD
        return RequestState.GEVRAAGD if self.day == today else RequestState.VERVALLEN

    def may_answer(self, official: Official, today: date) -> bool:
        """A second person answers: of leadership or recherche, and never who asked."""
        leads = official.role in (Role.TEAMLEIDER, Role.RECHERCHE)
        is_open = self.state(today) is RequestState.GEVRAAGD
        return is_open and leads and official.subject != self.asked_by

    def may_be_seen(self, official: Official) -> bool:
        return official.role is not Role.AGENT or official.subject == self.asked_by
