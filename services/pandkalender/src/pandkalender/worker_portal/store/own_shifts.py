"""Shifts of a worker as she may see them herself, and her confirmations.

No owner's query reads these. That she disputed something is not kept at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col

from chassis.db import Transaction
from chassis.rows import typed
from contracts.codes import LapseReason
from pandkalender.shifts.rules.planning_state import CALLED_OFF, PlanningState
from pandkalender.shifts.store.shift_rows import LAPSE_REASON
from pandkalender.tables import Table, moment

BACK, AHEAD = timedelta(days=30), timedelta(days=92)
"""The declarations that she sees: as far back as one can still say something about them."""
MOST = 100
"""Shifts in her list."""

SHIFTS = f"""
SELECT s.shift_id, s.starts_at, COALESCE(s.ended_at, s.ends_at) AS ends_at, s.planning,
  {LAPSE_REASON},
  p.street, p.house_number, r.label AS room, confirmed_at IS NOT NULL AS confirmed
FROM shift s
  JOIN room r USING (room_id)
  JOIN premises p ON p.premises_id = s.premises_id
  LEFT JOIN shift_confirmation USING (shift_id)
WHERE s.worker_id IN (SELECT worker_id FROM worker_access_ref WHERE access_id = $1)
  AND s.ends_at > $2 AND s.starts_at < $3 AND ($4::uuid IS NULL OR s.shift_id = $4)
ORDER BY s.starts_at DESC, s.shift_id LIMIT $5
"""  # noqa: S608  # from here


class ShiftConfirmation(Table, table=True):
    """A worker said that a shift is right. No owner's query reads this."""

    __tablename__ = "shift_confirmation"

    shift_id: UUID = Field(primary_key=True, foreign_key="shift.shift_id")
    confirmed_at: datetime = moment()


@dataclass(frozen=True, slots=True)
class WorkerShift:
    """A declaration about her, without any name."""

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    planning: PlanningState
    lapse_reason: LapseReason | None
    street: str
    house_number: str
    room: str
    confirmed: bool

    @property
    def is_called_off(self) -> bool:
        return self.planning in CALLED_OFF


async def list_shifts(tx: Transaction, access_id: UUID) -> list[WorkerShift]:
    """All declarations that a code opens, the last first."""
    return await _fetch(tx, access_id, None)


async def get_shift(tx: Transaction, access_id: UUID, shift_id: UUID) -> WorkerShift | None:
    """One of the declarations that a code opens."""
    return next(iter(await _fetch(tx, access_id, shift_id)), None)


async def confirm(tx: Transaction, shift_id: UUID) -> bool:
    """Keep a confirmation; False when it was kept before."""
    new = insert(ShiftConfirmation).values(shift_id=shift_id, confirmed_at=tx.now)
    kept = await tx.session.exec(
        new.on_conflict_do_nothing().returning(col(ShiftConfirmation.shift_id))
    )
    return kept.first() is not None


async def _fetch(tx: Transaction, access_id: UUID, shift_id: UUID | None) -> list[WorkerShift]:
    rows = await tx.conn.fetch(SHIFTS, access_id, tx.now - BACK, tx.now + AHEAD, shift_id, MOST)
    return [typed(WorkerShift, row) for row in rows]
