"""The college confirms an order at its next meeting, or the order lapses the day after."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import BanEnd
from contracts.enforcement import StreetBanConfirmed
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.meetings.next_meeting import lapsed_at, must_have_decided
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.street_bans import store
from enforcement.street_bans.end import end, expire
from enforcement.street_bans.rules import BASIS, BanStep, Confirmation
from enforcement.street_bans.store import StreetBanCase


async def confirm(
    tx: Transaction,
    case_id: UUID,
    by: By,
    outcome: Confirmation,
    meeting_on: date | None = None,
) -> StreetBanCase:
    """By the college's secretary, at the meeting that the order waits for unless it says another.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    step = BanStep.CONFIRMATION
    take_step(tx, case, step, by, outcome=str(outcome), reason=str(outcome), basis=BASIS)
    meeting_on = meeting_on or case.meeting_on
    if meeting_on is None:
        raise FieldRefusedError("meetingOn", lazy("Op welke vergadering besliste het college?"))
    assert case.ordered_at is not None and case.order_id is not None, "an order waits"
    await must_have_decided(tx, meeting_on, city_day(case.ordered_at))
    case.meeting_on = meeting_on
    if outcome is Confirmation.NIET_BEVESTIGD:
        await end(tx, case, BanEnd.VERVALLEN, _lapses_at(tx, case, meeting_on))
        return case
    await case_terms.close(tx, case_id, CONFIRMATION_TERM)
    case.confirmed = True
    record(
        tx,
        StreetBanConfirmed(
            case_id=case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            meeting_on=meeting_on,
            confirmed_at=tx.now,
        ),
    )
    await expire(tx, case)
    return case


async def lapse_missed(tx: Transaction, meeting_on: date, by: By) -> None:
    """The law ends the orders that waited for this meeting and that it passed by."""
    for case in await waiting_for(tx, meeting_on):
        take_step(tx, case, BanStep.LAPSE, by, basis=BASIS)
        await end(tx, case, BanEnd.VERVALLEN, _lapses_at(tx, case, meeting_on))


async def waiting_for(tx: Transaction, meeting_on: date) -> Sequence[StreetBanCase]:
    """Bans whose order this meeting must confirm, or did without a record of it."""
    return [case for case in await store.unconfirmed(tx) if case.meeting_on == meeting_on]


def _lapses_at(tx: Transaction, case: StreetBanCase, meeting_on: date) -> datetime:
    """The day after the meeting; but the order before a renewal keeps its own days."""
    lapsed = lapsed_at(tx, meeting_on)
    if case.earlier_last_day is None:
        return lapsed
    return max(lapsed, day_start(case.earlier_last_day + timedelta(days=1)))
