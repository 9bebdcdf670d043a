"""The person got the order: from then on the ban holds."""

from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import StreetBanNotified
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.start_term import start_term
from enforcement.street_bans import store
from enforcement.street_bans.rules import BASIS, BanStep
from enforcement.street_bans.store import StreetBanCase


async def note_notified(
    tx: Transaction, case_id: UUID, by: By, received_on: date | None, *, remedy_told: bool
) -> StreetBanCase:
    """Handed over against a receipt of that day, or now. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    received_on = received_on or city_day(tx.now)
    if received_on > city_day(tx.now):
        raise FieldRefusedError("receivedOn", lazy("Deze dag ligt in de toekomst."))
    if case.ordered_at is not None and received_on < city_day(case.ordered_at):
        raise FieldRefusedError("receivedOn", lazy("Deze dag ligt voor het bevel."))
    today = received_on == city_day(tx.now)
    received_at = tx.now if today else day_start(received_on)
    take_step(tx, case, BanStep.NOTIFICATION, by, basis=BASIS, happened_at=received_at)
    assert case.first_day is not None
    assert case.order_id is not None
    case.notified_at = received_at
    works_from = max(received_at, day_start(case.first_day), case.ordered_at or received_at)
    if case.renewals == 0:
        case.works_from = works_from
    await start_term(tx, case_id, received_on, remedy_told=remedy_told)
    record(
        tx,
        StreetBanNotified(
            case_id=case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            works_from=works_from,
            notified_at=received_at,
        ),
    )
    return case
