"""Street bans on the agenda: for the mayor to order or renew, for the college to confirm."""

from datetime import date, datetime

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.take_step import allowed_steps
from enforcement.meetings.rules import AgendaBody, Ban, Lapse, OrderItem, OrderTask
from enforcement.street_bans import store
from enforcement.street_bans.rules import BanStep
from enforcement.street_bans.store import StreetBanCase

SIGNING = {BanStep.ORDER, BanStep.RENEWAL}


async def orders_for(tx: Transaction, body: AgendaBody, meets_on: date) -> list[OrderItem]:
    """By the mayor once the person was heard, by the college from the day of the order on."""
    if body is AgendaBody.BURGEMEESTER:
        return [
            _item(case, OrderTask.ONDERTEKENEN)
            for case in await store.unclosed(tx)
            if SIGNING & {*allowed_steps(case, meets_on)}
        ]
    waiting = [_item(case, OrderTask.BEVESTIGEN) for case in await store.unconfirmed(tx)]
    return [item for item in waiting if item.signed_on is not None and item.signed_on <= meets_on]


async def lapses(tx: Transaction, since: datetime) -> list[Lapse]:
    """Bans that ended since a moment because the college did not confirm them."""
    return [
        Lapse(_path(case), case.number, Ban.STRAATVERBOD, city_day(case.ended_at))
        for case in await store.lapsed_since(tx, since)
        if case.ended_at is not None
    ]


def _item(case: StreetBanCase, asked: OrderTask) -> OrderItem:
    """Of one that is still to be ordered, or renewed, no day is known yet."""
    draft = asked is OrderTask.ONDERTEKENEN
    renews = draft and case.order_id is not None
    return OrderItem(
        asked=asked,
        path=_path(case),
        number=case.number,
        kind=Ban.STRAATVERBOD,
        motivation=case.motivation or "",
        renewal=case.renewals + renews,
        signed_on=None if draft or case.ordered_at is None else city_day(case.ordered_at),
        first_day=None if draft else case.first_day,
        last_day=None if draft else case.last_day,
        decide_by=None if draft else case.meeting_on,
    )


def _path(case: StreetBanCase) -> str:
    return f"/straatverboden/{case.case_id}"
