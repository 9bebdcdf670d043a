"""Tables of watch requests: their terms, the claims they stand on, and the sightings told.

A request stands on the claims that the person had when it was made, as a shield does: it follows
them through merges and splits. One for somebody whom no file was known of stands on claims that may
be hers, until people say whether they are.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import ARRAY, Column, Index, LargeBinary, String, text
from sqlmodel import Field

from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.access.break_glass.rules import Role
from databank.sealed_columns import SOUGHT
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import Table, columns
from databank.watch_requests.rules import Ground, WatchRequest, WatchTerm
from linkage.claim import FORM, Features


class WatchRequestRow(Table, table=True):
    """``sought`` is who is looked for by name, sealed; empty where a file was known.

    ``reason`` is free text: shown to whom it concerns and to who decides, and nowhere else.
    """

    __tablename__ = "watch_request"
    __table_args__ = (
        one_of("ground", Ground),
        Index("watch_request_sought_key", text("substr(sought, 1, 5)")),
    )
    id: UUID = Field(primary_key=True)
    ground: Ground = Field(sa_type=CODE)
    reason: str
    told: Any = Field(sa_column=Column(ARRAY(String), nullable=False))
    requested_by: str
    requested_at: datetime = Field(sa_type=MOMENT, index=True)
    first_day: date
    sought: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: str | None = None


class WatchTermRow(Table, table=True):
    """A term that was asked and, by somebody else, agreed to or not."""

    __tablename__ = "watch_term"
    request_id: UUID = Field(primary_key=True, foreign_key="watch_request.id")
    number: int = Field(primary_key=True)
    last_day: date
    asked_by: str
    asked_at: datetime = Field(sa_type=MOMENT)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    agreed: bool | None = None


class WatchClaimRow(Table, table=True):
    """A claim on which a request stands; ``likely`` until people say that it is hers."""

    __tablename__ = "watch_claim"
    request_id: UUID = Field(primary_key=True, foreign_key="watch_request.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id", index=True)
    likely: bool
    dismissed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    dismissed_by: str | None = None


class WatchHitRow(Table, table=True):
    """A sighting that was told, once; lapsed when it no longer counts or is of somebody else.

    ``source_kind`` as of a sighting, or ``validation``, which has no branch.
    """

    __tablename__ = "watch_hit"
    id: UUID = Field(primary_key=True)
    request_id: UUID = Field(foreign_key="watch_request.id")
    source_kind: str
    source_id: UUID
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    branch: str | None = None
    seen_at: datetime = Field(sa_type=MOMENT)
    told_at: datetime = Field(sa_type=MOMENT)
    lapsed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    followed_by: str | None = None
    followed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    __table_args__ = (
        Index("watch_hit_once", "request_id", "source_kind", "source_id", unique=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WatchRow(WatchRequest):
    """A request as it is kept; prints nothing."""

    id: UUID
    ground: Ground
    reason: str
    requested_at: datetime
    sought: dict[str, str] | None
    ended_by: str | None


@dataclass(frozen=True, slots=True)
class Spotted:
    """A sighting or validation of somebody on whom a request stands."""

    request_id: UUID
    source_kind: str
    source_id: UUID
    claim_id: UUID
    branch: str | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A sighting that was told; ``likely``: by name, and nobody said yet whether it is she."""

    id: UUID
    person_id: UUID
    likely: bool
    source_kind: str
    branch: Branch | None
    seen_at: datetime
    told_at: datetime
    lapsed_at: datetime | None
    followed_by: str | None
    followed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watched:
    """A person on whose claims a request stands."""

    person_id: UUID
    likely: bool


