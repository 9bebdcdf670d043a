"""Models by version, which one is in force, and what the instances learned from the claims."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger, Identity
from sqlmodel import Field

from databank.tables import MOMENT, Table

SHIPPED, CALIBRATED = "shipped", "calibrated"
OVERLAP = 1_000
"""Ids are given out before the commit, so lower ones can still appear; so many are looked back."""


def _number() -> Any:
    return Field(primary_key=True, sa_type=BigInteger, sa_column_args=[Identity()])


class MatchingModel(Table, table=True):
    """Weights that decisions were or may be made with; never changed, so that they can be replayed.

    ``origin`` is ``shipped`` with a release or ``calibrated`` on this databank's claims.
    """

    __tablename__ = "matching_model"
    version: str = Field(primary_key=True)
    weights: str
    origin: str
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: str
    reason: str


class ModelInForce(Table, table=True):
    """From when on which model decides: the last row stands."""

    __tablename__ = "matching_model_in_force"
    id: int | None = _number()
    version: str = Field(foreign_key="matching_model.version")
    from_at: datetime = Field(sa_type=MOMENT)
    decided_by: str
    reason: str


class MatchingWeights(Table, table=True):
    """The numbers that decisions were made with: a model as the claims had made it by then.

    ``id`` is made of the numbers, so that equal ones are kept once; nothing personal is in them.
    """

    __tablename__ = "matching_weights"
    id: UUID = Field(primary_key=True)
    numbers: str
    at: datetime = Field(sa_type=MOMENT)


class LearnedCounts(Table, table=True):
    """What one instance counted between two moments: instances only add rows, and read the others'.

    ``counts`` holds folded names with how often they occur: personal data, like the claims.
    """

    __tablename__ = "learned"
    id: int | None = _number()
    instance: UUID
    counts: bytes
    at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class News:
    """``model`` is (version, weights as JSON); ``counts`` by id."""

    model: tuple[str, str] | None
    counts: list[tuple[int, bytes]]


async def news(
    conn: asyncpg.Connection, known_model: str | None, instance: UUID, after: int
) -> News:
    """The model in force where it is another than the known one, and what others counted since."""
    rows = await conn.fetch(
        """
        SELECT NULL::bigint AS id, version, weights, NULL::bytea AS counts
          FROM (SELECT version FROM matching_model_in_force ORDER BY id DESC LIMIT 1) AS now
          JOIN matching_model USING (version) WHERE version IS DISTINCT FROM $1
         UNION ALL
        SELECT id, NULL, NULL, counts FROM learned WHERE id > $2 AND instance <> $3
         ORDER BY id NULLS FIRST
        """,
        known_model,
        after,
        instance,
    )
    models = [(row["version"], row["weights"]) for row in rows if row["id"] is None]
    counts = [(row["id"], row["counts"]) for row in rows if row["id"] is not None]
    return News(models[0] if models else None, counts)


async def add(conn: asyncpg.Connection, instance: UUID, counts: bytes, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO learned (instance, counts, at) VALUES ($1, $2, $3)", instance, counts, at
    )


async def register(
    conn: asyncpg.Connection,
    model: tuple[str, str],
    origin: str,
    at: datetime,
    by: str,
    reason: str,
) -> None:
    """Keep a model, (version, weights as JSON), beside the others; a known version stays as is."""
    await conn.execute(
        """
        INSERT INTO matching_model (version, weights, origin, made_at, made_by, reason)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """,
        *model,
        origin,
        at,
        by,
        reason,
    )


async def put_in_force(
    conn: asyncpg.Connection, version: str, at: datetime, by: str, reason: str
) -> None:
    """Instances follow within seconds. Raises a foreign key error for an unknown version."""
    await conn.execute(
        """
        INSERT INTO matching_model_in_force (version, from_at, decided_by, reason)
        VALUES ($1, $2, $3, $4)
        """,
        version,
        at,
        by,
        reason,
    )


async def in_force(conn: asyncpg.Connection) -> tuple[str, str] | None:
    """The version that decides and its origin; None in a new databank."""
    row = await conn.fetchrow(
        """
        SELECT version, origin FROM matching_model_in_force JOIN matching_model USING (version)
         ORDER BY id DESC LIMIT 1
        """
    )
    return (row[0], row[1]) if row else None


async def weights(conn: asyncpg.Connection, versions: Collection[str]) -> dict[str, str]:
    rows = await conn.fetch(
        "SELECT version, weights FROM matching_model WHERE version = ANY($1::text[])",
        list(versions),
    )
    return {row[0]: row[1] for row in rows}


async def keep_weights(
    conn: asyncpg.Connection, numbers: Mapping[UUID, str], at: datetime
) -> set[UUID]:
    """Keep numbers by id; gives those that were kept before, by a transaction that is done."""
    rows = await conn.fetch(
        """
        INSERT INTO matching_weights (id, numbers, at)
        SELECT id, numbers, $3 FROM unnest($1::uuid[], $2::text[]) AS t (id, numbers) ORDER BY id
        ON CONFLICT DO NOTHING RETURNING id
        """,
        list(numbers),
        list(numbers.values()),
        at,
    )
    return set(numbers) - {row["id"] for row in rows}


async def weights_of(conn: asyncpg.Connection, weights_id: UUID) -> str | None:
    found: str | None = await conn.fetchval(
        "SELECT numbers FROM matching_weights WHERE id = $1", weights_id
    )
    return found


async def place(conn: asyncpg.Connection) -> tuple[int, int, int]:
    """The same for all connections to one databank, and for no other databank of this process."""
    row = await conn.fetchrow(
        """
        SELECT coalesce(inet_server_port(), 0), oid::bigint, 'claim_features'::regclass::oid::bigint
          FROM pg_database WHERE datname = current_database()
        """
    )
    return (row[0], row[1], row[2])
