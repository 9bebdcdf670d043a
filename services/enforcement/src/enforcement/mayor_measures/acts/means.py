"""Act of the notification of seals or a penalty payment, which a letter takes as well."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import Past, day_of
from enforcement.functions import MEASURE_WORKERS
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import PENALTY_BASIS
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.mayor_measures.tell_means import note_told

Day = Annotated[Past, day_of(mark("Dag van de kennisgeving"))]


class NotifyMeansForm(PageForm):
    """All that wait."""

    notified_at: Day = None

    def act(self) -> "NotifyMeans":
        return NotifyMeans(notified_at=self.notified_at)


class NotifyMeans(
    Act,
    step=MeasureStep.MEANS_NOTIFICATION,
    page="kennisgeving-dwangmiddel",
    by=MEASURE_WORKERS,
    law=PENALTY_BASIS,
    label=mark("De verzegeling of dwangsom ter kennis brengen"),
    explained=mark(
        "Alleen als iemand de beslissing afgaf: bij een brief gaat dit vanzelf. De dwangsom telt "
        "ten vroegste vanaf de dag erna."
    ),
):
    """Whoever answers for the place was told of seals or a penalty payment.

    Of a penalty, breaches count from the day after, or later where the grace says so. ``means``:
    those of which they were told; all that wait, where it is empty.
    """

    form = NotifyMeansForm

    notified_at: Day = None
    means: list[UUID] | None = None

    async def earliest(self, tx: Transaction, case: MayorMeasure) -> datetime | None:
        waiting = [each for each in await store.means(tx, case) if each.notified_on is None]
        return min((each.ordered_at for each in waiting), default=None)

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        await note_told(tx, case, self.means, at)
