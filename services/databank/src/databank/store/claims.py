"""Claims never change; which person a claim belongs to is a log beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from contracts.identity import IdentityClaim
from databank.domain.claim import Claimed, Paper
from databank.store.ids import new_id
from databank.store.persons import PERSON, begun
from databank.store.table import DOCUMENT, MOMENT, Row, Table, columns, fetch, inserting

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


CLAIM = {
    "id": "uuid",
    "digest": "bytea",
    "source_kind": "text",
    "source_id": "uuid",
    "branch": "text",
    "worker_ref": "uuid",
    "given_names": "text",
    "family_name": "text",
    "birth_date": "text",
    "document_kind": "text",
    "document_country": "text",
    "document_number": "text",
    "document_expires_on": "date",
    "national_number": "text",
    "nationality": "text",
    "phone": "text",
    "sex": "text",
    "street": "text",
    "house_number": "text",
    "postcode": "text",
    "municipality": "text",
    "alias": "text",
    "other_documents": "jsonb",
    "received_at": "timestamptz",
}
MEMBERSHIP = {
    "id": "uuid",
    "claim_id": "uuid",
    "person_id": "uuid",
    "from_at": "timestamptz",
    "decided_by": "text",
    "decision": "text",
    "confidence": "float8",
    "bits": "float8",
    "model_version": "text",
    "waterfall": "jsonb",
    "weights_id": "uuid",
}
KEY = {"key": "bigint", "claim_id": "uuid"}
FEATURES = {"claim_id": "uuid", "person_id": "uuid", "features": "bytea", "form": "text"}
WRITING = f"""
WITH persons AS ({inserting("person", PERSON)}),
     claims AS ({inserting("claim", CLAIM, len(PERSON))}),
     found_by AS ({inserting("claim_key", KEY, len(PERSON) + len(CLAIM))}),
     compared AS ({inserting("claim_features", FEATURES, len(PERSON) + len(CLAIM) + len(KEY))})
{inserting("membership", MEMBERSHIP, len(PERSON) + len(CLAIM) + len(KEY) + len(FEATURES))}
"""


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
    identity: IdentityClaim | Claimed


@dataclass(frozen=True, slots=True)
class NewMembership:
    claim_id: UUID
    person_id: UUID
    decision: str
    confidence: float
    bits: float
    model_version: str
    waterfall: str
    weights_id: UUID


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


async def add(conn: asyncpg.Connection, claims: Sequence[NewClaim], at: datetime) -> None:
    """Claims that belong to nobody."""
    await conn.execute(
        inserting("claim", CLAIM), *columns([_row(one, at) for one in claims], len(CLAIM))
    )


async def write(
    conn: asyncpg.Connection,
    persons: Iterable[tuple[UUID, bool]],
    claims: Sequence[NewClaim],
    memberships: Sequence[NewMembership],
    found_by: Sequence[Sequence[Any]],
    compared: Sequence[Sequence[Any]],
    at: datetime,
) -> None:
    """Claims with their persons, what they are found by and what is compared, in one statement.

    ``persons`` are the new ones, (id, provisional); ``found_by`` are (key, claim), ``compared``
    (claim, person, features, form).
    """
    await conn.execute(
        WRITING,
        *columns(begun(persons, at), len(PERSON)),
        *columns([_row(one, at) for one in claims], len(CLAIM)),
        *columns(found_by, len(KEY)),
        *columns(compared, len(FEATURES)),
        *columns([_link(one, at) for one in memberships], len(MEMBERSHIP)),
    )


def _row(claim: NewClaim, at: datetime) -> tuple[object, ...]:
    said, expires_on = claim.identity, None
    if isinstance(said, IdentityClaim):
        expires_on = said.document.expires_on if said.document else None
        said = Claimed.of(said)
    first, others = (said.documents[0] if said.documents else None), said.documents[1:]
    return (
        claim.id,
        claim.digest,
        claim.source_kind,
        claim.source_id,
        claim.branch,
        claim.worker_ref,
        said.given_names,
        said.family_name,
        said.birth_date,
        first.kind if first else None,
        first.country if first else None,
        first.number if first else None,
        expires_on,
        said.national_number,
        said.nationality,
        said.phone,
        said.sex,
        said.street,
        said.house_number,
        said.postcode,
        said.municipality,
        said.alias,
        orjson.dumps([_paper(other) for other in others]).decode() if others else None,
        at,
    )


def _paper(paper: Paper) -> Row:
    return {"kind": paper.kind, "country": paper.country, "number": paper.number}


def said(row: Mapping[str, Any]) -> Claimed:
    """What a row of ``claim`` says, as the matcher takes it."""
    first = Paper(row["document_kind"], row["document_country"] or "", row["document_number"] or "")
    papers = [first] if row["document_kind"] is not None else []
    papers += [Paper(**other) for other in row["other_documents"] or ()]
    return Claimed(
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


def _link(one: NewMembership, at: datetime) -> tuple[object, ...]:
    return (
        new_id(at),
        one.claim_id,
        one.person_id,
        at,
        AUTO,
        one.decision,
        one.confidence,
        one.bits,
        one.model_version,
        one.waterfall,
        one.weights_id,
    )


async def link(
    conn: asyncpg.Connection, memberships: Sequence[NewMembership], at: datetime
) -> None:
    """Begin automatic memberships of claims that stand."""
    rows = [_link(one, at) for one in memberships]
    await conn.execute(inserting("membership", MEMBERSHIP), *columns(rows, len(MEMBERSHIP)))


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


async def unlink(conn: asyncpg.Connection, claim_ids: Sequence[UUID], at: datetime) -> None:
    """End the memberships that stand: other ones begin."""
    await conn.execute(
        """
        UPDATE membership SET until_at = $2 WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL
        """,
        claim_ids,
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
