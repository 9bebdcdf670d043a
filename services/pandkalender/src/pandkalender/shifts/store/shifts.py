"""Shifts: declare them, find them, take the next step with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.shifts.rules.declaration import Lead
from pandkalender.shifts.rules.occupation import Taken
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import Planning, Verification

TAKEN = """
SELECT shift_id, room_id, worker_id, starts_at, COALESCE(ended_at, ends_at) AS ends_at
FROM (
  SELECT s.* FROM unnest($1::uuid[], $2::tstzrange[]) AS q (room_id, period)
    JOIN shift s ON s.room_id = q.room_id AND s.occupies && q.period
  UNION
  SELECT s.* FROM unnest($3::uuid[], $4::tstzrange[]) AS q (worker_id, period)
    JOIN shift s ON s.worker_id = q.worker_id AND s.occupies && q.period
) AS found
"""
DECLARE = """
WITH given AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[],
    $6::timestamptz[], $7::timestamptz[], $8::boolean[], $9::integer[])
  AS t (shift_id, premises_id, room_id, worker_id, claim_id, starts_at, ends_at, late, lead)
), added AS (
  INSERT INTO shift (shift_id, owner, premises_id, room_id, worker_id, claim_id, starts_at,
    ends_at, planning, late, lead_minutes, declared_at, verification)
  SELECT shift_id, $10, premises_id, room_id, worker_id, claim_id, starts_at,
    ends_at, $11, late, lead, $12, $13
  FROM given ORDER BY room_id, starts_at
  ON CONFLICT DO NOTHING
  RETURNING shift_id, room_id, starts_at, ends_at
), noted AS (
  INSERT INTO shift_step (shift_id, planning, at, actor, actor_function, room_id, starts_at,
    ends_at)
  SELECT shift_id, $11, $12, $14, $15, room_id, starts_at, ends_at FROM added
)
SELECT shift_id FROM added
"""
COLUMNS = """
s.shift_id, s.owner, s.premises_id, s.room_id, s.worker_id, s.claim_id, s.starts_at, s.ends_at,
s.planning, s.late, s.lead_minutes, s.ended_at, s.verification
"""
OWN = f"SELECT {COLUMNS} FROM shift s WHERE s.shift_id = $1 AND s.owner = $2"  # noqa: S608
LOCK_OWN = f"""
SELECT {COLUMNS} FROM shift s WHERE s.shift_id = ANY($1::uuid[]) AND s.owner = $2
ORDER BY s.shift_id FOR UPDATE
"""  # noqa: S608  # columns, not input
LOCK_OVER = f"""
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
SET_VERIFICATION = """
UPDATE shift SET verification = $2, verification_at = $3
WHERE shift_id = $1 AND (verification_at IS NULL OR verification_at < $3
  OR (verification_at = $3 AND array_position($4::text[], verification)
      < array_position($4::text[], $2)))
RETURNING shift_id
"""
EXISTS = "SELECT true FROM shift WHERE shift_id = $1"

WORKER_TWICE = "shift_worker_twice"
"""The constraint that keeps one owner's worker out of two rooms at once."""
SYSTEM = ("klok", "systeem")
"""Who takes the steps that the clock takes: subject and function."""


