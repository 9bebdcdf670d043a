"""Link constraints: what people said of two claims, that they are one person, two, or not to say.

A verdict is never deleted. A later one about the same two claims ends it; the log keeps both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.matching.rules.link_constraints import LinkConstraint, VerdictKind
from databank.tables import Table, columns

__all__ = [
    "LinkConstraint",
    "Verdict",
    "VerdictEntry",
    "VerdictKind",
    "get",
    "give",
    "log_of",
    "of_change",
    "of_claims",
    "of_review",
]


class Verdict(Table, table=True):
    """``claim_a`` is the smaller id of the two. ``given_by`` is a person, never the system.

    ``change_id``: the merge, split or undoing that it was part of.
    """

    __tablename__ = "verdict"
    __table_args__ = (
        Index(
            "verdict_now", "claim_a", "claim_b", unique=True, postgresql_where="until_at IS NULL"
        ),
        one_of("kind", VerdictKind),
    )
    id: UUID = Field(primary_key=True)
    claim_a: UUID = Field(foreign_key="claim.id")
    claim_b: UUID = Field(foreign_key="claim.id", index=True)
    kind: VerdictKind = Field(sa_type=CODE)
    given_at: datetime = Field(sa_type=MOMENT)
    given_by: str
    reason: str
    review_id: UUID | None = None
    change_id: UUID | None = None
    until_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class VerdictEntry:
    """A verdict as the log keeps it; it stands while ``until_at`` is empty."""

    id: UUID
    claim_a: UUID
    claim_b: UUID
    kind: VerdictKind
    given_at: datetime
    given_by: str
    reason: str
    review_id: UUID | None
    until_at: datetime | None
    ended_by: str | None


async def of_claims(conn: asyncpg.Connection, claim_ids: Iterable[UUID]) -> list[LinkConstraint]:
    """The must and cannot verdicts that stand and touch any of these claims, each once."""
    rows = await conn.fetch(
        """
        SELECT claim_a, claim_b, kind FROM verdict
         WHERE claim_a = ANY($1::uuid[]) AND until_at IS NULL AND kind <> 'open'
         UNION
        SELECT claim_a, claim_b, kind FROM verdict
         WHERE claim_b = ANY($1::uuid[]) AND until_at IS NULL AND kind <> 'open'
         ORDER BY 1, 2
        """,
        list(claim_ids),
    )
    return [LinkConstraint(row[0], row[1], VerdictKind(row[2])) for row in rows]


async def give(
    conn: asyncpg.Connection,
    pairs: Iterable[tuple[UUID, UUID]],
    kind: VerdictKind,
    at: datetime,
    by: str,
    reason: str,
    review_id: UUID | None = None,
    change_id: UUID | None = None,
) -> None:
    """Say it of each pair; what was said of the same two claims before ends, and is kept."""
    sides = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    both = columns(sides, 2)
    await conn.execute(
        """
        UPDATE verdict SET until_at = $3, ended_by = $4
          FROM unnest($1::uuid[], $2::uuid[]) AS t (a, b)
         WHERE claim_a = a AND claim_b = b AND until_at IS NULL
        """,
        *both,
        at,
        by,
    )
    await conn.execute(
        """
        INSERT INTO verdict (id, claim_a, claim_b, kind, given_at, given_by, reason, review_id,
                             change_id)
        SELECT id, a, b, $4, $5, $6, $7, $8, $9
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS t (id, a, b)
        """,
        [uuid4() for _ in sides],
        *both,
        kind.value,
        at,
        by,
        reason,
        review_id,
        change_id,
    )


async def get(conn: asyncpg.Connection, verdict_id: UUID) -> VerdictEntry | None:
    return await fetch_one(conn, VerdictEntry, "SELECT * FROM verdict WHERE id = $1", verdict_id)


async def of_change(conn: asyncpg.Connection, change_id: UUID) -> list[LinkConstraint]:
    """The constraints that a merge or split gave, as far as they stand."""
    rows = await conn.fetch(
        """
        SELECT claim_a, claim_b, kind FROM verdict
         WHERE change_id = $1 AND until_at IS NULL AND kind <> 'open' ORDER BY claim_a, claim_b
        """,
        change_id,
    )
    return [LinkConstraint(row[0], row[1], VerdictKind(row[2])) for row in rows]


async def of_review(conn: asyncpg.Connection, review_id: UUID) -> list[tuple[UUID, UUID]]:
    """The pairs about which an answer said something that stands."""
    rows = await conn.fetch(
        "SELECT claim_a, claim_b FROM verdict WHERE review_id = $1 AND until_at IS NULL", review_id
    )
    return [(row[0], row[1]) for row in rows]


async def log_of(conn: asyncpg.Connection, claim_ids: Sequence[UUID]) -> list[VerdictEntry]:
    """All that was ever said about these claims, the newest first."""
    return await fetch_all(
        conn,
        VerdictEntry,
        """
        SELECT * FROM verdict WHERE claim_a = ANY($1::uuid[]) OR claim_b = ANY($1::uuid[])
         ORDER BY given_at DESC, id
        """,
        list(claim_ids),
    )
