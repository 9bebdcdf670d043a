"""Take an order back: the mayor withdraws it, or orders anew after a lapse or an annulment."""

from chassis.db import Transaction
from contracts.codes import BanEnd
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.legal_terms import case_terms
from enforcement.street_bans.end import end
from enforcement.street_bans.rules import Restart
from enforcement.street_bans.store import StreetBanCase


async def retake(tx: Transaction, case: StreetBanCase, restart: Restart) -> None:
    """The police hear at once that nobody is bound; the case forgets what the timeline keeps.

    An appeal that runs is ruled on all the same, and the ruling changes nothing more.
    """
    if case.how is None:
        await end(tx, case, BanEnd.OPGEHEVEN, tx.now)
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
