"""Claims never change; which person a claim belongs to is a log beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from contracts.codes import DocumentKind
from contracts.identity import Document, IdentityClaim
from databank.domain.claim import Features
from databank.domain.matching import Candidate
from databank.store.table import DOCUMENT, MOMENT, Row, Table, columns, fetch

MOST_PER_KEY = 200
"""A key that finds more claims than this tells people apart badly; no more are looked at."""


class Claim(Table, table=True):
    """What somebody said, once: the same source repeating it word for word adds no claim.

    ``source_kind`` and ``source_id`` are of the first time. ``worker_ref`` is pandkalender's.
    """

    __tablename__ = "claim"
    __table_args__ = (UniqueConstraint("digest"),)
    id: UUID = Field(primary_key=True)
    digest: bytes
    source_kind: str
    source_id: UUID
    branch: str | None
    worker_ref: UUID | None = Field(default=None, index=True)
    given_names: str
    family_name: str
    birth_date: str
    document_kind: str | None
    document_country: str | None
    document_number: str | None
    document_expires_on: date | None
    national_number: str | None
    nationality: str | None
    phone: str | None
    received_at: datetime = Field(sa_type=MOMENT)


class Membership(Table, table=True):
    """From when until when a claim belonged to a person, who decided that, and on what grounds."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("membership_now", "claim_id", unique=True, postgresql_where="until_at IS NULL"),
        Index("membership_person", "person_id", postgresql_where="until_at IS NULL"),
    )
    id: UUID = Field(primary_key=True)
    claim_id: UUID = Field(foreign_key="claim.id")
    person_id: UUID = Field(foreign_key="person.id")
    from_at: datetime = Field(sa_type=MOMENT)
    until_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str
    decision: str
    confidence: float
    bits: float
    model_version: str
    waterfall: list[Row] = Field(sa_type=DOCUMENT)


class ClaimKey(Table, table=True):
    """What a claim is found by; see ``domain.blocking``."""

    __tablename__ = "claim_key"
    key: int = Field(primary_key=True, sa_type=BigInteger)
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id")


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim and the person that it belongs to now."""

    claim_id: UUID
    person_id: UUID
    confidence: float


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to be written; ``identity`` prints nothing."""

    id: UUID
    digest: bytes
    source_kind: str
    source_id: UUID
    branch: str | None
    worker_ref: UUID | None
    identity: IdentityClaim


@dataclass(frozen=True, slots=True)
class NewMembership:
    claim_id: UUID
    person_id: UUID
    decision: str
    confidence: float
    bits: float
    model_version: str
    waterfall: str


async def by_digest(conn: asyncpg.Connection, digests: Iterable[bytes]) -> dict[bytes, Linked]:
    """Claims that were made before, word for word by the same source."""
    rows = await conn.fetch(
        """
        SELECT digest, claim.id, person_id, confidence
          FROM claim JOIN membership ON claim_id = claim.id AND until_at IS NULL
         WHERE digest = ANY($1::bytea[])
        """,
        list(digests),
    )
    return {row[0]: Linked(row[1], row[2], row[3]) for row in rows}


async def lock(conn: asyncpg.Connection, keys: Iterable[int]) -> None:
    """One after the other for claims that share a strong key, until the end of the transaction."""
    await conn.execute(
        "SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS t (key)", sorted(set(keys))
    )


async def candidates(conn: asyncpg.Connection, keys: Iterable[int]) -> list[tuple[int, Candidate]]:
    """Claims that share a key with any of the probes, each under the key that found it."""
    rows = await conn.fetch(
        """
        SELECT probe.key, person_id, given_names, family_name, birth_date, document_kind,
               document_country, document_number, national_number, phone
          FROM unnest($1::bigint[]) AS probe (key)
         CROSS JOIN LATERAL (
               SELECT claim_id FROM claim_key WHERE claim_key.key = probe.key LIMIT $2) AS found
          JOIN claim ON claim.id = found.claim_id
          JOIN membership ON membership.claim_id = found.claim_id AND until_at IS NULL
        """,
        list(keys),
        MOST_PER_KEY,
    )
    return [(row["key"], Candidate(row["person_id"], Features.of(_identity(row)))) for row in rows]


def _identity(row: asyncpg.Record) -> IdentityClaim:
    document = None
    if row["document_number"] is not None:
        document = Document.model_construct(
            kind=DocumentKind(row["document_kind"]),
            country=row["document_country"],
            number=row["document_number"],
        )
    return IdentityClaim.model_construct(
        given_names=row["given_names"],
        family_name=row["family_name"],
        birth_date=row["birth_date"],
        document=document,
        national_number=row["national_number"],
        phone=row["phone"],
    )


async def add(conn: asyncpg.Connection, claims: Sequence[NewClaim], at: datetime) -> None:
    rows = []
    for claim in claims:
        identity, document = claim.identity, claim.identity.document
        rows.append(
            (
                claim.id,
                claim.digest,
                claim.source_kind,
                claim.source_id,
                claim.branch,
                claim.worker_ref,
                identity.given_names,
                identity.family_name,
                identity.birth_date,
                document.kind.value if document else None,
                document.country if document else None,
                document.number if document else None,
                document.expires_on if document else None,
                identity.national_number,
                identity.nationality,
                identity.phone,
            )
        )
    await conn.execute(
        """
        INSERT INTO claim (id, digest, source_kind, source_id, branch, worker_ref, given_names,
               family_name, birth_date, document_kind, document_country, document_number,
               document_expires_on, national_number, nationality, phone, received_at)
        SELECT *, $17::timestamptz
          FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::uuid[], $5::text[], $6::uuid[],
               $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
               $13::date[], $14::text[], $15::text[], $16::text[])
        """,
        *columns(rows, 16),
        at,
    )


async def index(conn: asyncpg.Connection, rows: Iterable[tuple[int, UUID]]) -> None:
    """Make claims findable: (key, claim)."""
    await conn.execute(
        "INSERT INTO claim_key (key, claim_id) SELECT * FROM unnest($1::bigint[], $2::uuid[])",
        *columns(rows, 2),
    )


async def link(
    conn: asyncpg.Connection, memberships: Sequence[NewMembership], at: datetime
) -> None:
    """Begin automatic memberships."""
    rows = [
        (
            uuid4(),
            one.claim_id,
            one.person_id,
            one.decision,
            one.confidence,
            one.bits,
            one.model_version,
            one.waterfall,
        )
        for one in memberships
    ]
    await conn.execute(
        """
        INSERT INTO membership (id, claim_id, person_id, from_at, decided_by, decision, confidence,
                                bits, model_version, waterfall)
        SELECT id, claim_id, person_id, $9, 'auto', decision, confidence, bits, model_version,
               waterfall::jsonb
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::float8[], $6::float8[],
               $7::text[], $8::text[])
            AS t (id, claim_id, person_id, decision, confidence, bits, model_version, waterfall)
        """,
        *columns(rows, 8),
        at,
    )


async def of_person(conn: asyncpg.Connection, person_id: UUID) -> list[asyncpg.Record]:
    """The claims that make a person now, the newest first."""
    return await fetch(
        conn,
        """
        SELECT claim.*, decision, confidence, bits, model_version, waterfall
          FROM membership JOIN claim ON claim.id = claim_id
         WHERE person_id = $1 AND until_at IS NULL ORDER BY received_at DESC, claim.id
        """,
        person_id,
    )


async def get(conn: asyncpg.Connection, claim_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM claim WHERE id = $1", claim_id)
