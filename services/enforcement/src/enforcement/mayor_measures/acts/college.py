"""Acts of the college about an order: it confirms or refuses; and the municipal council is told."""

from datetime import date, datetime
from typing import Annotated

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.codes import MeasureLapse
from contracts.enforcement import MayorMeasureConfirmed
from enforcement.acts.fields import Number, Past, day, day_of, line, tick
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, MEASURE_READERS
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import await_council
from enforcement.mayor_measures.acts.of_order import OfOrder
from enforcement.mayor_measures.end import expire
from enforcement.mayor_measures.lapse import lapse, order_of
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder
from enforcement.meetings import store as meetings
from enforcement.meetings.next_meeting import (
    council_must_have_met,
    lapsed_at,
    must_have_decided,
)
from enforcement.meetings.rules import CONFIRMATION_TERM, CollegeOutcome


class AtMeeting(OfOrder, decides=True, seen="ordered_at", asks=True):
    """A decision of the college at the next meeting after the order, or one on its day.

    It may be some days ago, as long as that meeting is not closed.
    """

    meeting_on: Annotated[
        date,
        day(
            mark("Dag van de vergadering"),
            mark("De eerste na het bevel, of op de dag zelf. Ze mag enkele dagen voorbij zijn."),
            name="vergadering",
        ),
    ]
    decision: Annotated[
        Number | None,
        line(mark("Nummer van het besluit, als het er een heeft"), name="besluit"),
    ] = None

    async def foreseen(self, tx: Transaction, case: MayorMeasure, by: By) -> None:
        """Nothing else, but an order that waits for this meeting is said to be missing first."""
        await self.decided_on(tx, case)

    async def decided_on(self, tx: Transaction, case: MayorMeasure) -> MeasureOrder:
        """The order that waited for it. Raises ``RefusedError``."""
        order = await order_of(tx, case)
        await must_have_decided(tx, self.meeting_on, city_day(order.ordered_at))
        return order


class ConfirmOrder(
    AtMeeting,
    step=MeasureStep.CONFIRMATION,
    page="bevestigen",
    by=COLLEGE,
    label=mark("De bevestiging door het college vastleggen"),
):
    """The college confirmed the order at a meeting that is not closed yet."""

    def noted(self) -> str:
        return f"{self.meeting_on:%d/%m/%Y}"

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        order = await self.decided_on(tx, case)
        order.confirmed_on, case.unconfirmed = self.meeting_on, False
        outcome = CollegeOutcome.BEVESTIGD
        await meetings.keep_decision(tx, case.case_id, self.meeting_on, self.decision, outcome)
        await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
        record(
            tx,
            MayorMeasureConfirmed(
                measure_id=case.case_id,
                order_id=order.order_id,
                kind=case.kind,
                renewal=order.renewal,
                meeting_on=self.meeting_on,
                confirmed_at=tx.now,
            ),
        )
        await expire(tx, case)


class RefuseOrder(
    AtMeeting,
    step=MeasureStep.REFUSAL,
    page="weigeren",
    by=COLLEGE,
    label=mark("Vastleggen dat het college niet bevestigt"),
    explained=mark("Het bevel vervalt meteen."),
):
    """The college did not confirm, or adjourned the matter: the order lapses."""

    adjourned: Annotated[
        bool, tick(mark("Het college stelde het punt uit."), name="uitgesteld")
    ] = False

    async def move(self, tx: Transaction, case: MayorMeasure, at: datetime | None, by: By) -> None:
        """Of a renewal the order before goes on: so the lapse itself says where this leads."""
        order = await self.decided_on(tx, case)
        lapses, why = lapsed_at(tx, self.meeting_on), MeasureLapse.NIET_BEVESTIGD
        outcome = CollegeOutcome.NIET_BEVESTIGD
        if self.adjourned:
            why, outcome = MeasureLapse.NIET_BEHANDELD, CollegeOutcome.UITGESTELD
        await meetings.keep_decision(tx, case.case_id, self.meeting_on, self.decision, outcome)
        await lapse(tx, case, order, MeasureStep.REFUSAL, by, why, lapses)


class TellCouncil(
    OfOrder,
    step=MeasureStep.COUNCIL_NOTICE,
    page="gemeenteraad",
    by=MEASURE_READERS,
    after="ordered_at",
    seen="ordered_at",
    label=mark("De kennisgeving aan de gemeenteraad vastleggen"),
    explained=mark("De gemeenteraad hoort ervan op zijn eerstvolgende zitting."),
    link=(mark("Zittingen van de gemeenteraad"), "/raadsvergaderingen"),
):
    """The municipal council was told, at a meeting, of a closure of before 2024-02-17.

    ``toldAt``: on the day of a meeting of the council; today, unless it was before. A meeting later
    than the next one is late, but tells it all the same.
    """

    told_at: Annotated[Past, day_of(mark("Dag van de zitting"))] = None

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        await council_must_have_met(tx, city_day(at))
        case.council_due = False
        await await_council.told(tx, case.case_id)
