"""The right to be heard before a street ban and each renewal, and what being heard leaves."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import HearingManner
from contracts.enforcement import StreetBanHeard
from enforcement.cases.store.timeline import By
from enforcement.hearings.arrive import RightToBeHeard, invitation_arrived
from enforcement.legal_terms import case_terms
from enforcement.street_bans import store
from enforcement.street_bans.rules import BASIS, NOTICE_TERM, BanState, BanStep
from enforcement.street_bans.store import StreetBanCase


async def note_heard(
    tx: Transaction, case: StreetBanCase, manner: HearingManner, at: datetime, *, final: bool
) -> None:
    """``final``: nothing more is awaited."""
    case.heard, case.final = True, final
    if final:
        await case_terms.close(tx, case.case_id, NOTICE_TERM)
    renewal = renewal_of(case)
    record(tx, StreetBanHeard(case_id=case.case_id, renewal=renewal, manner=manner, heard_at=at))


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


def renewal_of(case: StreetBanCase) -> int:
    """The order that is being prepared: 0 for the ban itself."""
    return min(case.renewals + 1, 2) if case.state is BanState.ACTIEF else 0


def _unheard(case: StreetBanCase) -> None:
    case.heard = case.final = False


RIGHT = RightToBeHeard[StreetBanCase](
    NOTICE_TERM,
    BASIS,
    invitation=BanStep.HEARING_INVITATION,
    absence=BanStep.ABSENCE,
    came=(BanStep.HEARING, BanStep.WRITTEN_DEFENCE),
    void=BanStep.ABSENCE_VOID,
    settled=lambda case: case.heard and case.final,
    unheard=_unheard,
)
