"""Let a request to the Council of State, and its rulings, work on a measure.

A ruling on an order that the mayor took back does nothing to the case, which nobody contests.
"""

from datetime import datetime

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import CouncilRuling, MeasureContent, MeasureEnd
from contracts.enforcement import (
    MayorMeasureAppealDecided,
    MayorMeasureAppealLodged,
    MayorMeasureEnded,
)
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import store as requests
from enforcement.council_of_state.contest import Contest
from enforcement.council_of_state.rules import Urgency
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.owed_days import ORDER_ANNULLED, owe_held_days, owe_nothing
from enforcement.mayor_measures.put_into_effect import give_back, let_work
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.mayor_measures.store import BARRING, MayorMeasure, MeasureStay
from enforcement.mayor_measures.tell_ended import tell_ended
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.notifications.rules.ended import Ending
from enforcement.payments.go_on import go_on
from enforcement.payments.store import claims


def appeal_lodged(
    tx: Transaction, case: MayorMeasure, lodged_at: datetime, urgency: Urgency
) -> None:
    record(
        tx,
        MayorMeasureAppealLodged(
            measure_id=case.case_id,
            kind=case.kind,
            suspension_asked=urgency is not Urgency.GEEN,
            lodged_at=lodged_at,
        ),
    )


def appeal_decided(
    tx: Transaction, case: MayorMeasure, ruling: CouncilRuling, decided_at: datetime
) -> None:
    """Of an order that the mayor took back nobody is told."""
    if not case.contested:
        return
    record(
        tx,
        MayorMeasureAppealDecided(
            measure_id=case.case_id, kind=case.kind, ruling=ruling, decided_at=decided_at
        ),
    )


async def stay(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """The Council suspended the orders: they do nothing until it rules, and nobody owes for a
    breach since the day of its ruling, which may be noted later."""
    if not case.contested:
        return
    restricted = case.restricts
    case.stayed_at = tx.now
    if restricted:
        await give_back(tx, case, by)
    ruled_on = (await requests.get_for_update(tx, case.case_id)).ruled_on
    await tx.session.merge(
        MeasureStay(case_id=case.case_id, stayed_on=ruled_on or city_day(tx.now))
    )
    await owe_held_days(tx, case, by)


async def annul(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """The orders never were: all that they took is given back, nobody confirms them, and what was
    forfeited under them is owed no more."""
    if not case.contested:
        return
    restricted, ended = case.restricts, case.ended_at is not None
    stayed = case.stayed_at is not None and (
        case.content in BARRING or case.content is MeasureContent.SCHORSING
    )
    case.stayed_at, case.annulled_at = None, tx.now
    orders = await store.orders(tx, case.case_id)
    if case.state is not MeasureState.VERVALLEN and orders:
        await tell_ended(tx, case, orders[0], Ending.VERNIETIGD, tx.now)
    case.pending = case.unconfirmed = False
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
    await owe_nothing(tx, case, by, ORDER_ANNULLED)
    if restricted or stayed:
        await give_back(tx, case, by, ending=Ending.VERNIETIGD)
    if not ended:
        how = MeasureEnd.VERNIETIGD
        record(
            tx,
            MayorMeasureEnded(measure_id=case.case_id, kind=case.kind, how=how, ended_at=tx.now),
        )


async def let_work_again(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """The Council leaves the orders as they were: what is left of suspended ones works again, and
    the days to pay what they forfeited begin anew.
    """
    if case.stayed_at is None:
        return
    case.stayed_at = None
    for stay_of_orders in await store.stays(tx, case.case_id):
        stay_of_orders.ended_on = stay_of_orders.ended_on or city_day(tx.now)
    for claim in await claims.of_measure(tx, case.case_id):
        await go_on(tx, claim.case_id, by)
    if case.restricts:
        await let_work(tx, case, by)


CONTEST = Contest[MayorMeasure](
    CaseKind.MEASURE,
    {
        CouncilRuling.SCHORSING: stay,
        CouncilRuling.GEEN_SCHORSING: let_work_again,
        CouncilRuling.VERNIETIGING: annul,
        CouncilRuling.VERWERPING: let_work_again,
        CouncilRuling.AFSTAND: let_work_again,
    },
    appeal_lodged,
    appeal_decided,
)
