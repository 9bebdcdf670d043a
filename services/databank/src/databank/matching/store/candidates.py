"""Candidates of a claim: the keys and features that they are found by and compared with.

Nothing refers to these tables. Whose a claim is stands in ``membership``; it is repeated here so
that a candidate costs one look, and a trigger keeps the two the same.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import DDL, BigInteger, Index, event
from sqlmodel import Field

from chassis.rows import fetch_all
from databank.matching.store.candidate_queries import (
    CREATE_CLAIM_MET,
    CREATE_CLAIMS_MET,
    FIND_MANY,
    LOCK_AND_FIND,
    LOCK_AND_FIND_ONE,
)
from databank.persons.store import persons
from databank.persons.store.claims import ClaimLink, OwnedClaim
from databank.tables import Table, bigints, columns
from linkage import blocking
from linkage.claim import FORM, Features

LOCK_KEYS_UP_TO = 8
"""New claims that lock their own keys only; more would meet the others' keys anyway."""


class ClaimKey(Table, table=True):
    """A key that a claim is found by; see ``linkage.blocking``."""

    __tablename__ = "claim_key"
    key: int = Field(primary_key=True, sa_type=BigInteger)
    claim_id: UUID = Field(primary_key=True)


class ClaimFeatures(Table, table=True):
    """A claim as it is compared, packed, and the person that it belongs to now.

    ``weighed``: the links around it were looked at since it came or its record lost a claim.
    """

    __tablename__ = "claim_features"
    __table_args__ = (Index("claim_unweighed", "claim_id", postgresql_where="NOT weighed"),)
    claim_id: UUID = Field(primary_key=True)
    person_id: UUID
    form: str
    features: bytes
    weighed: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})


for create in (CREATE_CLAIMS_MET, CREATE_CLAIM_MET):
    event.listen(Table.metadata, "after_create", DDL(create))  # type: ignore[no-untyped-call]


@dataclass(eq=False, slots=True)
class ClaimQuery:
    """A claim brought to one form, and the keys that it is found by and looks for.

    ``strong`` are those of its keys that hardly anybody shares; ``source`` is the kind of source
    that brings it. All of it is personal data, and never changed once it is made.
    """

    features: Features
    packed: bytes
    keys: frozenset[int]
    strong: frozenset[int]
    probes: frozenset[int]
    source: str = ""

    @classmethod
    def of(cls, features: Features, source: str = "") -> "ClaimQuery":
        strong = blocking.strong_keys(features)
        keys = strong | blocking.weak_keys(features)
        probes = keys | blocking.crossed_keys(features)
        return cls(features, features.packed(), keys, strong, probes, source)


@dataclass(eq=False, slots=True)
class Candidate:
    """A claim that shares keys with a query, ``strong`` when one of them is strong.

    ``key_weight``: the fewer claims share a key, the more it weighs.
    """

    claim_id: UUID
    person_id: UUID
    packed: bytes
    strong: bool = False
    key_weight: float = 0.0
    unpacked: Features | None = None

    @property
    def features(self) -> Features:
        """Unpacked when they are first asked for: many claims are never compared."""
        if self.unpacked is None:
            self.unpacked = Features.unpacked(self.packed)
        return self.unpacked

    def __repr__(self) -> str:
        return "<candidate>"


async def lock_all(conn: asyncpg.Connection, mark: int) -> None:
    """Keep others from deciding on any claim until the end of the transaction."""
    await conn.execute("SELECT pg_advisory_xact_lock($1)", mark)


async def lock_and_find(
    conn: asyncpg.Connection,
    mark: int,
    digests: Collection[bytes],
    queries: Sequence[ClaimQuery],
    without: Collection[UUID] = (),
) -> tuple[dict[bytes, ClaimLink], list[list[Candidate]]]:
    """As :func:`find`, once no other decides any more on a claim that could meet one of these.

    Nor does anybody merge or split persons (``persons.block_relinking``) until the end.
    ``mark`` tells databanks in one database apart. Locks are taken in one order, so two calls never
    wait in a circle; several calls in one transaction could, and PostgreSQL ends one of them, which
    is then tried again.
    """
    if len(queries) > LOCK_KEYS_UP_TO:
        await persons.block_relinking(conn)
        await lock_all(conn, mark)
        return await find(conn, digests, queries, without)
    locks = sorted(mark ^ key for key in frozenset().union(*(query.probes for query in queries)))
    if len(digests) == len(queries) == 1 and not without:
        (digest,), (query,) = digests, queries
        keys = (list(query.probes - query.strong), list(query.strong))
        bounds = (blocking.MOST_PER_KEY, FORM, blocking.COMPARED)
        rows = await conn.fetch(LOCK_AND_FIND_ONE, digest, *keys, *bounds, mark, locks)
        return _by_query(rows, 1)
    values = _arguments(digests, queries, without)
    return _by_query(await conn.fetch(LOCK_AND_FIND, *values, mark, locks), len(queries))


