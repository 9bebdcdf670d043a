"""The right to be heard before a street ban and each renewal."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import HearingManner
from contracts.enforcement import StreetBanHeard, StreetBanHearingInvited
from enforcement.cases.store.timeline import By
from enforcement.hearings.arrive import invitation_arrived
from enforcement.hearings.right import RightToBeHeard
from enforcement.street_bans import store
from enforcement.street_bans.rules import BASIS, NOTICE_TERM, BanState, BanStep
from enforcement.street_bans.store import StreetBanCase


async def invitation_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the invitation arrived, or proves to have arrived later. ``RefusedError``."""
    await invitation_arrived(tx, await store.get_for_update(tx, case_id), RIGHT, on, by)


def _tell_invited(
    tx: Transaction, case: StreetBanCase, hearing_at: datetime, invited_at: datetime
) -> None:
    record(
        tx,
        StreetBanHearingInvited(
            case_id=case.case_id,
            renewal=_renewal(case),
            again=case.hearing_at is not None and not case.heard,
            hearing_at=hearing_at,
            invited_at=invited_at,
        ),
    )


def _tell_heard(tx: Transaction, case: StreetBanCase, manner: HearingManner, at: datetime) -> None:
    renewal = _renewal(case)
    record(tx, StreetBanHeard(case_id=case.case_id, renewal=renewal, manner=manner, heard_at=at))


def _renewal(case: StreetBanCase) -> int:
    """The order that is being prepared: 0 for the ban itself."""
    return min(case.renewals + 1, 2) if case.state is BanState.ACTIEF else 0


def _note(case: StreetBanCase, manner: HearingManner | None, final: bool) -> None:
    case.heard, case.final = manner is not None, final


RIGHT = RightToBeHeard[StreetBanCase](
    NOTICE_TERM,
    BASIS,
    lazy("De betrokkene"),
    invitation=BanStep.HEARING_INVITATION,
    held=BanStep.HEARING,
    absence=BanStep.ABSENCE,
    came=(BanStep.HEARING, BanStep.WRITTEN_DEFENCE),
    void=BanStep.ABSENCE_VOID,
    decisions=(
        BanStep.ORDER,
        BanStep.RENEWAL,
    ),
    retake=BanStep.RETAKE,
    is_final=lambda case: case.final,
    note=_note,
    tell_invited=_tell_invited,
    tell_heard=_tell_heard,
)
