"""Counts of shifts, made by the database from a narrow table: they are too many to read singly."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from reporting.tables import Table

KINDS = frozenset({"shift-declared", "shift-changed", "shift-cancelled", "shift-lapsed"})
"""The kinds that say whether and when a shift is planned."""


class PlannedShift(Table, table=True):
    """The last word on a shift: the day on which it begins, where, and whether it still stands."""

    __tablename__ = "planned_shift"
    __table_args__ = (Index("planned_shift_day", "day", "premises_id", postgresql_where="stands"),)

    subject_id: UUID = Field(primary_key=True)
    day: date
    premises_id: UUID
    stands: bool


# The last word on a shift's hours is its latest change, else its declaration. `told_at` alone
# cannot say which is later: two changes may bear the same moment, and then arrival decides.
RENEW = """
INSERT INTO planned_shift (subject_id, day, premises_id, stands)
SELECT DISTINCT ON (subject_id) subject_id, day, (dims->>'premises_id')::uuid,
       bool_or(withdrawn_at IS NULL) OVER (PARTITION BY subject_id)
  FROM fact
 WHERE subject_id = ANY($1::uuid[]) AND kind IN ('shift-declared', 'shift-changed')
 ORDER BY subject_id, told_at DESC, nr DESC
ON CONFLICT (subject_id) DO UPDATE
   SET day = EXCLUDED.day, premises_id = EXCLUDED.premises_id, stands = EXCLUDED.stands
"""

PREMISES = """
SELECT count(DISTINCT premises_id) FROM planned_shift
 WHERE stands AND day BETWEEN $1 AND $2
"""

PREMISES_THEN = """
SELECT count(DISTINCT premises) FROM (
  SELECT DISTINCT ON (subject_id) day, dims->>'premises_id' AS premises,
         bool_or(withdrawn_at IS NULL OR withdrawn_at > $3) OVER (PARTITION BY subject_id) AS stands
    FROM fact
   WHERE kind IN ('shift-declared', 'shift-changed') AND recorded_at <= $3
     AND subject_id IN (SELECT subject_id FROM fact WHERE day BETWEEN $1 AND $2
                           AND kind IN ('shift-declared', 'shift-changed'))
   ORDER BY subject_id, told_at DESC, nr DESC) AS latest
 WHERE stands AND day BETWEEN $1 AND $2
"""

SUMMARY = """
SELECT count(*) AS planned,
       count(DISTINCT premises_id) AS premises,
       count(*) FILTER (WHERE told.late) AS late,
       count(*) FILTER (WHERE told.ended) AS ended,
       count(*) FILTER (WHERE told.verified) AS verified,
       count(*) FILTER (WHERE told.absent) AS absent
  FROM planned_shift AS planned CROSS JOIN LATERAL (
    SELECT bool_or(kind = 'shift-declared' AND (dims->>'late')::boolean) AS late,
           bool_or(kind = 'shift-ended') AS ended,
           bool_or(kind = 'shift-verified' AND withdrawn_at IS NULL) AS verified,
           bool_or(kind = 'shift-absence-observed' AND withdrawn_at IS NULL) AS absent
      FROM fact WHERE fact.subject_id = planned.subject_id
  ) told
 WHERE stands AND planned.day BETWEEN $1 AND $2
"""

CANCELLED = """
SELECT count(DISTINCT subject_id) FROM fact
 WHERE kind = 'shift-declared' AND day BETWEEN $1 AND $2 AND withdrawn_at IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Shifts:
    """Shifts that start in the period; ``premises`` are those with at least one of them."""

    planned: int = 0
    premises: int = 0
    late: int = 0
    ended: int = 0
    verified: int = 0
    absent: int = 0
    cancelled: int = 0


async def renew(conn: asyncpg.Connection, subjects: Collection[UUID]) -> None:
    """Bring the narrow table up to date with the facts of these shifts, in their transaction."""
    if subjects:
        await conn.execute(RENEW, list(subjects))


async def premises_in_use(
    conn: asyncpg.Connection, first: date, last: date, as_of: datetime | None = None
) -> int:
    """Different premises with a shift that starts in the period and was not cancelled.

    Of the past it is counted from the facts, as they were known then.
    """
    if as_of is None:
        now: int = await conn.fetchval(PREMISES, first, last)
        return now
    then: int = await conn.fetchval(PREMISES_THEN, first, last, as_of)
    return then


async def summary(conn: asyncpg.Connection, first: date, last: date) -> Shifts:
    row = await conn.fetchrow(SUMMARY, first, last)
    assert row is not None  # a count always has a row
    cancelled: int = await conn.fetchval(CANCELLED, first, last)
    return Shifts(**row, cancelled=cancelled)
