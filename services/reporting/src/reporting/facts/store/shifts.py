"""Counts of shifts, made by the database: they are too many to read one by one."""

from dataclasses import dataclass
from datetime import date

import asyncpg

# The last word on a shift's hours is its latest change, else its declaration. `told_at` alone
# cannot say which is later: two changes may bear the same moment, and then arrival decides.
PLANNED = """
WITH touched AS (
  SELECT DISTINCT subject_id FROM fact
   WHERE kind IN ('shift-declared', 'shift-changed') AND day BETWEEN $1 AND $2
     AND withdrawn_at IS NULL
), latest AS (
  SELECT DISTINCT ON (subject_id) subject_id, day, dims->>'premises_id' AS premises
    FROM fact JOIN touched USING (subject_id)
   WHERE kind IN ('shift-declared', 'shift-changed')
   ORDER BY subject_id, told_at DESC, nr DESC
), planned AS (
  SELECT subject_id, premises FROM latest WHERE day BETWEEN $1 AND $2
)
"""

PREMISES = f"{PLANNED} SELECT count(DISTINCT premises) FROM planned"  # noqa: S608  # constants

SUMMARY = f"""{PLANNED}
SELECT count(*) AS planned,
       count(DISTINCT premises) AS premises,
       count(*) FILTER (WHERE told.late) AS late,
       count(*) FILTER (WHERE told.ended) AS ended,
       count(*) FILTER (WHERE told.verified) AS verified,
       count(*) FILTER (WHERE told.absent) AS absent
  FROM planned CROSS JOIN LATERAL (
    SELECT bool_or(kind = 'shift-declared' AND (dims->>'late')::boolean) AS late,
           bool_or(kind = 'shift-ended') AS ended,
           bool_or(kind = 'shift-verified' AND withdrawn_at IS NULL) AS verified,
           bool_or(kind = 'shift-absence-observed' AND withdrawn_at IS NULL) AS absent
      FROM fact WHERE fact.subject_id = planned.subject_id
  ) told
"""  # noqa: S608  # constants

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


async def premises_in_use(conn: asyncpg.Connection, first: date, last: date) -> int:
    """Different premises with a shift that starts in the period and was not cancelled."""
    premises: int = await conn.fetchval(PREMISES, first, last)
    return premises


async def summary(conn: asyncpg.Connection, first: date, last: date) -> Shifts:
    row = await conn.fetchrow(SUMMARY, first, last)
    assert row is not None  # a count always has a row
    cancelled: int = await conn.fetchval(CANCELLED, first, last)
    return Shifts(**row, cancelled=cancelled)