async def find(
    conn: asyncpg.Connection,
    digests: Collection[bytes],
    queries: Sequence[ClaimQuery],
    without: Collection[UUID] = (),
) -> tuple[dict[bytes, ClaimLink], list[list[Candidate]]]:
    """Links of claims that were made before word for word; and for each query its candidates.

    Of a key only the oldest claims count. Those of the highest key weight are taken, since
    comparing costs more than all else.
    """
    rows = await conn.fetch(
        FIND_MANY,
        digests,
        [bigints(query.probes - query.strong) for query in queries],
        [bigints(query.strong) for query in queries],
        *_bounds(without),
    )
    return _by_query(rows, len(queries))


def _arguments(
    digests: Collection[bytes], queries: Sequence[ClaimQuery], without: Collection[UUID]
) -> tuple[Any, ...]:
    probes = [
        (number, key, key in query.strong)
        for number, query in enumerate(queries)
        for key in query.probes
    ]
    return (digests, *columns(probes, 3), *_bounds(without))


def _bounds(without: Collection[UUID]) -> tuple[Any, ...]:
    return (blocking.MOST_PER_KEY, list(without), FORM, blocking.COMPARED)


def _by_query(
    rows: Sequence[asyncpg.Record], queries: int
) -> tuple[dict[bytes, ClaimLink], list[list[Candidate]]]:
    linked: dict[bytes, ClaimLink] = {}
    candidates: list[list[Candidate]] = [[] for _ in range(queries)]
    for digest, claim_id, person_id, confidence, features, number, strong, key_weight in rows:
        if digest is None:
            candidates[number].append(Candidate(claim_id, person_id, features, strong, key_weight))
        else:
            linked[digest] = ClaimLink(claim_id, person_id, confidence)
    return linked, candidates


async def index(
    conn: asyncpg.Connection,
    features: Iterable[tuple[UUID, UUID, bytes]],
    keys: Iterable[tuple[int, UUID]],
    form: str,
) -> None:
    """Make claims findable: (claim, person, packed features) and (key, claim)."""
    await conn.execute(
        """
        WITH keyed AS (
          INSERT INTO claim_key (key, claim_id) SELECT * FROM unnest($1::bigint[], $2::uuid[])
          ON CONFLICT DO NOTHING)
        INSERT INTO claim_features (claim_id, person_id, features, form)
        SELECT *, $6 FROM unnest($3::uuid[], $4::uuid[], $5::bytea[])
        ON CONFLICT (claim_id) DO UPDATE SET features = EXCLUDED.features, form = EXCLUDED.form
        """,
        *columns(keys, 2),
        *columns(features, 3),
        form,
    )


async def place(conn: asyncpg.Connection, places: Iterable[tuple[UUID, UUID]]) -> None:
    """(claim, person): candidates from now on of that person. The trigger does so for people."""
    await conn.execute(
        """
        UPDATE claim_features SET person_id = t.person_id, weighed = false
          FROM unnest($1::uuid[], $2::uuid[]) AS t (claim_id, person_id)
         WHERE claim_features.claim_id = t.claim_id
        """,
        *columns(places, 2),
    )


async def of_claims(conn: asyncpg.Connection, claim_ids: Iterable[UUID]) -> list[Candidate]:
    """Claims themselves, the oldest first."""
    rows = await conn.fetch(
        """
        SELECT claim_id, person_id, features FROM claim_features JOIN claim ON claim.id = claim_id
         WHERE claim_id = ANY($1::uuid[]) ORDER BY received_at, claim_id
        """,
        list(claim_ids),
    )
    return [Candidate(row[0], row[1], row[2]) for row in rows]


async def deserted(
    conn: asyncpg.Connection, person_ids: Iterable[UUID], without: Collection[UUID]
) -> set[UUID]:
    """Those of the persons that have no claims but these."""
    rows = await conn.fetch(
        """
        SELECT id FROM unnest($1::uuid[]) AS t (id)
         WHERE NOT EXISTS (SELECT FROM membership WHERE person_id = t.id AND until_at IS NULL
                              AND claim_id <> ALL($2::uuid[]))
        """,
        list(person_ids),
        without,
    )
    return {row[0] for row in rows}


async def stale(conn: asyncpg.Connection, form: str, most: int) -> list[OwnedClaim]:
    """Claims of persons that have no features yet, or of another form."""
    return await fetch_all(
        conn,
        OwnedClaim,
        """
        SELECT claim.*, membership.person_id
          FROM claim JOIN membership ON membership.claim_id = claim.id AND until_at IS NULL
          LEFT JOIN claim_features ON claim_features.claim_id = claim.id
         WHERE form IS DISTINCT FROM $1 LIMIT $2
        """,
        form,
        most,
    )


async def forget_other_forms(conn: asyncpg.Connection, form: str) -> None:
    """Keys of an earlier form find nothing any more; kept only while both forms are at work."""
    await conn.execute(
        """
        DELETE FROM claim_key
         WHERE NOT EXISTS (SELECT FROM claim_features WHERE form = $1)
        """,
        form,
    )
