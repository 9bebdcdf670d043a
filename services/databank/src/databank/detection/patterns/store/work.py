"""Work of the patterns: facts that changed and have not been looked at yet.

Rows are only added on the hot path, so that nobody waits for another there; one sweep at a time
takes them away, in the transaction that brings the cases up to date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger
from sqlmodel import Field

from chassis.plans import PLANNED_ONCE
from chassis.rows import fetch_all
from chassis.tables import MOMENT
from databank.tables import Table, columns

_SWEEPING = 0x6B6C_7061_7474
"""Key of the advisory lock that one sweep at a time holds."""


class PatternWork(Table, table=True):
    """A stretch of time of a person, of premises, or of both, in which facts changed."""

    __tablename__ = "pattern_work"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger)
    person_id: UUID | None = None
    premises_id: UUID | None = None
    source_kind: str | None = None
    source_id: UUID | None = None
    begins_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact about somebody or some premises that is new, or no longer what it was.

    ``source`` finds the premises and the hours that the fact has now; give what it had before.
    ``reason`` is of cases that vanish for it.
    """

    begins_at: datetime
    ends_at: datetime
    person_id: UUID | None = None
    premises_id: UUID | None = None
    source: tuple[str, UUID] | None = None
    reason: str | None = None


async def note_changes(conn: asyncpg.Connection, changes: Sequence[FactChange]) -> None:
    """Note changes for the next sweep."""
    if not changes:
        return
    rows = [
        (
            change.person_id,
            change.premises_id,
            change.source[0] if change.source else None,
            change.source[1] if change.source else None,
            change.begins_at,
            change.ends_at,
            change.reason,
        )
        for change in changes
    ]
    await conn.execute(
        """
        INSERT INTO pattern_work (person_id, premises_id, source_kind, source_id, begins_at,
               ends_at, reason)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[],
               $6::timestamptz[], $7::text[])
        """,
        *columns(rows, 7),
    )


@dataclass(frozen=True, slots=True)
class Work:
    """A stretch of time to look at. ``premises_id`` is where the fact was noted, ``premises_now``
    where its source is now."""

    person_id: UUID | None
    premises_id: UUID | None
    premises_now: UUID | None
    begins_at: datetime
    ends_at: datetime
    reason: str | None


async def take(conn: asyncpg.Connection, limit: int) -> list[Work]:
    """The oldest rows, with premises and hours of their sources as they are now; else nothing,
    also when another sweep is at work."""
    if not await conn.fetchval("SELECT EXISTS (SELECT FROM pattern_work)"):
        return []
    if not await conn.fetchval(f"SELECT pg_try_advisory_xact_lock($1), {PLANNED_ONCE}", _SWEEPING):
        return []
    return await fetch_all(
        conn,
        Work,
        """
        WITH taken AS (
             DELETE FROM pattern_work WHERE id IN (
                    SELECT id FROM pattern_work ORDER BY id LIMIT $1)
             RETURNING *)
        SELECT taken.person_id, taken.premises_id, taken.reason,
               coalesce(shift.premises_id, verification.premises_id) AS premises_now,
               least(taken.begins_at, shift.starts_at) AS begins_at,
               greatest(taken.ends_at, least(shift.ends_at, shift.starts_at + interval '24 hours'))
                 AS ends_at
          FROM taken
          LEFT JOIN shift ON source_kind = 'shift' AND shift.shift_id = source_id
          LEFT JOIN verification ON source_kind = 'verification' AND verification.id = source_id
         ORDER BY taken.id
        """,
        limit,
    )


async def note_everybody(
    conn: asyncpg.Connection, begins: datetime, after: UUID, limit: int, reason: str
) -> UUID | None:
    """Note all sightings from a moment on, of the next persons by id after one.

    Gives the last of these persons, or nothing when nobody is left.
    """
    last: UUID | None = await conn.fetchval(
        """
        WITH people AS (
             SELECT DISTINCT person_id FROM sighting
              WHERE seen_at >= $1 AND person_id > $2 ORDER BY person_id LIMIT $3),
        noted AS (
             INSERT INTO pattern_work (person_id, source_kind, source_id, begins_at, ends_at,
                    reason)
             SELECT person_id, source_kind, source_id, seen_at, seen_at, $4
               FROM people JOIN sighting USING (person_id) WHERE seen_at >= $1)
        SELECT person_id FROM people ORDER BY person_id DESC LIMIT 1
        """,
        begins,
        after,
        limit,
        reason,
    )
    return last
