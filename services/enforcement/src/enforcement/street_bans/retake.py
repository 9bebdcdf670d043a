"""Take an order back: the mayor withdraws it, or orders anew after a lapse or an annulment."""

from collections.abc import Sequence
from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.restart_term import restart_term
from enforcement.council_of_state.rules import APPEAL_TERM, is_against_earlier
from enforcement.legal_terms import case_terms
from enforcement.notifications.ended_decisions import note_sequel
from enforcement.notifications.rules.ended import Ending
from enforcement.notifications.undelivered import recount_undelivered
from enforcement.street_bans.bound import give_back_of_renewal
from enforcement.street_bans.contest import let_stand
from enforcement.street_bans.earlier_order import EarlierOrder
from enforcement.street_bans.end import expire, watch_no_more
from enforcement.street_bans.rules import BASIS, BanState, BanStep, Restart
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ended import ENDINGS, tell_ended
from enforcement.street_bans.tell_ordered import tell_withdrawn
from enforcement.street_bans.watch import watch_last_day

BEGINS_IN = {
    Restart.WAARSCHUWING: BanState.VOORSTEL,
    Restart.HOORZITTING: BanState.GEWAARSCHUWD,
    Restart.BEVEL: BanState.GEHOORD,
}


async def retake(tx: Transaction, case: StreetBanCase, restart: Restart, by: By, why: str) -> None:
    """The police hear at once that the order never was; the case forgets what the timeline keeps.

    What a renewal followed holds on for its own days, unless the Council stayed it as well. An
    appeal against what was taken back is ruled on all the same, and the ruling changes nothing
    more. Raises ``RefusedError``.
    """
    renewal = case.renewals > 0
    if renewal and restart is Restart.WAARSCHUWING:
        reason = lazy("Een hernieuwing heeft geen waarschuwing. Kies de hoorzitting of het bevel.")
        raise FieldRefusedError("restart", reason)
    begins_in = BanState.ACTIEF if renewal else BEGINS_IN[restart]
    take_step(tx, case, BanStep.RETAKE, by, outcome=str(begins_in), reason=why, basis=BASIS)
    await recount_undelivered(tx, case.case_id, CaseKind.STREET_BAN)
    await note_sequel(tx, case.case_id, anew=True)
    if case.how not in ENDINGS:
        await tell_ended(tx, case, Ending.INGETROKKEN, tx.now, anew=True)
    tell_withdrawn(tx, case)
    await watch_no_more(tx, case)
    await case_terms.close(tx, case.case_id, APPEAL_TERM)
    case.ended_at = case.how = None
    case.heard = case.final = restart is Restart.BEVEL
    if restart is not Restart.BEVEL:
        case.invited_at = case.hearing_at = case.invited_on = case.notice_until = None
    if renewal:
        await _let_earlier_hold(tx, case, by)
        return
    case.stayed_at = None
    case.order_id = case.ordered_at = case.motivation = None
    case.first_day = case.last_day = case.meeting_on = None
    case.notified_at = case.works_from = None
    case.confirmed = case.contested = False
    if restart is Restart.WAARSCHUWING:
        case.warned_at = case.warned_on = case.warned_from = case.skipped = None
        case.again = False


def falls_with_retake(case: StreetBanCase, today: date) -> Sequence[str]:
    """What ends and what holds on once the order is taken back (Dutch)."""
    if not case.renewals or case.earlier_last_day is None:
        return (
            lazy("Het verbod houdt meteen op, ook bij de politie."),
            lazy("Kijk na of er een boete op rust."),
        )
    last_day = f"{case.earlier_last_day:%d/%m/%Y}"
    if case.earlier_last_day < today:
        before = lazy("Het bevel ervoor liep af op %(day)s: er geldt geen verbod.", day=last_day)
    else:
        before = lazy("Het bevel ervoor geldt verder, tot en met %(day)s.", day=last_day)
    return (lazy("Alleen de hernieuwing houdt op, ook bij de politie."), before)


async def _let_earlier_hold(tx: Transaction, case: StreetBanCase, by: By) -> None:
    earlier = EarlierOrder.model_validate(case.earlier_orders[-1])
    case.earlier_orders = case.earlier_orders[:-1]
    appealed_at = await timeline.latest(tx, case.case_id, BanStep.COUNCIL_APPEAL)
    against_it = case.contested and is_against_earlier(appealed_at, case.notified_at)
    earlier.hold_again(case)
    case.contested = case.contested or against_it
    if earlier.drawn_anew:
        await give_back_of_renewal(tx, case.case_id)
    await watch_last_day(tx, case)
    if case.notified_at is not None:
        on = city_day(case.notified_at)
        told = earlier.remedy_told
        await restart_term(tx, case.case_id, on, contested=case.contested, remedy_told=told)
    if not case.contested:
        await let_stand(tx, case, by)
    await expire(tx, case)