@dataclass(frozen=True, slots=True)
class NewShift:
    shift_id: UUID
    premises_id: UUID
    room_id: UUID
    worker_id: UUID
    claim_id: UUID
    period: Period
    lead: Lead

    @property
    def taken(self) -> Taken:
        return Taken(self.shift_id, self.room_id, self.worker_id, self.period)


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as stored, locked for a step."""

    shift_id: UUID
    owner: str
    premises_id: UUID
    room_id: UUID
    worker_id: UUID
    claim_id: UUID
    period: Period
    planning: Planning
    late: bool
    lead_minutes: int
    ended_at: datetime | None
    verification: Verification


async def taken(
    tx: Transaction, wanted: Sequence[Taken], same_person: Sequence[Taken]
) -> list[Taken]:
    """What already fills the wanted rooms, and keeps those workers and ``same_person`` busy."""
    by_worker = [*wanted, *same_person]
    rows = await tx.conn.fetch(
        TAKEN,
        [shift.room_id for shift in wanted],
        [_range(shift.period) for shift in wanted],
        [shift.worker_id for shift in by_worker],
        [_range(shift.period) for shift in by_worker],
    )
    return [
        Taken(
            row["shift_id"],
            row["room_id"],
            row["worker_id"],
            Period(row["starts_at"], row["ends_at"]),
        )
        for row in rows
    ]


async def declare(tx: Transaction, actor: Actor, shifts: Sequence[NewShift]) -> set[UUID]:
    """The ids of the shifts that found room; another request was first for the others."""
    if not shifts:
        return set()
    columns = zip(
        *(
            (
                shift.shift_id,
                shift.premises_id,
                shift.room_id,
                shift.worker_id,
                shift.claim_id,
                shift.period.starts_at,
                shift.period.ends_at,
                shift.lead.late,
                shift.lead.minutes,
            )
            for shift in shifts
        ),
        strict=True,
    )
    rows = await tx.conn.fetch(
        DECLARE,
        *map(list, columns),
        actor.organisation,
        Planning.AANGEGEVEN.value,
        tx.now,
        Verification.NIET_GECONTROLEERD.value,
        *by(actor),
    )
    return {row["shift_id"] for row in rows}


async def lock_own(tx: Transaction, owner: str, shift_ids: Iterable[UUID]) -> dict[UUID, Shift]:
    """The owner's shifts among ``shift_ids``, held until the commit."""
    rows = await tx.conn.fetch(LOCK_OWN, list(set(shift_ids)), owner)
    return {row["shift_id"]: _shift(row) for row in rows}


async def lock_over(tx: Transaction, ended_before: datetime) -> list[Shift]:
    """Shifts that nobody ended though their end passed."""
    return [_shift(row) for row in await tx.conn.fetch(LOCK_OVER, ended_before)]


async def lock_begun_in_doubt(tx: Transaction) -> list[tuple[Shift, bool]]:
    """Shifts that began where premises were ever sanctioned, or whose worker was refuted.

    With each: whether the refutation came before the start.
    """
    rows = await tx.conn.fetch(LOCK_BEGUN_IN_DOUBT, tx.now)
    return [(_shift(row), row["refuted"]) for row in rows]


async def step(
    tx: Transaction, shifts: Collection[Shift], *, by: tuple[str, str], reason: str | None = None
) -> None:
    """Save the shifts as they are after a step, with the step in their history.

    ``by`` is (subject, function). Raises ``asyncpg.ExclusionViolationError`` when a room or a
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
                shift.planning.value,
                shift.late,
                shift.ended_at,
            )
            for shift in shifts
        ),
        strict=True,
    )
    await tx.conn.execute(STEP, *map(list, columns), reason, tx.now, *by)


async def set_verification(
    tx: Transaction, shift_id: UUID, verification: Verification, at: datetime
) -> bool:
    """Keep the newest observation, the gravest of one moment; False for an unknown shift."""
    order = [item.value for item in Verification]
    if await tx.conn.fetchval(SET_VERIFICATION, shift_id, verification.value, at, order):
        return True
    return bool(await tx.conn.fetchval(EXISTS, shift_id))


def by(actor: Actor) -> tuple[str, str]:
    return actor.subject, actor.function.value


def _range(period: Period) -> asyncpg.Range:
    if period.ends_at < period.starts_at:  # refused elsewhere; PostgreSQL cannot hold it
        return asyncpg.Range(empty=True)
    return asyncpg.Range(period.starts_at, period.ends_at)


def _shift(row: asyncpg.Record) -> Shift:
    return Shift(
        shift_id=row["shift_id"],
        owner=row["owner"],
        premises_id=row["premises_id"],
        room_id=row["room_id"],
        worker_id=row["worker_id"],
        claim_id=row["claim_id"],
        period=Period(row["starts_at"], row["ends_at"]),
        planning=Planning(row["planning"]),
        late=row["late"],
        lead_minutes=row["lead_minutes"],
        ended_at=row["ended_at"],
        verification=Verification(row["verification"]),
    )
