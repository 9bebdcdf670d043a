"""Steps of declared shifts: lock shifts for a step, and save them after it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.planning_state import PlanningState, Verification
from pandkalender.shifts.rules.refusal import ROOM_TAKEN, WORKER_TWICE, Refusal
from pandkalender.shifts.store.shifts import ONE_ROOM_PER_WORKER

COLUMNS = """
s.shift_id, s.owner, s.premises_id, s.room_id, s.worker_id, s.claim_id, s.starts_at, s.ends_at,
s.planning, s.late, s.lead_minutes, s.ended_at, s.verification
"""
LOCK_OWN = f"""
SELECT {COLUMNS} FROM shift s WHERE s.shift_id = ANY($1::uuid[]) AND s.owner = $2
ORDER BY s.shift_id FOR UPDATE
"""  # noqa: S608  # columns, not input
LOCK_OVERDUE = f"""
SELECT {COLUMNS} FROM shift s
WHERE s.planning IN ('aangegeven', 'gewijzigd') AND s.ends_at <= $1
ORDER BY s.shift_id FOR UPDATE
"""  # noqa: S608
LOCK_BEGUN_IN_DOUBT = f"""
SELECT {COLUMNS}, w.identity = 'contacteer_politie' AND w.identity_at <= s.starts_at AS refuted
FROM shift s JOIN worker w USING (worker_id)
WHERE s.planning IN ('aangegeven', 'gewijzigd') AND s.starts_at <= $1
  AND (w.identity = 'contacteer_politie'
    OR s.premises_id IN (SELECT premises_id FROM premises_fact WHERE kind <> 'term'))
ORDER BY s.shift_id FOR UPDATE OF s
"""  # noqa: S608
LOCK_AHEAD = f"""
SELECT {COLUMNS} FROM shift s
WHERE s.premises_id = $1 AND s.starts_at > $2 AND s.planning IN ('aangegeven', 'gewijzigd')
ORDER BY s.shift_id FOR UPDATE
"""  # noqa: S608
LOCK_AHEAD_OF_OTHERS = f"""
SELECT {COLUMNS} FROM shift s
WHERE s.premises_id = $1 AND s.owner <> $2 AND s.starts_at > $3
  AND s.planning IN ('aangegeven', 'gewijzigd')
ORDER BY s.shift_id FOR UPDATE
"""  # noqa: S608
STEP = """
WITH taken AS (
  UPDATE shift s SET premises_id = g.premises_id, room_id = g.room_id, starts_at = g.starts_at,
    ends_at = g.ends_at, planning = g.planning, late = g.late, ended_at = g.ended_at
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[],
    $6::text[], $7::boolean[], $8::timestamptz[])
  AS g (shift_id, premises_id, room_id, starts_at, ends_at, planning, late, ended_at)
  WHERE s.shift_id = g.shift_id
  RETURNING s.shift_id, s.planning, s.room_id, s.starts_at, COALESCE(s.ended_at, s.ends_at) AS ends
)
INSERT INTO shift_step (shift_id, planning, reason, at, actor, actor_function, room_id, starts_at,
  ends_at)
SELECT shift_id, planning, $9, $10, $11, $12, room_id, starts_at, ends FROM taken
"""


@dataclass(frozen=True, slots=True)
class StepTaker:
    """The person or the clock that takes a step, as the history of a shift names them."""

    subject: str
    function: str

    @classmethod
    def of(cls, actor: Actor) -> "StepTaker":
        return cls(actor.subject, actor.function.value)


CLOCK = StepTaker("klok", "systeem")
"""Takes the steps that nobody takes in time."""


@dataclass(frozen=True, slots=True)
class DeclaredShift:
    """A shift as stored, locked for a step."""

    shift_id: UUID
    owner: str
    premises_id: UUID
    room_id: UUID
    worker_id: UUID
    claim_id: UUID
    period: Period
    planning: PlanningState
    late: bool
    lead_minutes: int
    ended_at: datetime | None
    verification: Verification


@dataclass(frozen=True, slots=True)
class DoubtfulShift:
    """A shift that may have to lapse; ``refuted``: its worker was, before the start."""

    shift: DeclaredShift
    refuted: bool


async def get_own_for_update(
    tx: Transaction, owner: str, shift_ids: Iterable[UUID]
) -> dict[UUID, DeclaredShift]:
    """The owner's shifts among ``shift_ids``, held until the commit."""
    rows = await tx.conn.fetch(LOCK_OWN, list(set(shift_ids)), owner)
    return {row["shift_id"]: _shift(row) for row in rows}


async def get_overdue_for_update(tx: Transaction, ended_before: datetime) -> list[DeclaredShift]:
    """Shifts that nobody ended though their end passed."""
    return [_shift(row) for row in await tx.conn.fetch(LOCK_OVERDUE, ended_before)]


async def get_begun_in_doubt_for_update(tx: Transaction) -> list[DoubtfulShift]:
    """Shifts that began where premises were ever sanctioned, or whose worker was refuted."""
    rows = await tx.conn.fetch(LOCK_BEGUN_IN_DOUBT, tx.now)
    return [DoubtfulShift(_shift(row), row["refuted"]) for row in rows]


async def get_ahead_for_update(tx: Transaction, premises_id: UUID) -> list[DeclaredShift]:
    """Shifts that have yet to begin there."""
    return [_shift(row) for row in await tx.conn.fetch(LOCK_AHEAD, premises_id, tx.now)]


async def get_ahead_of_others_for_update(
    tx: Transaction, premises_id: UUID, owner: str
) -> list[DeclaredShift]:
    """Shifts that have yet to begin, declared there by others than this owner."""
    rows = await tx.conn.fetch(LOCK_AHEAD_OF_OTHERS, premises_id, owner, tx.now)
    return [_shift(row) for row in rows]


async def save_step(
    tx: Transaction,
    shifts: Collection[DeclaredShift],
    *,
    by: StepTaker,
    reason: str | None = None,
) -> None:
    """Save the shifts as they are after a step, with the step in their history.

    Raises ``asyncpg.ExclusionViolationError`` when a room or a
    worker turns out to be taken.
    """
    if not shifts:
        return
    columns = zip(
        *(
            (
                shift.shift_id,
                shift.premises_id,
                shift.room_id,
                shift.period.starts_at,
                shift.period.ends_at,
                shift.planning,
                shift.late,
                shift.ended_at,
            )
            for shift in shifts
        ),
        strict=True,
    )
    await tx.conn.execute(STEP, *map(list, columns), reason, tx.now, by.subject, by.function)


async def save_if_free(
    tx: Transaction, shift: DeclaredShift, *, by: StepTaker, reason: str
) -> Refusal | None:
    """Save one shift after a step that moved it.

    Another request may have been first; then the database refuses, and nothing is saved.
    """
    try:
        async with tx.conn.transaction():
            await save_step(tx, [shift], by=by, reason=reason)
    except asyncpg.ExclusionViolationError as error:
        return WORKER_TWICE if error.constraint_name == ONE_ROOM_PER_WORKER else ROOM_TAKEN
    return None


def _shift(row: asyncpg.Record) -> DeclaredShift:
    return DeclaredShift(
        shift_id=row["shift_id"],
        owner=row["owner"],
        premises_id=row["premises_id"],
        room_id=row["room_id"],
        worker_id=row["worker_id"],
        claim_id=row["claim_id"],
        period=Period(row["starts_at"], row["ends_at"]),
        planning=PlanningState(row["planning"]),
        late=row["late"],
        lead_minutes=row["lead_minutes"],
        ended_at=row["ended_at"],
        verification=Verification(row["verification"]),
    )
