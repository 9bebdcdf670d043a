"""Take an order back: the mayor withdraws it, or orders anew after a lapse or an annulment."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import StreetBanWithdrawn
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.legal_terms import case_terms
from enforcement.street_bans.end import watch_no_more
from enforcement.street_bans.rules import Restart
from enforcement.street_bans.store import StreetBanCase


async def retake(tx: Transaction, case: StreetBanCase, restart: Restart) -> None:
    """The police hear at once that the order never was; the case forgets what the timeline keeps.

    An appeal that runs is ruled on all the same, and the ruling changes nothing more.
    """
    assert case.order_id is not None, "an order is taken back"
    record(
        tx,
        StreetBanWithdrawn(
            case_id=case.case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            withdrawn_at=tx.now,
        ),
    )
    await watch_no_more(tx, case)
    await case_terms.close(tx, case.case_id, APPEAL_TERM)
    case.order_id = case.ordered_at = case.motivation = None
    case.first_day = case.last_day = case.meeting_on = None
    case.notified_at = case.works_from = None
    case.stayed_at = case.ended_at = case.how = None
    case.confirmed = case.contested = False
    case.heard = case.final = restart is Restart.BEVEL
    if restart is Restart.BEVEL:
        return
    case.invited_at = case.hearing_at = case.invited_on = case.notice_until = None
    if restart is Restart.WAARSCHUWING:
        case.warned_at = case.warned_on = case.warned_from = case.skipped = None
        case.again = False
