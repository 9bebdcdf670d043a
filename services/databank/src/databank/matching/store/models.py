"""Models by version, the one in force, and the counts that instances made from the claims."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger, Identity
from sqlmodel import Field

from chassis.rows import fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.matching.rules.model_origin import ModelOrigin
from databank.tables import Table, columns

OVERLAP = 1_000
"""Ids are given out before the commit, so lower ones can still appear; so many are looked back."""


def _number() -> Any:
    return Field(primary_key=True, sa_type=BigInteger, sa_column_args=[Identity()])


class MatchingModel(Table, table=True):
    """Weights that decisions were or may be made with; never changed, so that they can be replayed.

    ``origin`` is ``shipped`` with a release or ``calibrated`` on this databank's claims.
    """

    __tablename__ = "matching_model"
    __table_args__ = (one_of("origin", ModelOrigin),)
    version: str = Field(primary_key=True)
    weights: str
    origin: ModelOrigin = Field(sa_type=CODE)
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
    """Counts of one instance between two moments: instances only add rows, and read the others'.

    ``counts`` holds folded names with how often they occur: personal data, like the claims.
    """

    __tablename__ = "learned"
    id: int | None = _number()
    instance: UUID
    counts: bytes
    at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model as it is kept: its version, and the weights as JSON."""

    version: str
    weights: str


@dataclass(frozen=True, slots=True)
class VersionInForce:
    """The version that decides, and its origin."""

    version: str
    origin: ModelOrigin


@dataclass(frozen=True, slots=True)
class StoreId:
    """Server, database and schema of a databank, as PostgreSQL numbers them."""

    port: int
    database: int
    features: int


@dataclass(frozen=True, slots=True)
class OthersCounts:
    """Counts that another instance wrote down."""

    id: int
    counts: bytes


@dataclass(frozen=True, slots=True)
class WrittenCounts:
    """Counts of this instance in a row that stands once its transaction is done."""

    id: int
    transaction: str
    counts: bytes


@dataclass(frozen=True, slots=True)
class KeptWeights:
    """The transaction that keeps numbers, and the ids of those that were not kept before it."""

    transaction: str
    fresh: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class News:
    """News of other instances: a model in force that is not known yet, and counts."""

    model: StoredModel | None
    counts: list[OthersCounts]


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
    models = [StoredModel(row["version"], row["weights"]) for row in rows if row["id"] is None]
    counts = [OthersCounts(row["id"], row["counts"]) for row in rows if row["id"] is not None]
    return News(models[0] if models else None, counts)


async def add(
    conn: asyncpg.Connection, instance: UUID, counts: bytes, at: datetime
) -> WrittenCounts:
    row = await conn.fetchrow(
        """
        INSERT INTO learned (instance, counts, at) VALUES ($1, $2, $3)
        RETURNING id, pg_current_xact_id()::text
        """,
        instance,
        counts,
        at,
    )
    return WrittenCounts(row[0], row[1], counts)


async def undecided(conn: asyncpg.Connection, written: Iterable[WrittenCounts]) -> dict[int, bool]:
    """Of these rows, by id, those that are not surely kept; True where they surely never will be.

    A row is gone though its transaction is done where a part of it was taken back.
    """
    rows = await conn.fetch(
        """
        SELECT id, pg_xact_status(transaction::xid8) IS DISTINCT FROM 'in progress' AS lost
          FROM unnest($1::bigint[], $2::text[]) AS t (id, transaction)
         WHERE pg_xact_status(transaction::xid8) = 'in progress'
            OR NOT EXISTS (SELECT FROM learned WHERE learned.id = t.id)
        """,
        *columns(((row.id, row.transaction) for row in written), 2),
    )
    return {row["id"]: row["lost"] for row in rows}


async def register(
    conn: asyncpg.Connection,
    model: StoredModel,
    origin: ModelOrigin,
    at: datetime,
    by: str,
    reason: str,
) -> bool:
    """Keep a model beside the others; a known version stays as is. Says whether it was new.

    Waits for a transaction that is about to keep the same.
    """
    fresh = await conn.fetchval(
        """
        INSERT INTO matching_model (version, weights, origin, made_at, made_by, reason)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING true
        """,
        model.version,
        model.weights,
        origin,
        at,
        by,
        reason,
    )
    return bool(fresh)


async def transaction_id(conn: asyncpg.Connection) -> str:
    number: str = await conn.fetchval("SELECT pg_current_xact_id()::text")
    return number


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


async def in_force(conn: asyncpg.Connection) -> VersionInForce | None:
    """The version that decides and its origin; None in a new databank."""
    return await fetch_one(
        conn,
        VersionInForce,
        """
        SELECT version, origin FROM matching_model_in_force JOIN matching_model USING (version)
         ORDER BY id DESC LIMIT 1
        """,
    )


async def weights(conn: asyncpg.Connection, versions: Collection[str]) -> dict[str, str]:
    rows = await conn.fetch(
        "SELECT version, weights FROM matching_model WHERE version = ANY($1::text[])",
        list(versions),
    )
    return {row[0]: row[1] for row in rows}


async def keep_weights(
    conn: asyncpg.Connection, numbers: Mapping[UUID, str], at: datetime
) -> KeptWeights:
    """Keep numbers by id. Those that another transaction is about to keep are waited for."""
    row = await conn.fetchrow(
        """
        WITH fresh AS (
          INSERT INTO matching_weights (id, numbers, at)
          SELECT id, numbers, $3 FROM unnest($1::uuid[], $2::text[]) AS t (id, numbers) ORDER BY id
          ON CONFLICT DO NOTHING RETURNING id)
        SELECT pg_current_xact_id()::text, array(SELECT id FROM fresh)
        """,
        list(numbers),
        list(numbers.values()),
        at,
    )
    return KeptWeights(row[0], frozenset(row[1]))


async def weights_of(conn: asyncpg.Connection, weights_id: UUID) -> str | None:
    numbers: str | None = await conn.fetchval(
        "SELECT numbers FROM matching_weights WHERE id = $1", weights_id
    )
    return numbers


async def store_id(conn: asyncpg.Connection) -> StoreId:
    """The same for all connections to one databank, and for no other databank of this process."""
    row = await conn.fetchrow(
        """
        SELECT coalesce(inet_server_port(), 0), oid::bigint, 'claim_features'::regclass::oid::bigint
          FROM pg_database WHERE datname = current_database()
        """
    )
    return StoreId(row[0], row[1], row[2])
