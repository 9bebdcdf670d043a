"""The act that puts right a day that was noted wrong, as procedures share it (decision 0193)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Reason, area, day
from enforcement.cases.store.timeline import By


class CorrectDay(
    Act,
    page="dag-rechtzetten",
    label=mark("Een foute dag rechtzetten"),
    explained=mark(
        "Alleen als de dag fout genoteerd is. Termijnen lopen dan vanaf de juiste dag. Is de "
        "uitkomst fout, dan herneemt het orgaan de beslissing."
    ),
    asks=True,
):
    """``day`` is the right one of the day that ``dayOf`` says. A wrong outcome is no slip.

    A procedure gives the codes of its days, with their words, and what follows from a right one.
    """

    day_of: StrEnum
    day: Annotated[date, day(mark("De juiste dag"), name="dag")]
    motivation: Annotated[Reason, area(mark("Waarom?"), NO_NAMES, name="reden")]

    def noted(self) -> str:
        return f"{self.day_of}, {self.day:%d/%m/%Y}: {self.motivation}"

    async def take_by(self, tx: Transaction, case: Any, at: datetime, by: By) -> None:
        if self.day > city_day(tx.now):
            reason = lazy("Deze dag ligt in de toekomst. Leg vast wat al gebeurd is.")
            raise FieldRefusedError("day", reason)
        await self.correct(tx, case, by)

    async def correct(self, tx: Transaction, case: Any, by: By) -> None:
        """What the wrong day began runs from the right one. Raises ``FieldRefusedError``."""
