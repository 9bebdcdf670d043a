"""Take an order back: the mayor withdraws it, or orders anew after a lapse or an annulment.

What it took is given back, and the case stands where it went wrong: from there every guard holds
again (decisions 0193 and 0195).
"""

from chassis.bus import record, revoke, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import MeasureKind
from contracts.enforcement import (
    MayorMeasureClosed,
    MayorMeasureOrderWithdrawn,
    MayorMeasureRenewalWithdrawn,
)
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.restart_term import restart_term
from enforcement.council_of_state.rules import APPEAL_TERM, is_against_earlier
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.contest import let_work_again
from enforcement.mayor_measures.end import expire
from enforcement.mayor_measures.erase import LETTERS_OVER, keep_until
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.owed_days import ORDER_WITHDRAWN, owe_held_days, owe_nothing
from enforcement.mayor_measures.put_into_effect import give_back, release
from enforcement.mayor_measures.rules.law import (
    ARTICLE,
    COUNCIL_NOTICE,
    NOTICE_TERM,
    PENALTY_TERM,
)
from enforcement.mayor_measures.rules.procedure import opening_state
from enforcement.mayor_measures.rules.states import (
    HEARD,
    MeasureState,
    MeasureStep,
    Restart,
)
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.mayor_measures.tell_ended import tell_ended
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.notifications.ended_decisions import note_sequel
from enforcement.notifications.rules.ended import Ending
from enforcement.notifications.undelivered import recount_undelivered


async def retake(tx: Transaction, case: MayorMeasure, restart: Restart, by: By, why: str) -> None:
    """An appeal that runs is still ruled on, and changes nothing more. What was forfeited under the
    order is owed no more. Raises ``RefusedError``.
    """
    if restart is Restart.OVERLEG and case.kind is not MeasureKind.SLUITING_MENSENHANDEL:
        reason = lazy("Alleen een sluiting wegens mensenhandel begint met dit overleg.")
        raise FieldRefusedError("restart", reason)
    if case.renewals and not case.file().undone:
        await _retake_renewal(tx, case, restart, by, why)
        return
    before, undone = case.state, case.file().undone
    basis = ARTICLE[case.basis] if case.basis else None
    begins_in = await _begins_in(tx, case, restart)
    if case.restricts:
        await give_back(tx, case, by, ending=Ending.INGETROKKEN)
    take_step(tx, case, MeasureStep.RETAKE, by, outcome=begins_in, reason=why, basis=basis)
    await recount_undelivered(tx, case.case_id, CaseKind.MEASURE)
    await note_sequel(tx, case.case_id, anew=restart is not Restart.NIETS)
    if not undone:
        order = (await store.orders(tx, case.case_id))[-1]
        anew = restart is not Restart.NIETS
        await tell_ended(tx, case, order, Ending.INGETROKKEN, tx.now, anew=anew)
    await owe_nothing(tx, case, by, ORDER_WITHDRAWN)
    await revoke(tx, EXPIRY, str(case.case_id))
    await revoke(tx, LETTERS_OVER, str(case.case_id))
    over = (APPEAL_TERM, CONFIRMATION_TERM, COUNCIL_NOTICE, PENALTY_TERM)
    await case_terms.close(tx, case.case_id, *over)
    if restart is not Restart.BEVEL:
        await case_terms.close(tx, case.case_id, NOTICE_TERM)
    await _forget(tx, case, restart)
    record(
        tx,
        MayorMeasureOrderWithdrawn(
            measure_id=case.case_id,
            kind=case.kind,
            anew=restart is not Restart.NIETS,
            withdrawn_at=tx.now,
        ),
    )
    if restart is Restart.NIETS:
        await keep_until(tx, case)
        if before is not MeasureState.AFGESLOTEN:
            closed = {"measure_id": case.case_id, "kind": case.kind, "closed_at": tx.now}
            record(tx, MayorMeasureClosed(**closed, ordered=False))


