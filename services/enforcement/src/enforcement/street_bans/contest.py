"""Effects of a request to the Council of State against a ban, and of its rulings."""

from datetime import datetime

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import BanEnd, CouncilRuling
from contracts.enforcement import (
    StreetBanAppealDecided,
    StreetBanAppealLodged,
    StreetBanResumed,
    StreetBanStayed,
)
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.contest import Contest
from enforcement.council_of_state.rules import Urgency
from enforcement.street_bans.end import end
from enforcement.street_bans.rules import ORDERED, BanState
from enforcement.street_bans.store import StreetBanCase


def note_request(
    tx: Transaction, case: StreetBanCase, lodged_at: datetime, urgency: Urgency
) -> None:
    """That alone stops nothing."""
    asked = urgency is not Urgency.GEEN
    lodged = StreetBanAppealLodged(
        case_id=case.case_id, suspension_asked=asked, lodged_at=lodged_at
    )
    record(tx, lodged)


def note_ruling(
    tx: Transaction, case: StreetBanCase, ruling: CouncilRuling, ruled_at: datetime
) -> None:
    """Of an order that the mayor took back nobody is told."""
    if not case.contested:
        return
    case.ruling = ruling
    record(tx, StreetBanAppealDecided(case_id=case.case_id, ruling=ruling, decided_at=ruled_at))


async def stay(tx: Transaction, case: StreetBanCase, _by: By) -> None:
    """The Council suspended the ban: nobody is held to it until the Council rules."""
    if case.contested and case.stayed_at is None and case.state in ORDERED:
        case.stayed_at = tx.now
        record(tx, StreetBanStayed(case_id=case.case_id, stayed_at=tx.now))


async def let_stand(tx: Transaction, case: StreetBanCase, _by: By) -> None:
    """The ban works again for what is left of its days."""
    if case.stayed_at is not None and case.state in ORDERED:
        record(tx, StreetBanResumed(case_id=case.case_id, resumed_at=tx.now))
    case.stayed_at = None


async def annul(tx: Transaction, case: StreetBanCase, _by: By) -> None:
    """The ban never was: whoever broke it broke nothing."""
    if not case.contested:
        return
    case.stayed_at = None
    if case.state in ORDERED:
        case.state = BanState.VOORBIJ
    await end(tx, case, BanEnd.VERNIETIGD, tx.now)


CONTEST = Contest[StreetBanCase](
    CaseKind.STREET_BAN,
    {
        CouncilRuling.SCHORSING: stay,
        CouncilRuling.GEEN_SCHORSING: let_stand,
        CouncilRuling.VERNIETIGING: annul,
        CouncilRuling.VERWERPING: let_stand,
        CouncilRuling.AFSTAND: let_stand,
    },
    note_request,
    note_ruling,
)
