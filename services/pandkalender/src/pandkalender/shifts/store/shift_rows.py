"""Shifts as people read them, in lists and one by one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from contracts.codes import LapseReason
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules import planning_state
from pandkalender.shifts.rules.planning_state import PlanningState, Verification
from pandkalender.shifts.rules.work import Work, WorkStatus
from pandkalender.workers.rules.entered_worker import EnteredWorker
from pandkalender.workers.rules.identity_status import IdentityStatus
from pandkalender.workers.store.claims import unseal

LAPSE_REASON = """
  CASE WHEN s.planning = 'vervallen' THEN (
    SELECT reason FROM shift_step WHERE shift_step.shift_id = s.shift_id
      AND shift_step.planning = 'vervallen' ORDER BY step_id DESC LIMIT 1) END AS lapse_reason
"""
SHIFT_ROWS = f"""
SELECT s.shift_id, s.owner, s.worker_id, s.premises_id, s.room_id, s.starts_at, s.ends_at,
  s.ended_at, s.planning, s.late, s.lead_minutes, s.declared_at, s.verification, w.identity,
  r.label AS room, p.label AS premises, p.owner AS premises_owner, c.claim_id, c.said,
  s.work_status, s.recognition, s.recognised_until,
  {LAPSE_REASON}
FROM shift s
  JOIN room r USING (room_id)
  JOIN premises p ON p.premises_id = s.premises_id
  JOIN worker w USING (worker_id)
  JOIN worker_claim c USING (claim_id)
"""  # noqa: S608  # from here
LIST = f"""
{SHIFT_ROWS}
WHERE ($1::text IS NULL OR s.owner = $1)
  AND ($2::timestamptz IS NULL OR COALESCE(s.ended_at, s.ends_at) > $2)
  AND ($3::timestamptz IS NULL OR s.starts_at < $3)
  AND ($4::text IS NULL OR $4 = CASE
    WHEN s.planning IN ('aangegeven', 'gewijzigd') AND s.starts_at <= $5 THEN 'bezig'
    ELSE s.planning END)
ORDER BY s.starts_at, s.shift_id LIMIT $6 OFFSET $7
"""
ONE = f"{SHIFT_ROWS} WHERE s.shift_id = $1 AND s.owner = $2"


@dataclass(frozen=True, slots=True)
class ShiftQuery:
    """``owner`` None for all. Shifts that touch the time between; a state as people see it."""

    owner: str | None
    after: datetime | None = None
    before: datetime | None = None
    state: PlanningState | None = None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift with the names of its room and premises, and its worker."""

    shift_id: UUID
    owner: str
    worker_id: UUID
    premises_id: UUID
    premises_label: str
    room_id: UUID
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    planning: PlanningState
    late: bool
    lead_minutes: int
    declared_at: datetime
    verification: Verification
    identity: IdentityStatus
    worker: EnteredWorker
    premises_owner: str
    lapse_reason: LapseReason | None
    work: Work

    @property
    def is_of_former_owner(self) -> bool:
        """Whether the premises were sold since."""
        return self.premises_owner != self.owner

    @property
    def period(self) -> Period:
        """The hours that were declared."""
        return Period(self.starts_at, self.ends_at)

    def ended_before(self, moment: datetime) -> bool:
        """Whether it was over by then."""
        return (self.ended_at or self.ends_at) <= moment

    @property
    def identity_status(self) -> IdentityStatus:
        """The status as the owner may know it."""
        return planning_state.identity_for_owner(self.verification, self.identity)

    def state(self, now: datetime) -> PlanningState:
        """The state as people see it."""
        return planning_state.shown(self.planning, self.period, now)


async def list_shifts(
    tx: Transaction, query: ShiftQuery, limit: int, offset: int = 0
) -> list[ShiftRow]:
    """Shifts by their start."""
    return await fetch_rows(
        tx, LIST, query.owner, query.after, query.before, query.state, tx.now, limit, offset
    )


async def get_shift(tx: Transaction, shift_id: UUID, owner: str) -> ShiftRow | None:
    """A shift of this owner."""
    row = await tx.conn.fetchrow(ONE, shift_id, owner)
    return None if row is None else _shift_row(tx, row)


def _shift_row(tx: Transaction, row: asyncpg.Record) -> ShiftRow:
    return ShiftRow(
        shift_id=row["shift_id"],
        owner=row["owner"],
        worker_id=row["worker_id"],
        premises_id=row["premises_id"],
        premises_label=row["premises"],
        room_id=row["room_id"],
        room_label=row["room"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        ended_at=row["ended_at"],
        planning=PlanningState(row["planning"]),
        late=row["late"],
        lead_minutes=row["lead_minutes"],
        declared_at=row["declared_at"],
        verification=Verification(row["verification"]),
        identity=IdentityStatus(row["identity"]),
        worker=unseal(tx, row["claim_id"], row["said"]),
        premises_owner=row["premises_owner"],
        lapse_reason=LapseReason(row["lapse_reason"]) if row["lapse_reason"] else None,
        work=Work(
            WorkStatus(row["work_status"] or WorkStatus.ONBEKEND),
            row["recognition"],
            row["recognised_until"],
        ),
    )


async def fetch_rows(tx: Transaction, sql: str, *arguments: object) -> list[ShiftRow]:
    """The rows of a query that begins with ``SHIFT_ROWS``."""
    return [_shift_row(tx, row) for row in await tx.conn.fetch(sql, *arguments)]
