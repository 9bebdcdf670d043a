"""Findings that the city has, and the protective signals that let it wait with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from databank.sealed_columns import open_finding
from databank.tables import fetch


@dataclass(frozen=True, slots=True)
class Protection:
    """``waits``: an urgent signal is open, or was closed without anybody finding the person.

    ``cleared_at``: when people last closed one otherwise.
    """

    waits: bool = False
    cleared_at: datetime | None = None


PROTECTION = """
SELECT bool_or(state <> 'afgesloten' OR answer = ANY($3::text[])) AS waits,
       max(closed_at) FILTER (WHERE state = 'afgesloten' AND answer <> ALL($3::text[]))
           AS cleared_at
  FROM (SELECT id, state FROM signal WHERE person_id = $1 AND priority = 'dringend'
         UNION SELECT id, state FROM signal WHERE kind = 'mensenhandel' AND source = $2) AS about
  LEFT JOIN LATERAL (
       SELECT answer, at AS closed_at FROM signal_step
        WHERE signal_id = about.id AND step = 'afsluiten' ORDER BY position DESC LIMIT 1
       ) AS closing ON true
"""


async def protection(
    conn: asyncpg.Connection, finding: Mapping[str, Any], unfound: Collection[str]
) -> Protection:
    """By the signals about the person, and by the one that the finding itself raised.

    ``unfound``: the answers with which a signal is closed that clear nobody.
    """
    source = f"finding {finding['id']}"
    row = await conn.fetchrow(PROTECTION, finding["person_id"], source, [*unfound])
    assert row is not None  # an aggregate
    return Protection(bool(row["waits"]), row["cleared_at"])


async def hold_transferred(
    tx: Transaction, person_ids: Collection[UUID], finding_id: UUID | None = None
) -> list[dict[str, Any]]:
    """What the city has about these persons, and this one; locked, in order."""
    rows = await fetch(
        tx.conn,
        """
        SELECT * FROM finding
         WHERE on_hold IS NOT NULL AND (person_id = ANY($1::uuid[]) OR id = $2)
         ORDER BY id FOR UPDATE
        """,
        list(person_ids),
        finding_id,
    )
    return [open_finding(tx.vault, row) for row in rows]


async def waiting(conn: asyncpg.Connection, signal: asyncpg.Record) -> int:
    """With how many findings the city waits, of whom a signal is about."""
    found: int = await conn.fetchval(
        """
        SELECT count(*) FROM finding
         WHERE on_hold AND (person_id = $1 OR 'finding ' || id = $2)
        """,
        signal["person_id"],
        signal["source"],
    )
    return found


async def tell_officers(conn: asyncpg.Connection, finding_id: UUID) -> None:
    """The city need not wait any more, so its case is shown as open."""
    await conn.execute(
        """
        UPDATE follow_up SET state = 'geopend'
         WHERE finding_id = $1 AND state = 'opgeschort_overleg'
        """,
        finding_id,
    )


async def one_at_a_time(conn: asyncpg.Connection, person_id: UUID) -> None:
    """No finding about a person leaves while people change what protects her, or after."""
    await conn.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('hold ' || $1::text, 0))", str(person_id)
    )