async def _retake_renewal(
    tx: Transaction, case: MayorMeasure, restart: Restart, by: By, why: str
) -> None:
    """The order before it holds on for its own days, unless the Council stayed it as well; another
    renewal may follow while it does. Raises ``FieldRefusedError``.
    """
    if restart not in (Restart.BEVEL, Restart.NIETS):
        reason = lazy("Een hernieuwing heeft geen overleg of hoorzitting. Kies het bevel of niets.")
        raise FieldRefusedError("restart", reason)
    basis = ARTICLE[case.basis] if case.basis else None
    take_step(tx, case, MeasureStep.RETAKE, by, outcome=case.state, reason=why, basis=basis)
    await recount_undelivered(tx, case.case_id, CaseKind.MEASURE)
    *_, earlier, renewal = await store.orders(tx, case.case_id)
    anew = restart is Restart.BEVEL
    taken = Ending.INGETROKKEN
    await tell_ended(tx, case, renewal, taken, tx.now, earlier=earlier, anew=anew)
    if case.restricts and renewal.lapsed_at is None:
        await release(tx, case, renewal, by, ending=Ending.INGETROKKEN)
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
    await store.forget_order(tx, renewal)
    case.renewals -= 1
    case.pending = case.unconfirmed = False
    case.notified_at, case.effect_to = earlier.notified_at, earlier.effect_to
    appealed_at = await timeline.latest(tx, case.case_id, MeasureStep.COUNCIL_APPEAL)
    case.contested = earlier.contested or (
        case.contested and is_against_earlier(appealed_at, renewal.notified_at)
    )
    stayed_alone = case.stayed_at is not None and not case.contested
    if renewal.notified_at is not None and earlier.notified_at is not None:
        on, told = city_day(earlier.notified_at), earlier.remedy_told
        await restart_term(tx, case.case_id, on, contested=case.contested, remedy_told=told)
    record(
        tx,
        MayorMeasureRenewalWithdrawn(
            measure_id=case.case_id,
            kind=case.kind,
            renewal=renewal.renewal,
            withdrawn_at=tx.now,
        ),
    )
    if stayed_alone:
        await let_work_again(tx, case, by)
    await schedule(tx, EXPIRY, str(case.case_id), earlier.effect_to or tx.now)
    await expire(tx, case)
    await owe_held_days(tx, case, by)


async def _begins_in(tx: Transaction, case: MayorMeasure, restart: Restart) -> MeasureState:
    match restart:
        case Restart.NIETS:
            return MeasureState.AFGESLOTEN
        case Restart.OVERLEG:
            return opening_state(case.kind)
        case Restart.BEVEL if case.heard:
            heard = await timeline.latest_before(tx, case.case_id, MeasureStep.PROPOSAL, HEARD)
            return MeasureState(heard) if heard else MeasureState.GEHOORD
        case Restart.BEVEL if case.hearing_at is not None:
            return MeasureState.UITGENODIGD
        case _ if case.kind is MeasureKind.SLUITING_MENSENHANDEL:
            return MeasureState.OVERLEG_GERECHTELIJK
    return MeasureState.VOORSTEL


async def _forget(tx: Transaction, case: MayorMeasure, restart: Restart) -> None:
    """What the case knew from where it begins anew; the timeline keeps all."""
    await store.forget_orders(tx, case.case_id)
    case.renewals = 0
    case.pending = case.unconfirmed = case.council_due = case.contested = False
    case.ordered_at = case.notified_at = case.effect_from = case.effect_to = None
    case.stayed_at = case.annulled_at = case.ended_at = case.complied = None
    case.basis = case.content = case.motivation = case.proposed_at = case.urgency = None
    case.planned_from = case.planned_to = None
    case.victims = case.means_pending = False
    if restart is Restart.BEVEL:
        return
    case.invited_at = case.hearing_at = case.invited_on = case.notice_until = None
    case.heard = case.defence_final = False
    if restart is Restart.OVERLEG:
        case.consulted_on = case.stance = None