async def add(tx: Transaction, row: WatchRow, term: WatchTerm) -> None:
    sought = tx.vault.seal(SOUGHT, row.id, row.sought) if row.sought else None
    await tx.conn.execute(
        """
        INSERT INTO watch_request (id, ground, reason, told, requested_by, requested_at, first_day,
                                   sought)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        row.id,
        row.ground,
        row.reason,
        sorted(row.told),
        row.requested_by,
        row.requested_at,
        row.first_day,
        sought,
    )
    await add_term(tx, row.id, term)


async def add_term(tx: Transaction, request_id: UUID, term: WatchTerm) -> None:
    await tx.conn.execute(
        """
        INSERT INTO watch_term (request_id, number, last_day, asked_by, asked_at)
        SELECT $1, count(*), $2, $3, $4 FROM watch_term WHERE request_id = $1
        """,
        request_id,
        term.last_day,
        term.asked_by,
        tx.now,
    )


async def decide(tx: Transaction, request_id: UUID, by: str, *, agreed: bool) -> None:
    """Answer the term that waits."""
    await tx.conn.execute(
        """
        UPDATE watch_term SET decided_by = $2, decided_at = $3, agreed = $4
         WHERE request_id = $1 AND agreed IS NULL
        """,
        request_id,
        by,
        tx.now,
        agreed,
    )


async def end(tx: Transaction, request_id: UUID, by: str) -> None:
    await tx.conn.execute(
        "UPDATE watch_request SET ended_at = $2, ended_by = $3 WHERE id = $1",
        request_id,
        tx.now,
        by,
    )


async def stand_on(
    conn: asyncpg.Connection, request_id: UUID, person_ids: Collection[UUID], *, likely: bool
) -> None:
    """Let a request stand on all claims that these persons have now."""
    await conn.execute(
        """
        INSERT INTO watch_claim (request_id, claim_id, likely)
        SELECT $1, claim_id, $3 FROM membership
         WHERE person_id = ANY($2::uuid[]) AND until_at IS NULL
        ON CONFLICT DO NOTHING
        """,
        request_id,
        list(person_ids),
        likely,
    )


async def settle_likeness(
    tx: Transaction, request_id: UUID, person_id: UUID, by: str, *, is_she: bool
) -> None:
    """People said of a likely person whether it is who is looked for."""
    await tx.conn.execute(
        """
        UPDATE watch_claim SET likely = NOT $3,
               dismissed_at = CASE WHEN $3 THEN NULL ELSE $4::timestamptz END,
               dismissed_by = CASE WHEN $3 THEN NULL ELSE $5::text END
          FROM membership
         WHERE request_id = $1 AND membership.claim_id = watch_claim.claim_id
           AND membership.person_id = $2 AND until_at IS NULL AND likely
        """,
        request_id,
        person_id,
        is_she,
        tx.now,
        by,
    )


async def lock(tx: Transaction, request_id: UUID) -> None:
    """Of two who decide at once, one comes second."""
    await tx.conn.execute("SELECT FROM watch_request WHERE id = $1 FOR UPDATE", request_id)


REQUESTS = "SELECT * FROM watch_request WHERE {where} ORDER BY requested_at DESC, id"
STANDING = """
ended_at IS NULL AND EXISTS (
  SELECT FROM watch_term WHERE request_id = watch_request.id AND agreed)
"""


async def get(tx: Transaction, request_id: UUID) -> WatchRow | None:
    rows = await _requests(tx, "id = $1", request_id)
    return rows[0] if rows else None


async def every(tx: Transaction) -> list[WatchRow]:
    """All that are kept, the newest first: few, since none is kept for long."""
    return await _requests(tx, "true")


async def standing(tx: Transaction) -> list[WatchRow]:
    """Those that somebody agreed to and nobody ended; their last day may be over."""
    return await _requests(tx, STANDING)


async def _requests(tx: Transaction, where: str, *values: object) -> list[WatchRow]:
    rows = await tx.conn.fetch(REQUESTS.format(where=where), *values)
    if not rows:
        return []
    terms: dict[UUID, list[WatchTerm]] = {row["id"]: [] for row in rows}
    for row in await tx.conn.fetch(
        "SELECT * FROM watch_term WHERE request_id = ANY($1::uuid[]) ORDER BY request_id, number",
        list(terms),
    ):
        term = WatchTerm(row["last_day"], row["asked_by"], row["decided_by"], row["agreed"])
        terms[row["request_id"]].append(term)
    return [
        WatchRow(
            id=row["id"],
            ground=Ground(row["ground"]),
            reason=row["reason"],
            requested_by=row["requested_by"],
            requested_at=row["requested_at"],
            first_day=row["first_day"],
            told=frozenset(Role(role) for role in row["told"]),
            terms=tuple(terms[row["id"]]),
            sought=tx.vault.open(SOUGHT, row["id"], row["sought"]) if row["sought"] else None,
            ended_at=row["ended_at"],
            ended_by=row["ended_by"],
        )
        for row in rows
    ]


async def about(conn: asyncpg.Connection, person_ids: Sequence[UUID]) -> set[UUID]:
    """Requests that stand on a claim of these persons, or told a sighting by one of theirs."""
    rows = await conn.fetch(
        """
        SELECT request_id FROM watch_claim JOIN membership USING (claim_id)
         WHERE until_at IS NULL AND person_id = ANY($1::uuid[])
         UNION
        SELECT request_id FROM watch_hit JOIN membership USING (claim_id)
         WHERE until_at IS NULL AND person_id = ANY($1::uuid[])
        """,
        list(person_ids),
    )
    return {row["request_id"] for row in rows}


async def judged(conn: asyncpg.Connection, request_id: UUID) -> set[UUID]:
    """Persons on any claim of whom a request stands, or of whom people said it is not she."""
    rows = await conn.fetch(
        """
        SELECT person_id FROM watch_claim JOIN membership USING (claim_id)
         WHERE request_id = $1 AND until_at IS NULL
        """,
        request_id,
    )
    return {row["person_id"] for row in rows}


async def features_of(
    conn: asyncpg.Connection, person_ids: Collection[UUID]
) -> dict[UUID, list[Features]]:
    """The features of these persons' claims."""
    rows = await conn.fetch(
        """
        SELECT membership.person_id, features FROM membership JOIN claim_features USING (claim_id)
         WHERE membership.person_id = ANY($1::uuid[]) AND until_at IS NULL AND form = $2
        """,
        list(person_ids),
        FORM,
    )
    known: dict[UUID, list[Features]] = {}
    for row in rows:
        known.setdefault(row["person_id"], []).append(Features.unpacked(row["features"]))
    return known


SPOTTED = f"""
WITH watched AS (
  SELECT DISTINCT request_id, person_id, begins, ends
    FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (request_id, begins, ends)
    JOIN watch_claim USING (request_id) JOIN membership USING (claim_id)
   WHERE dismissed_at IS NULL AND until_at IS NULL)
SELECT DISTINCT ON (request_id, source_kind, source_id)
       request_id, source_kind, source_id, claim_id, branch, seen_at
  FROM (
    SELECT request_id, source_kind, source_id, sighting.claim_id, branch, seen_at
      FROM watched JOIN sighting ON sighting.person_id = watched.person_id
           AND seen_at >= begins AND seen_at < ends {OF_SHIFT}
     WHERE {STANDS}
     UNION ALL
    SELECT request_id, 'validation', look.id, look.claim_id, NULL, look.at
      FROM watched JOIN identity_validation AS look ON look.person_id = watched.person_id
           AND look.at >= begins AND look.at < ends
     WHERE look.reason IS DISTINCT FROM 'persoon_is_niet_document') AS seen
 ORDER BY request_id, source_kind, source_id, claim_id
"""  # noqa: S608 - no values


async def spotted(
    conn: asyncpg.Connection, spans: Sequence[tuple[UUID, datetime, datetime]]
) -> list[Spotted]:
    """All sightings that count for requests, each in its span; where an officer found somebody
    else on her paper, nobody saw her."""
    return await fetch_all(conn, Spotted, SPOTTED, *columns(spans, 3))


async def keep_hits(tx: Transaction, requests: Collection[UUID], seen: Sequence[Spotted]) -> int:
    """Bring the hits of requests up to date; gives how many of them nobody was told before."""
    rows = [
        (
            uuid4(),
            each.request_id,
            each.source_kind,
            each.source_id,
            each.claim_id,
            each.branch,
            each.seen_at,
        )
        for each in seen
    ]
    await tx.conn.execute(
        """
        UPDATE watch_hit SET lapsed_at = $4
         WHERE request_id = ANY($1::uuid[]) AND lapsed_at IS NULL
           AND NOT EXISTS (
               SELECT FROM unnest($2::text[], $3::uuid[], $5::uuid[]) AS t (kind, source, request)
                WHERE (kind, source, request) = (source_kind, source_id, request_id))
        """,
        list(requests),
        [each.source_kind for each in seen],
        [each.source_id for each in seen],
        tx.now,
        [each.request_id for each in seen],
    )
    written = await tx.conn.fetch(
        """
        INSERT INTO watch_hit (id, request_id, source_kind, source_id, claim_id, branch, seen_at,
                               told_at)
        SELECT *, $8 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[],
                                 $6::text[], $7::timestamptz[])
        ON CONFLICT (request_id, source_kind, source_id) DO UPDATE
           SET seen_at = EXCLUDED.seen_at, claim_id = EXCLUDED.claim_id, lapsed_at = NULL
         WHERE (watch_hit.seen_at, watch_hit.claim_id, watch_hit.lapsed_at)
               IS DISTINCT FROM (EXCLUDED.seen_at, EXCLUDED.claim_id, NULL)
        RETURNING xmax = 0 AS is_new
        """,
        *columns(rows, 7),
        tx.now,
    )
    return sum(row["is_new"] for row in written)


async def hits(conn: asyncpg.Connection, request_id: UUID) -> list[Hit]:
    """What was told of a request, the newest first, as far as its file is open to the reader."""
    return await fetch_all(
        conn,
        Hit,
        """
        SELECT watch_hit.id, person_id, source_kind, branch, seen_at, told_at, lapsed_at,
               followed_by, followed_at, NOT EXISTS (
               SELECT FROM watch_claim JOIN membership AS other USING (claim_id)
                WHERE request_id = watch_hit.request_id AND other.until_at IS NULL
                  AND other.person_id = membership.person_id AND NOT likely) AS likely
          FROM watch_hit JOIN membership USING (claim_id)
         WHERE request_id = $1 AND until_at IS NULL ORDER BY seen_at DESC, watch_hit.id
        """,
        request_id,
    )


async def waiting_hits(conn: asyncpg.Connection) -> dict[UUID, int]:
    """Sightings that count and that nobody follows up yet, by request."""
    rows = await conn.fetch(
        """
        SELECT request_id, count(*) FROM watch_hit
         WHERE lapsed_at IS NULL AND followed_at IS NULL GROUP BY request_id
        """
    )
    return {row[0]: row[1] for row in rows}


async def follow(tx: Transaction, request_id: UUID, hit_id: UUID, by: str) -> bool:
    """Somebody takes a hit upon them. False when it is no hit of this request."""
    done = await tx.conn.fetchval(
        """
        UPDATE watch_hit SET followed_by = coalesce(followed_by, $3),
               followed_at = coalesce(followed_at, $4)
         WHERE id = $2 AND request_id = $1 RETURNING id
        """,
        request_id,
        hit_id,
        by,
        tx.now,
    )
    return done is not None


async def people(conn: asyncpg.Connection, request_id: UUID) -> list[Watched]:
    """Persons on whom a request stands now, as far as their file is open to the reader."""
    return await fetch_all(
        conn,
        Watched,
        """
        SELECT person_id, bool_and(likely) AS likely
          FROM watch_claim JOIN membership USING (claim_id)
         WHERE request_id = $1 AND until_at IS NULL AND dismissed_at IS NULL
         GROUP BY person_id ORDER BY likely, person_id
        """,
        request_id,
    )


async def erase(tx: Transaction, request_id: UUID) -> None:
    for table in ("watch_hit", "watch_claim", "watch_term"):
        await tx.conn.execute(
            f"DELETE FROM {table} WHERE request_id = $1",  # noqa: S608  # one of three
            request_id,
        )
    await tx.conn.execute("DELETE FROM watch_request WHERE id = $1", request_id)
