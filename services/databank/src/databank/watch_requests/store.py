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
from databank.watch_requests.rules import (
    Answer,
    Ground,
    Likeness,
    Reckoning,
    Spotted,
    ToldHit,
    WatchRequest,
    WatchTerm,
    answers_after,
)
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


class WatchAnswerRow(Table, table=True):
    """What somebody said of the person of a claim, and when; the last one holds."""

    __tablename__ = "watch_answer"
    __table_args__ = (one_of("answer", Answer),)
    request_id: UUID = Field(primary_key=True, foreign_key="watch_request.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id", index=True)
    said_at: datetime = Field(primary_key=True, sa_type=MOMENT)
    answer: Answer = Field(sa_type=CODE)
    said_by: str


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
        Index(
            "watch_hit_of_claim",
            "request_id",
            "source_kind",
            "source_id",
            "claim_id",
            unique=True,
        ),
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
    """A person on whose claims a request stands or stood, and what people said of her last."""

    person_id: UUID
    likeness: Likeness
    answer: Answer | None
    said_by: str | None
    said_at: datetime | None

    @property
    def allowed(self) -> tuple[Answer, ...]:
        return answers_after(self.likeness, self.answer)


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


async def answer(tx: Transaction, request_id: UUID, person_id: UUID, by: str, said: Answer) -> None:
    """Somebody said of a person whether it is who is looked for."""
    await tx.conn.execute(
        """
        WITH said AS (
          UPDATE watch_claim SET likely = $3 <> 'ja',
                 dismissed_at = CASE WHEN $3 = 'nee' THEN $4::timestamptz END,
                 dismissed_by = CASE WHEN $3 = 'nee' THEN $5::text END
            FROM membership
           WHERE request_id = $1 AND membership.claim_id = watch_claim.claim_id
             AND membership.person_id = $2 AND until_at IS NULL
          RETURNING watch_claim.claim_id)
        INSERT INTO watch_answer (request_id, claim_id, said_at, answer, said_by)
        SELECT $1, claim_id, $4, $3, $5 FROM said
        ON CONFLICT (request_id, claim_id, said_at)
        DO UPDATE SET answer = EXCLUDED.answer, said_by = EXCLUDED.said_by
        """,
        request_id,
        person_id,
        said.value,
        tx.now,
        by,
    )


async def doubt_parted(tx: Transaction, claim_ids: Collection[UUID]) -> None:
    """Make a request unsure of everybody where a claim of hers went to another person than the rest
    of hers: which of them is looked for, nobody said."""
    await tx.conn.execute(
        """
        UPDATE watch_claim SET likely = true
         WHERE NOT likely AND dismissed_at IS NULL AND request_id IN (
               SELECT request_id FROM watch_claim JOIN membership USING (claim_id)
                WHERE until_at IS NULL AND NOT likely AND dismissed_at IS NULL
                GROUP BY request_id
               HAVING count(DISTINCT person_id) > 1 AND bool_or(claim_id = ANY($1::uuid[])))
        """,
        list(claim_ids),
    )


async def is_found(conn: asyncpg.Connection, request_id: UUID) -> bool:
    """Whether it is certain of somebody who she is; then namesakes are not watched."""
    found: bool = await conn.fetchval(
        """
        SELECT EXISTS (SELECT FROM watch_claim
                        WHERE request_id = $1 AND NOT likely AND dismissed_at IS NULL)
        """,
        request_id,
    )
    return found


async def lock(tx: Transaction, request_ids: Collection[UUID]) -> None:
    """Of two who decide at once, or tell a sighting, one comes second.

    Persons are locked before requests, never after; several requests in the order of their ids.
    """
    await tx.conn.execute(
        "SELECT FROM watch_request WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
        list(request_ids),
    )


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


async def lock_standing(tx: Transaction, request_ids: Collection[UUID]) -> list[WatchRow]:
    """Those of these that stand once nobody else decides or tells."""
    if not request_ids:
        return []
    await lock(tx, request_ids)
    return await _requests(tx, f"id = ANY($1::uuid[]) AND {STANDING}", list(request_ids))


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
WITH stands AS (
  SELECT request_id, person_id, begins, ends, bool_and(likely) AS likely
    FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (request_id, begins, ends)
    JOIN watch_claim USING (request_id) JOIN membership USING (claim_id)
   WHERE dismissed_at IS NULL AND until_at IS NULL
   GROUP BY request_id, person_id, begins, ends),
watched AS (
  SELECT * FROM stands WHERE NOT likely OR NOT EXISTS (
         SELECT FROM stands AS sure WHERE sure.request_id = stands.request_id AND NOT sure.likely))
SELECT request_id, source_kind, source_id, watched.person_id, sighting.claim_id, branch, seen_at
  FROM watched JOIN sighting ON sighting.person_id = watched.person_id
       AND seen_at >= begins AND seen_at < ends {OF_SHIFT}
 WHERE {STANDS}
 UNION ALL
SELECT request_id, 'validation', look.id, watched.person_id, look.claim_id, NULL, look.at
  FROM watched JOIN identity_validation AS look ON look.person_id = watched.person_id
       AND look.at >= begins AND look.at < ends
 WHERE look.reason IS DISTINCT FROM 'persoon_is_niet_document'
