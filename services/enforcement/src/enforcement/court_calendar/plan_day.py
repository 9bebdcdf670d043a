"""Note a day in court, or take it off: whoever made a mistake notes the right day anew."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor
from enforcement.cases.scope import scope_of
from enforcement.court_calendar import store
from enforcement.court_calendar.rules import (
    CourtDayKind,
    CourtDayNotFoundError,
    NotInCourtError,
    PastDayError,
)
from enforcement.court_calendar.store import CourtDay
from enforcement.search.rules import case_number


async def plan_day(
    tx: Transaction, actor: Actor, number: str, kind: CourtDayKind, on: date
) -> CourtDay:
    """``number`` of the case, however it is written. Raises ``RefusedError``."""
    kinds = scope_of(actor.function).kinds
    case_id = await store.case_in_court(tx, kinds, case_number(number))
    if case_id is None:
        raise NotInCourtError
    if on < city_day(tx.now):
        raise PastDayError
    noted = CourtDay(case_id=case_id, kind=kind, on_day=on, noted_by=actor.subject, noted_at=tx.now)
    return await store.add(tx, noted)


async def cancel_day(tx: Transaction, actor: Actor, day_id: UUID) -> None:
    """Raises ``CourtDayNotFoundError``, also for a day that was taken off before."""
    day = await store.get_for_update(tx, scope_of(actor.function).kinds, day_id)
    if day is None:
        raise CourtDayNotFoundError
    day.cancelled_at, day.cancelled_by = tx.now, actor.subject
