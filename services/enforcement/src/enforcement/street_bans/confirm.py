"""The college confirms an order at its next meeting, or the order lapses the day after."""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus import record, revoke
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.codes import BanEnd
from contracts.enforcement import StreetBanConfirmed
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.street_bans import store
from enforcement.street_bans.end import end
from enforcement.street_bans.order import LAPSE_DUE
from enforcement.street_bans.rules import BASIS, CONFIRMATION_TERM, BanStep, Confirmation
from enforcement.street_bans.store import StreetBanCase


async def confirm(tx: Transaction, case_id: UUID, by: By, outcome: Confirmation) -> StreetBanCase:
    """By the college's secretary, on the day of the meeting. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    step = BanStep.CONFIRMATION
    take_step(tx, case, step, by, outcome=str(outcome), reason=str(outcome), basis=BASIS)
    await case_terms.close(tx, case_id, CONFIRMATION_TERM)
    await revoke(tx, LAPSE_DUE, str(case_id))
    if outcome is Confirmation.NIET_BEVESTIGD:
        await end(tx, case, BanEnd.VERVALLEN, lapses_at(tx, case))
        return case
    case.confirmed = True
    assert case.order_id is not None
    assert case.meeting_on is not None
    record(
        tx,
        StreetBanConfirmed(
            case_id=case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            meeting_on=case.meeting_on,
            confirmed_at=tx.now,
        ),
    )
    return case


async def lapse_when_missed(tx: Transaction, case_id: UUID) -> None:
    """The law ends an order that the meeting passed by; the clock only says so."""
    case = await store.find_for_update(tx, case_id)
    if case is not None and permits(case, BanStep.LAPSE, city_day(tx.now)):
        take_step(tx, case, BanStep.LAPSE, CLOCK, basis=BASIS)
        await end(tx, case, BanEnd.VERVALLEN, lapses_at(tx, case))


def lapses_at(tx: Transaction, case: StreetBanCase) -> datetime:
    """Now; but the order before a renewal that lapses keeps its own days."""
    if case.earlier_last_day is None:
        return tx.now
    return max(tx.now, day_start(case.earlier_last_day + timedelta(days=1)))
