"""The persons of an inspection that is under way: added one by one, taken back where wrong."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from databank.tables import fetch

SHOWN = """
SELECT encounter.*, claim.given_names, claim.family_name, claim.alias, claim.birth_date,
       claim.document_kind, claim.document_country, claim.document_number, claim.nationality,
       person.identity_state, person.provisional
  FROM inspection_person AS encounter
  LEFT JOIN claim ON claim.id = encounter.claim_id
  LEFT JOIN person ON person.id = encounter.person_id
 WHERE encounter.inspection_id = $1 AND encounter.withdrawn_at IS NULL
"""
MOVES = """
SELECT DISTINCT seen.claim_id, moved.id AS case_id, moved.from_branch, moved.to_branch,
       moved.from_seen_at, moved.to_seen_at
  FROM sighting AS seen
  JOIN branch_shift_case AS moved
       ON moved.person_id = seen.person_id AND moved.withdrawn_at IS NULL AND NOT moved.shadow
          AND seen.id IN (moved.from_sighting, moved.to_sighting)
 WHERE seen.source_kind = 'inspection' AND seen.source_id = $1 AND seen.withdrawn_at IS NULL
 ORDER BY moved.to_seen_at, moved.id
"""

UNSURE = """
SELECT DISTINCT ON (seen.claim_id) seen.claim_id, task.id AS review_id
  FROM sighting AS seen
  JOIN sighting AS doubted ON doubted.person_id = seen.person_id
       AND doubted.withdrawn_at IS NULL AND doubted.confidence < $2
  JOIN review_task AS task ON task.person_id = seen.person_id AND task.state = 'open'
       AND task.kind <> 'steekproef'
 WHERE seen.source_kind = 'inspection' AND seen.source_id = $1 AND seen.withdrawn_at IS NULL
 ORDER BY seen.claim_id, task.opened_at, task.id
"""


async def was_added(conn: asyncpg.Connection, key: UUID) -> bool:
    """Whether the form with this key added somebody before, and so may not do it again."""
    return bool(await conn.fetchval("SELECT true FROM inspection_person WHERE key = $1", key))


async def add(conn: asyncpg.Connection, inspection_id: UUID, row: Sequence[object]) -> int:
    """To a held inspection: key, person, claim, role, outcome, decision, added at, by. Gives the
    place among the others, which is never given again."""
    position: int = await conn.fetchval(
        """
        INSERT INTO inspection_person (inspection_id, position, key, person_id, claim_id, role,
                                       outcome, decision, added_at, added_by)
        SELECT $1, coalesce(max(position) + 1, 0), $2, $3, $4, $5, $6, $7, $8, $9
          FROM inspection_person WHERE inspection_id = $1
        RETURNING position
        """,
        inspection_id,
        *row,
    )
    return position


async def standing(conn: asyncpg.Connection, inspection_id: UUID) -> list[asyncpg.Record]:
    """Who was checked, with what they were known by then; nobody who was taken back."""
    return await fetch(conn, SHOWN + " ORDER BY encounter.position", inspection_id)


async def one(
    conn: asyncpg.Connection, inspection_id: UUID, position: int
) -> asyncpg.Record | None:
    return await conn.fetchrow(SHOWN + " AND encounter.position = $2", inspection_id, position)


async def take_back(
    conn: asyncpg.Connection, inspection_id: UUID, position: int, at: datetime, reason: str
) -> None:
    await conn.execute(
        """
        UPDATE inspection_person SET withdrawn_at = $3, withdrawn_reason = $4
         WHERE inspection_id = $1 AND position = $2
        """,
        inspection_id,
        position,
        at,
        reason,
    )


async def set_outcome(
    conn: asyncpg.Connection, inspection_id: UUID, position: int, outcome: str
) -> None:
    await conn.execute(
        "UPDATE inspection_person SET outcome = $3 WHERE inspection_id = $1 AND position = $2",
        inspection_id,
        position,
        outcome,
    )


async def moves(conn: asyncpg.Connection, inspection_id: UUID) -> list[asyncpg.Record]:
    """Cases that stand on somebody's being seen in this inspection, by claim."""
    return await fetch(conn, MOVES, inspection_id)


async def unsure(
    conn: asyncpg.Connection, inspection_id: UUID, certainty: float
) -> dict[UUID, UUID]:
    """Claims of whom it is still being asked who they are, with that question: what was seen of
    them counts less than ``certainty``, so that a move may stand that no case shows yet."""
    rows = await fetch(conn, UNSURE, inspection_id, certainty)
    return {row["claim_id"]: row["review_id"] for row in rows}
