"""Tell whoever it concerns that an order of the mayor, or its renewal, is none any more."""

from datetime import datetime

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.mayor_measures.store import MICRO, MayorMeasure, MeasureOrder
from enforcement.notifications.ended_decisions import note_ended
from enforcement.notifications.rules.ended import Ended, Ending


async def tell_ended(
    tx: Transaction,
    case: MayorMeasure,
    order: MeasureOrder,
    ending: Ending,
    at: datetime,
    *,
    earlier: MeasureOrder | None = None,
    anew: bool = False,
) -> None:
    """While the case still knows what was ordered; ``earlier`` is the order that holds on."""
    assert case.content is not None, "an order has one"
    until = None if earlier is None else earlier.effect_to
    ended = Ended(
        ending=ending,
        body=DecidingBody.BURGEMEESTER,
        what=str(case.content),
        decided_at=order.ordered_at,
        ended_at=at,
        notified=order.notified_at is not None,
        anew=anew,
        renewal=order.renewal,
        earlier_until=until and city_day(until - MICRO),
    )
    await note_ended(tx, case.case_id, ended)
