"""Tell whoever it concerns that a ban, or its renewal, is none any more."""

from datetime import datetime

from chassis.db import Transaction
from contracts.codes import BanEnd, DecidingBody
from enforcement.notifications.ended_decisions import note_ended
from enforcement.notifications.rules.ended import Ended, Ending
from enforcement.street_bans.store import StreetBanCase

WHAT = "straatverbod"
ENDINGS = {BanEnd.VERVALLEN: Ending.NIET_BEVESTIGD, BanEnd.VERNIETIGD: Ending.VERNIETIGD}
"""Ends that no letter of the order told ahead, as its last day is; a lifting is in favour."""

ALL_ORDERS = (Ending.VERNIETIGD, Ending.OPGEHEVEN)
"""They end what a renewal followed too."""


async def tell_ended(
    tx: Transaction, case: StreetBanCase, ending: Ending, at: datetime, *, anew: bool = False
) -> None:
    """While the case still knows its order."""
    if case.ordered_at is None:
        return
    ended = Ended(
        ending=ending,
        body=DecidingBody.BURGEMEESTER,
        what=WHAT,
        decided_at=case.ordered_at,
        ended_at=at,
        notified=case.notified_at is not None,
        anew=anew,
        renewal=case.renewals,
        earlier_until=None if ending in ALL_ORDERS else case.earlier_last_day,
    )
    await note_ended(tx, case.case_id, ended)
