"""Orders of the mayor on the agenda of a body: to sign, to confirm, or to tell the council of."""

from dataclasses import dataclass
from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import DecidingBody, MeasureBasis, MeasureContent, MeasureKind
from enforcement.cases.take_step import allowed_steps
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.codes import OrderTask
from enforcement.mayor_measures.rules.states import MeasureState, MeasureStep
from enforcement.mayor_measures.store import MICRO, MayorMeasure
from enforcement.suitability import store as suitability


@dataclass(frozen=True, slots=True)
class OrderItem:
    """An order as the body reads it: no person in it.

    ``place`` is empty where the address is sealed. ``signed_on`` is of the last order, empty for a
    draft; ``last_day`` is empty where it has no end.
    """

    asked: OrderTask
    path: str
    number: str
    kind: MeasureKind
    basis: MeasureBasis
    content: MeasureContent
    place: str | None
    owner: str
    signed_on: date | None
    last_day: date | None
    motivation: str


async def orders_for(tx: Transaction, body: DecidingBody, meets_on: date) -> tuple[OrderItem, ...]:
    """By number. What is recorded takes an order off, so that nothing can go stale."""
    items = [
        await _item(tx, case, asked)
        for case in await store.before_a_body(tx)
        for asked in _asked(case, body, meets_on)
    ]
    return tuple(item for item in items if item.signed_on is None or item.signed_on <= meets_on)


def _asked(case: MayorMeasure, body: DecidingBody, meets_on: date) -> list[OrderTask]:
    if body is DecidingBody.BURGEMEESTER:
        drafted = case.state is MeasureState.BEVEL_OPGESTELD
        may_sign = drafted and MeasureStep.ORDER in allowed_steps(case, meets_on)
        return [OrderTask.ONDERTEKENEN] if may_sign else []
    due = ((OrderTask.BEVESTIGEN, case.unconfirmed), (OrderTask.MELDEN, case.council_due))
    return [asked for asked, is_due in due if is_due]


async def _item(tx: Transaction, case: MayorMeasure, asked: OrderTask) -> OrderItem:
    assert case.basis is not None and case.content is not None, "a draft has both"
    orders = await store.orders(tx, case.case_id)
    last = orders[-1] if orders else None
    ends = last.effective_to if last else case.planned_to
    return OrderItem(
        asked=asked,
        path=f"/maatregelen/{case.case_id}",
        number=case.number,
        kind=case.kind,
        basis=case.basis,
        content=case.content,
        place=await suitability.place_of(tx, case.premises_id),
        owner=case.owner,
        signed_on=city_day(last.ordered_at) if last else None,
        last_day=ends and city_day(ends - MICRO),
        motivation=case.motivation or "",
    )
