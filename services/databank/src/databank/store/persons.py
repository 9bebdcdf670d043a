"""Persons: an id that is never used again, and what is known without any claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg
from sqlmodel import Field

from databank.store.table import DOCUMENT, MOMENT, Row, Table, columns, fetch


class Person(Table, table=True):
    """``provisional`` until people answer the review that made it.

    ``first_seen_at`` (event time of the sighting recorded first) is empty for somebody who was
    never seen at work; ``left_window`` once there is any sighting outside branch ``raam``.
    """

    __tablename__ = "person"
    id: UUID = Field(primary_key=True)
    created_at: datetime = Field(sa_type=MOMENT)
    provisional: bool
    identity_state: str
    validated_at: datetime | None = Field(default=None, sa_type=MOMENT)
    first_seen_at: datetime | None = Field(default=None, sa_type=MOMENT)
    left_window: bool


class ReviewTask(Table, table=True):
    """A question for people: is this claim one of these persons? ``ranked`` holds the bits."""

    __tablename__ = "review_task"
    id: UUID = Field(primary_key=True)
    claim_id: UUID = Field(foreign_key="claim.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    reason: str
    ranked: list[Row] = Field(sa_type=DOCUMENT)
    opened_at: datetime = Field(sa_type=MOMENT)
    state: str


@dataclass(frozen=True, slots=True)
class Held:
    """A person whose row is locked until the end of the transaction."""

    person_id: UUID
    first_seen_at: datetime | None
    left_window: bool


async def add(conn: asyncpg.Connection, rows: Iterable[tuple[UUID, bool]], at: datetime) -> None:
    """``rows`` are (id, provisional)."""
    await conn.execute(
        """
        INSERT INTO person (id, created_at, provisional, identity_state, left_window)
        SELECT id, $3, provisional, 'te_valideren', false
          FROM unnest($1::uuid[], $2::boolean[]) AS t (id, provisional)
        """,
        *columns(rows, 2),
        at,
    )


async def ask(
    conn: asyncpg.Connection, rows: Iterable[tuple[UUID, UUID, str, str]], at: datetime
) -> None:
    """Open reviews: (claim, person that it stands with meanwhile, reason, ranked as JSON)."""
    await conn.execute(
        """
        INSERT INTO review_task (id, claim_id, person_id, reason, ranked, opened_at, state)
        SELECT id, claim_id, person_id, reason, ranked::jsonb, $6, 'open'
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])
            AS t (id, claim_id, person_id, reason, ranked)
        """,
        *columns([(uuid4(), *row) for row in rows], 5),
        at,
    )


async def hold(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> dict[UUID, Held]:
    """Lock persons in the order of their ids: their timelines change one transaction at a time.

    Without it, two sightings recorded at once would each miss the other, and so the move.
    """
    rows = await conn.fetch(
        """
        SELECT id, first_seen_at, left_window FROM person WHERE id = ANY($1::uuid[])
         ORDER BY id FOR NO KEY UPDATE
        """,
        list(person_ids),
    )
    return {row["id"]: Held(*row) for row in rows}


async def note_seen(
    conn: asyncpg.Connection, first: Sequence[tuple[UUID, datetime]], left: Sequence[UUID]
) -> None:
    """``first``: seen for the first time; ``left``: seen outside the windows."""
    if first:
        await conn.execute(
            """
            UPDATE person SET first_seen_at = t.seen_at
              FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, seen_at) WHERE person.id = t.id
            """,
            *columns(first, 2),
        )
    if left:
        await conn.execute("UPDATE person SET left_window = true WHERE id = ANY($1::uuid[])", left)


async def set_identity(
    conn: asyncpg.Connection, person_id: UUID, state: str, at: datetime | None
) -> None:
    await conn.execute(
        """
        UPDATE person SET identity_state = $2, validated_at = coalesce($3, validated_at)
         WHERE id = $1
        """,
        person_id,
        state,
        at,
    )


async def get(conn: asyncpg.Connection, person_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM person WHERE id = $1", person_id)


async def open_reviews(conn: asyncpg.Connection, person_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        "SELECT * FROM review_task WHERE person_id = $1 AND state = 'open' ORDER BY opened_at, id",
        person_id,
    )
