"""Claims never change; which person a claim belongs to is a log beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from databank.tables import DOCUMENT, MOMENT, Row, Table, fetch
from linkage.claim import IdentityDocument, RawClaim

AUTO = "auto"
"""Who decided, where no person did."""


class Claim(Table, table=True):
    """What somebody said, once: the same source repeating it word for word adds no claim.

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
class Linked:
    """A claim and the person that it belongs to now."""

    claim_id: UUID
    person_id: UUID
    confidence: float


def said(row: Mapping[str, Any]) -> RawClaim:
    """What a row of ``claim`` says, as the matcher takes it."""
    first = IdentityDocument(
        row["document_kind"], row["document_country"] or "", row["document_number"] or ""
    )
    papers = [first] if row["document_kind"] is not None else []
    papers += [IdentityDocument(**other) for other in row["other_documents"] or ()]
    return RawClaim(
        given_names=row["given_names"],
        family_name=row["family_name"],
        birth_date=row["birth_date"],
        sex=row["sex"],
        nationality=row["nationality"],
        national_number=row["national_number"],
        documents=tuple(papers),
        phone=row["phone"],
        street=row["street"],
        house_number=row["house_number"],
        postcode=row["postcode"],
        municipality=row["municipality"],
        alias=row["alias"],
    )


async def link_of(conn: asyncpg.Connection, claim_id: UUID) -> asyncpg.Record | None:
    """The membership that stands."""
    return await conn.fetchrow(
        "SELECT * FROM membership WHERE claim_id = $1 AND until_at IS NULL", claim_id
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