"""  # noqa: S608 - no values


async def spotted(
    conn: asyncpg.Connection, spans: Sequence[tuple[UUID, datetime, datetime]]
) -> list[Spotted]:
    """All sightings that count for requests, each in its span; where an officer found somebody
    else on her paper, nobody saw her."""
    return await fetch_all(conn, Spotted, SPOTTED, *columns(spans, 3))


async def told(conn: asyncpg.Connection, request_ids: Collection[UUID]) -> list[ToldHit]:
    """All hits of requests, lapsed ones too."""
    return await fetch_all(
        conn,
        ToldHit,
        """
        SELECT watch_hit.id, request_id, source_kind, source_id, person_id, claim_id, told_at,
               lapsed_at
          FROM watch_hit JOIN membership USING (claim_id)
         WHERE request_id = ANY($1::uuid[]) AND until_at IS NULL
        """,
        list(request_ids),
    )


async def keep_hits(tx: Transaction, reckoning: Reckoning) -> None:
    """Let hits lapse, stand again or follow their sighting, and add what is told now."""
    await tx.conn.execute(
        "UPDATE watch_hit SET lapsed_at = $2 WHERE id = ANY($1::uuid[])",
        reckoning.lapsing,
        tx.now,
    )
    standing = [(hit_id, seen.claim_id, seen.seen_at) for hit_id, seen in reckoning.standing]
    await tx.conn.execute(
        """
        UPDATE watch_hit SET claim_id = t.claim_id, seen_at = t.seen_at, lapsed_at = NULL
          FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS t (id, claim_id, seen_at)
         WHERE watch_hit.id = t.id AND (watch_hit.claim_id, watch_hit.seen_at, watch_hit.lapsed_at)
               IS DISTINCT FROM (t.claim_id, t.seen_at, NULL)
        """,
        *columns(standing, 3),
    )
    new = [
        (
            uuid4(),
            each.request_id,
            each.source_kind,
            each.source_id,
            each.claim_id,
            each.branch,
            each.seen_at,
        )
        for each in reckoning.new
    ]
    await tx.conn.execute(
        """
        INSERT INTO watch_hit (id, request_id, source_kind, source_id, claim_id, branch, seen_at,
                               told_at)
        SELECT *, $8 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[],
                                 $6::text[], $7::timestamptz[])
        """,
        *columns(new, 7),
        tx.now,
    )


async def hits(conn: asyncpg.Connection, request_id: UUID, *, is_found: bool) -> list[Hit]:
    """What was told of a request, the newest first, as far as its file is open to the reader.

    Not of whom people said that it is not she, nor, once she ``is_found``, of her namesakes.
    """
    return await fetch_all(
        conn,
        Hit,
        """
        WITH stands AS (
          SELECT person_id, bool_or(NOT likely AND dismissed_at IS NULL) AS sure,
                 bool_or(dismissed_at IS NULL) AS watched
            FROM watch_claim JOIN membership USING (claim_id)
           WHERE request_id = $1 AND until_at IS NULL GROUP BY person_id)
        SELECT watch_hit.id, person_id, source_kind, branch, seen_at, told_at, lapsed_at,
               followed_by, followed_at, coalesce(NOT sure, true) AS likely
          FROM watch_hit JOIN membership USING (claim_id) LEFT JOIN stands USING (person_id)
         WHERE request_id = $1 AND until_at IS NULL AND coalesce(sure OR watched AND NOT $2, true)
         ORDER BY seen_at DESC, watch_hit.id
        """,
        request_id,
        is_found,
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
    """Persons on whom a request stands now, or of whom people said that it is not she, as far as
    their file is open to the reader; the surest first."""
    return await fetch_all(
        conn,
        Watched,
        """
        WITH stands AS (
          SELECT person_id, bool_or(NOT likely AND dismissed_at IS NULL) AS sure,
                 bool_or(dismissed_at IS NULL) AS watched
            FROM watch_claim JOIN membership USING (claim_id)
           WHERE request_id = $1 AND until_at IS NULL GROUP BY person_id)
        SELECT stands.person_id, answer, said_by, said_at,
               CASE WHEN sure THEN 'zeker' WHEN watched THEN 'misschien' ELSE 'niet' END AS likeness
          FROM stands LEFT JOIN LATERAL (
               SELECT answer, said_by, said_at
                 FROM watch_answer JOIN membership USING (claim_id)
                WHERE request_id = $1 AND membership.person_id = stands.person_id
                  AND until_at IS NULL
                ORDER BY said_at DESC LIMIT 1) AS last ON true
         ORDER BY sure DESC, watched DESC, stands.person_id
        """,
        request_id,
    )


async def erase(tx: Transaction, request_id: UUID) -> None:
    for table in ("watch_hit", "watch_answer", "watch_claim", "watch_term"):
        await tx.conn.execute(
            f"DELETE FROM {table} WHERE request_id = $1",  # noqa: S608  # one of four
            request_id,
        )
    await tx.conn.execute("DELETE FROM watch_request WHERE id = $1", request_id)
