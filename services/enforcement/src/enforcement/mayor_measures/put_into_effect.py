"""Let notified orders bar a place or suspend its permit, and give it back: nobody hears sooner."""

from datetime import datetime

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import MeasureBasis, MeasureContent
from contracts.enforcement import PremisesClosed, PremisesReopened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store
from enforcement.mayor_measures.check_execution import withdraw_check
from enforcement.mayor_measures.rules.law import ARTICLE
from enforcement.mayor_measures.rules.states import UNINVITED, UNORDERED, MeasureStep
from enforcement.mayor_measures.store import BARRING, MayorMeasure, MeasureOrder
from enforcement.notifications.rules.ended import Ending
from enforcement.suitability import store as suitability
from enforcement.suitability import suspension
from enforcement.suitability.store import Dossier

SUSPENSION_BASIS = ARTICLE[MeasureBasis.NGW_134TER]


async def declaration_of(tx: Transaction, case: MayorMeasure) -> Dossier | None:
    """The declaration that a suspension concerns, locked: of this owner, also where it was sold
    since he was to be heard, or an order was signed without that."""
    return await suitability.find_continued_for_update(
        tx, case.premises_id, case.owner, await begun_since(tx, case)
    )


async def begun_since(tx: Transaction, case: MayorMeasure) -> datetime | None:
    """When whoever it concerns was first invited to be heard, or an order that could not wait was
    signed; unless the case went back behind that."""
    began = [
        await timeline.earliest_since(tx, case.case_id, step, before)
        for step, before in (
            (MeasureStep.HEARING_INVITATION, UNINVITED),
            (MeasureStep.ORDER, UNORDERED),
        )
    ]
    return min((at for at in began if at is not None), default=None)


async def restrict(
    tx: Transaction, case: MayorMeasure, order: MeasureOrder, decided_at: datetime, by: By
) -> bool:
    """Close a place, also one reopened before ``decided_at``, or suspend its declaration.

    An order is a closure or a suspension of its own. False where nothing is left to suspend.
    """
    if case.content is MeasureContent.SCHORSING:
        return await _suspend(tx, case, order, by)
    if order.effect_from is not None and await _bars_premises(tx, case):
        record(
            tx,
            PremisesClosed(
                premises_id=case.premises_id,
                case_id=order.order_id,
                closed_from=order.effect_from,
                closed_to=order.effect_to,
                decided_at=decided_at,
            ),
        )
    return True


async def release(
    tx: Transaction,
    case: MayorMeasure,
    order: MeasureOrder,
    by: By,
    at: datetime | None = None,
    *,
    ending: Ending | None = None,
) -> None:
    """Only what was told, and is not over by itself. What another case suspends goes on.

    ``at``: since when the place is free, if not since now. ``ending``: how the order became none,
    as if it never was.
    """
    if order.effect_from is None or (order.effect_to is not None and order.effect_to <= tx.now):
        return
    if case.content is MeasureContent.SCHORSING:
        dossier = await declaration_of(tx, case)
        number, basis = case.number, SUSPENSION_BASIS
        await suspension.lift_of(tx, dossier, order.order_id, by, number, basis, ending=ending)
    elif await _bars_premises(tx, case):
        record(
            tx,
            PremisesReopened(
                premises_id=case.premises_id,
                case_id=order.order_id,
                reopened_at=at or tx.now,
                noted_at=None if at is None else tx.now,
                taken_back=ending is Ending.INGETROKKEN,
                annulled=ending is Ending.VERNIETIGD,
            ),
        )


async def _bars_premises(tx: Transaction, case: MayorMeasure) -> bool:
    """Whether calendar and police have to know: of premises with an id, that may have had a
    declaration or get one. A code of an address says nothing to them."""
    return case.content in BARRING and await suitability.exists(tx, case.premises_id)


async def give_back(
    tx: Transaction,
    case: MayorMeasure,
    by: By,
    at: datetime | None = None,
    *,
    ending: Ending | None = None,
) -> None:
    """All orders of the measure do nothing from ``at`` on, else from now."""
    await withdraw_check(tx, case, by)
    for order in await store.orders(tx, case.case_id):
        if order.lapsed_at is None:
            await release(tx, case, order, by, at, ending=ending)


async def let_work(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """Orders that did nothing for a while work anew, for what is left of them."""
    for order in await store.orders(tx, case.case_id):
        if not order.may_work(tx.now) or await restrict(tx, case, order, tx.now, by):
            continue
        if order.effect_from is not None and order.effect_to is not None:
            period = (order.effect_from, order.effect_to)
            await suspension.set_aside(tx, case.premises_id, order.order_id, period, case.number)


async def _suspend(tx: Transaction, case: MayorMeasure, order: MeasureOrder, by: By) -> bool:
    if order.effect_from is None or order.effect_to is None:
        return False
    dossier = await declaration_of(tx, case)
    if dossier is None:
        return False
    period = (order.effect_from, order.effect_to)
    await suspension.suspend(
        tx, dossier, order.order_id, period, by, case.number, basis=SUSPENSION_BASIS
    )
    return True
