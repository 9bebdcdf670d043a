"""Copy a day or a week: the shifts of some days as drafts for other days."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from chassis.days import day_start
from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.planning_state import PlanningState
from pandkalender.shifts.store import shift_rows
from pandkalender.shifts.store.shift_rows import ShiftQuery
from pandkalender.workers import log_access
from pandkalender.workers.rules.owner_view import seen_since

MOST = 500
"""Shifts in one copy."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Copy:
    """A shift as it would be declared again. Prints nothing of a person."""

    shift_id: UUID
    place: str
    name: str = field(repr=False)
    period: Period
    draft: Draft


def begin_of_copy(source: date, target: date, days: int) -> date:
    """The first day of the copies: of a week, whatever day of it was chosen, the same weekday."""
    if days < WEEK:
        return target
    return hours.monday(target) + timedelta(days=source.weekday())


async def make_copies(
    tx: Transaction, actor: Actor, source: date, target: date, days: int
) -> list[Copy]:
    """Shifts that begin in the days from ``source``, moved to the days from ``target``."""
    period = Period(day_start(source), day_start(source + timedelta(days=days)))
    await log_access.log_shifts(tx, actor, source.isoformat())
    after = max(period.starts_at, seen_since(tx.now))
    query = ShiftQuery(actor.organisation, after, period.ends_at)
    copies = []
    for row in await shift_rows.list_shifts(tx, query, MOST):
        if row.starts_at < period.starts_at or row.planning is PlanningState.GEANNULEERD:
            continue
        later = hours.move(row.period, (target - source).days)
        draft = Draft(row.room_id, later, row.worker.claim(), row.work)
        place = f"{row.premises_label}, {row.room_label}"
        copies.append(Copy(row.shift_id, place, row.worker.name, later, draft))
    return copies
