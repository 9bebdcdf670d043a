"""Letters of a measure that prove to have arrived later than the law presumed (53bis)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.restart_term import restart_term, was_told
from enforcement.mayor_measures import heard, store, tell_means
from enforcement.mayor_measures.owed_days import owe_held_days
from enforcement.mayor_measures.put_into_effect import release
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder
from enforcement.notifications.rules.notification import Proof


async def invitation(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The time to prepare runs from the proven day. Raises ``RefusedError``."""
    await heard.invitation_notified(tx, case_id, proof.proven_on, by)


async def order(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The order works from the proven day on, and the term of appeal begins anew, in any state.

    What it did before a person looks at; a penalty of days before it is owed no more.
    """
    case = await store.get_for_update(tx, case_id)
    for each in await store.orders(tx, case_id):
        if each.notified_at is not None and city_day(each.notified_at) == proof.presumed_on:
            await recount_notification(tx, case, each, proof.proven_on, by)


async def means(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """A penalty is owed from the proven day on: what was forfeited before it goes back."""
    case = await store.get_for_update(tx, case_id)
    moved = [each for each in await store.means(tx, case) if each.notified_on == proof.presumed_on]
    await tell_means.recount(tx, case, moved, proof.proven_on, by)


async def recount_notification(
    tx: Transaction, case: MayorMeasure, order: MeasureOrder, on: date, by: By
) -> None:
    """The order was notified on another day than the case has."""
    before, last = order.notified_at, (await store.orders(tx, case.case_id))[-1]
    order.notified_at = max(day_start(on), order.ordered_at)
    await _work_from(tx, case, order, order.notified_at, by)
    if order is last or case.notified_at == before:
        case.notified_at = order.notified_at
        told = await was_told(tx, case.case_id, before and city_day(before))
        await restart_term(tx, case.case_id, on, contested=case.contested, remedy_told=told)


async def _work_from(
    tx: Transaction, case: MayorMeasure, order: MeasureOrder, notified_at: datetime, by: By
) -> None:
    begins = max(order.effective_from or notified_at, notified_at)
    if order.effect_from is not None and begins > order.effect_from:
        await ask_review(tx, case.case_id, case.state, by, Early.GEWERKT)
    if order.effective_to is None or order.effective_to > begins:
        order.effect_from, order.effect_to = begins, order.effective_to
    else:
        if case.restricts and order.lapsed_at is None:
            await release(tx, case, order, by)
        order.effect_from = order.effect_to = None
    _span(case, await store.orders(tx, case.case_id))
    await owe_held_days(tx, case, by)


def _span(case: MayorMeasure, orders: Sequence[MeasureOrder]) -> None:
    """From when and until when the orders together restrict the place."""
    worked = [each for each in orders if each.effect_from is not None]
    case.effect_from = min((each.effect_from for each in worked if each.effect_from), default=None)
    for each in worked:
        if each.lapsed_at is None:
            case.effect_to = each.effect_to
