"""Orders of the mayor on the agenda of a body: to sign, to confirm, or to tell the council of."""

from datetime import date, datetime

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.take_step import allowed_steps
from enforcement.mayor_measures import store
from enforcement.mayor_measures.motivation import motivation_of
from enforcement.mayor_measures.rules.states import MeasureState, MeasureStep
from enforcement.mayor_measures.store import MICRO, MayorMeasure
from enforcement.meetings import store as meetings
from enforcement.meetings.rules import AgendaBody, Lapse, MeetingBody, OrderItem, OrderTask
from enforcement.suitability import store as suitability


async def orders_for(tx: Transaction, body: AgendaBody, meets_on: date) -> list[OrderItem]:
    """Asked on a day: a record takes an order off, so that nothing can go stale."""
    items = [
        await _item(tx, case, asked)
        for case in await store.before_a_body(tx)
        if (asked := _asked(case, body, meets_on)) is not None
    ]
    return [item for item in items if item.signed_on is None or item.signed_on <= meets_on]


async def lapses(tx: Transaction, since: datetime) -> list[Lapse]:
    """Orders that lapsed since a moment because the college did not confirm them."""
    return [
        Lapse(_path(case), case.number, case.kind, city_day(order.lapsed_at))
        for case, order in await store.lapsed_since(tx, since)
        if order.lapsed_at is not None
    ]


def _asked(case: MayorMeasure, body: AgendaBody, meets_on: date) -> OrderTask | None:
    match body:
        case AgendaBody.BURGEMEESTER:
            drafted = case.state is MeasureState.BEVEL_OPGESTELD
            may_sign = drafted and MeasureStep.ORDER in allowed_steps(case, meets_on)
            return OrderTask.ONDERTEKENEN if may_sign else None
        case AgendaBody.COLLEGE:
            return OrderTask.BEVESTIGEN if case.unconfirmed else None
        case AgendaBody.GEMEENTERAAD:
            return OrderTask.MELDEN if case.council_due else None


async def _item(tx: Transaction, case: MayorMeasure, asked: OrderTask) -> OrderItem:
    assert case.basis is not None and case.content is not None, "a draft has both"
    orders = await store.orders(tx, case.case_id)
    last = orders[-1] if orders else None
    signed_on = city_day(last.ordered_at) if last else None
    ends = last.effective_to if last else case.planned_to
    return OrderItem(
        asked=asked,
        path=_path(case),
        number=case.number,
        kind=case.kind,
        motivation=await motivation_of(tx, case) or "",
        basis=case.basis,
        content=case.content,
        place=await suitability.place_of(tx, case.premises_id),
        owner=case.owner,
        renewal=last.renewal if last else 0,
        signed_on=signed_on,
        last_day=ends and city_day(ends - MICRO),
        decide_by=signed_on and await _decide_by(tx, signed_on, asked),
    )


async def _decide_by(tx: Transaction, signed_on: date, asked: OrderTask) -> date | None:
    """The next meeting after the order."""
    told = asked is OrderTask.MELDEN
    body = MeetingBody.GEMEENTERAAD if told else MeetingBody.COLLEGE
    return await meetings.next_after(tx, signed_on, body)


def _path(case: MayorMeasure) -> str:
    return f"/maatregelen/{case.case_id}"
