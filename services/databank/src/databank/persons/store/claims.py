"""Claims, which never change, and beside them the log of whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import DOCUMENT, MOMENT
from databank.tables import Row, Table
from linkage.claim import IdentityDocument, RawClaim

AUTO = "auto"
"""The decider of a link, where no person decided."""


class Claim(Table, table=True):
    """A claim as somebody said it, once: the same source repeating it word for word adds no claim.

    ``source_kind`` and ``source_id`` are of the first time. ``worker_ref`` is pandkalender's.
    ``other_documents`` are those after the first, each with kind, country and number.
    """

    __tablename__ = "claim"
    __table_args__ = (UniqueConstraint("digest"),)
    id: UUID = Field(primary_key=True)
    digest: bytes
    source_kind: str
    source_id: UUID
    branch: str | None
    worker_ref: UUID | None = Field(default=None, index=True)
    given_names: str | None
    family_name: str | None
    birth_date: str | None
    document_kind: str | None
    document_country: str | None
    document_number: str | None
    document_expires_on: date | None
    national_number: str | None
    nationality: str | None
    phone: str | None
    received_at: datetime = Field(sa_type=MOMENT)
    sex: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    municipality: str | None
    alias: str | None
    other_documents: list[Row] | None = Field(default=None, sa_type=DOCUMENT)


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
    weights_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A claim and the person that it belongs to now."""

    claim_id: UUID
    person_id: UUID
    confidence: float


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A row of ``claim``: personal data; prints nothing."""

    id: UUID
    source_kind: str
    source_id: UUID
    branch: str | None
    worker_ref: UUID | None
    given_names: str | None
    family_name: str | None
    birth_date: str | None
    document_kind: str | None
    document_country: str | None
    document_number: str | None
    document_expires_on: date | None
    national_number: str | None
    nationality: str | None
    phone: str | None
    received_at: datetime
    sex: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    municipality: str | None
    alias: str | None
    other_documents: list[Row] | None

    def __repr__(self) -> str:
        return "<claim>"

    def raw(self) -> RawClaim:
        """The claim as the matcher takes it."""
        documents = []
        if self.document_kind is not None:
            first = (self.document_kind, self.document_country or "", self.document_number or "")
            documents.append(IdentityDocument(*first))
        documents += [IdentityDocument(**other) for other in self.other_documents or ()]
        return RawClaim(
            given_names=self.given_names,
            family_name=self.family_name,
            birth_date=self.birth_date,
            sex=self.sex,
            nationality=self.nationality,
            national_number=self.national_number,
            documents=tuple(documents),
            phone=self.phone,
            street=self.street,
            house_number=self.house_number,
            postcode=self.postcode,
            municipality=self.municipality,
            alias=self.alias,
        )


@dataclass(frozen=True, slots=True, repr=False)
class PersonClaim(StoredClaim):
    """A claim of a person, with the link that stands."""

    decision: str
    confidence: float
    bits: float
    model_version: str
    waterfall: list[Row]


@dataclass(frozen=True, slots=True, repr=False)
class OwnedClaim(StoredClaim):
    """A claim, and the person that it belongs to now."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class Link:
    """A membership, with the grounds on which it was decided."""

    id: UUID
    person_id: UUID
    decided_by: str
    decision: str
    confidence: float
    bits: float
    model_version: str
    waterfall: list[Row]
    weights_id: UUID | None


async def link_of(conn: asyncpg.Connection, claim_id: UUID) -> Link | None:
    """The membership that stands."""
    return await fetch_one(
        conn,
        Link,
        "SELECT * FROM membership WHERE claim_id = $1 AND until_at IS NULL",
        claim_id,
    )


async def persons_of(conn: asyncpg.Connection, claim_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The person that each claim belongs to now."""
    rows = await conn.fetch(
        """
        SELECT claim_id, person_id FROM membership
         WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL
        """,
        list(claim_ids),
    )
    return {row[0]: row[1] for row in rows}


async def digests_of(conn: asyncpg.Connection, claim_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The digest of each claim: it follows from what was said and by whom, whatever the id."""
    rows = await conn.fetch(
        "SELECT id, digest FROM claim WHERE id = ANY($1::uuid[])", list(claim_ids)
    )
    return {row[0]: row[1] for row in rows}


async def of_worker(conn: asyncpg.Connection, worker_ref: UUID) -> OwnedClaim | None:
    """The newest claim about a worker of an owner; None when they are of several persons."""
    rows = await fetch_all(
        conn,
        OwnedClaim,
        """
        SELECT claim.*, person_id FROM claim
          JOIN membership ON claim_id = claim.id AND until_at IS NULL
         WHERE worker_ref = $1 ORDER BY received_at DESC, claim.id
        """,
        worker_ref,
    )
    return rows[0] if len({claim.person_id for claim in rows}) == 1 else None


async def latest_of_persons(
    conn: asyncpg.Connection, person_ids: Iterable[UUID]
) -> dict[UUID, OwnedClaim]:
    """The claim by which each person was known last."""
    rows = await fetch_all(
        conn,
        OwnedClaim,
        """
        SELECT DISTINCT ON (membership.person_id) membership.person_id, claim.*
          FROM membership JOIN claim ON claim.id = claim_id
         WHERE membership.person_id = ANY($1::uuid[]) AND until_at IS NULL
         ORDER BY membership.person_id, from_at DESC, claim_id
        """,
        list(person_ids),
    )
    return {row.person_id: row for row in rows}


async def of_person(conn: asyncpg.Connection, person_id: UUID) -> list[PersonClaim]:
    """The claims that make a person now, the newest first."""
    return await fetch_all(
        conn,
        PersonClaim,
        """
        SELECT claim.*, decision, confidence, bits, model_version, waterfall
          FROM membership JOIN claim ON claim.id = claim_id
         WHERE person_id = $1 AND until_at IS NULL ORDER BY received_at DESC, claim.id
        """,
        person_id,
    )


async def get(conn: asyncpg.Connection, claim_id: UUID) -> StoredClaim | None:
    return await fetch_one(conn, StoredClaim, "SELECT * FROM claim WHERE id = $1", claim_id)
