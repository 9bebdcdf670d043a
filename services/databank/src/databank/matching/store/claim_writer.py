"""Claims and the log of whose they are, written: all that a decision leaves, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from contracts.identity import IdentityClaim
from databank.matching.store.claims import AUTO
from databank.matching.store.ids import new_id
from databank.matching.store.persons import PERSON, begun
from databank.tables import Row, adding, columns, inserting
from linkage.claim import IdentityDocument, RawClaim

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


def _writing_one(person: Mapping[str, str]) -> str:
    """The same for one claim, with its person or without."""
    claim, features = len(person), len(person) + len(CLAIM)
    link = features + len(FEATURES)
    keys = link + len(MEMBERSHIP)
    made = f"persons AS ({adding('person', person)})," if person else ""
    return f"""
WITH {made}
     claims AS ({adding("claim", CLAIM, claim)}),
     compared AS ({adding("claim_features", FEATURES, features)}),
     found_by AS (INSERT INTO claim_key SELECT unnest(${keys + 1}::bigint[]), ${keys + 2}::uuid)
{adding("membership", MEMBERSHIP, link)}
"""


WRITING_ONE = {False: _writing_one({}), True: _writing_one(PERSON)}
"""Whether there is a new person with the claim."""


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to be written; ``identity`` prints nothing."""

    id: UUID
    digest: bytes
    source_kind: str
    source_id: UUID
    branch: str | None
    worker_ref: UUID | None
    identity: IdentityClaim | RawClaim


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


async def add(conn: asyncpg.Connection, claims: Sequence[NewClaim], at: datetime) -> None:
    """Claims that belong to nobody."""
    await conn.execute(
        inserting("claim", CLAIM), *columns([_row(one, at) for one in claims], len(CLAIM))
    )


async def write(
    conn: asyncpg.Connection,
    persons: Sequence[tuple[UUID, bool]],
    claims: Sequence[NewClaim],
    memberships: Sequence[NewMembership],
    found_by: Sequence[tuple[int, UUID]],
    compared: Sequence[Sequence[Any]],
    at: datetime,
) -> None:
    """Claims with their persons, what they are found by and what is compared, in one statement.

    ``persons`` are the new ones, (id, provisional); ``found_by`` are (key, claim), ``compared``
    (claim, person, features, form).
    """
    if len(claims) == 1:
        await _write_one(conn, persons, claims[0], memberships[0], found_by, compared[0], at)
        return
    await conn.execute(
        WRITING,
        *columns(begun(persons, at), len(PERSON)),
        *columns([_row(one, at) for one in claims], len(CLAIM)),
        *columns(found_by, len(KEY)),
        *columns(compared, len(FEATURES)),
        *columns([_link(one, at) for one in memberships], len(MEMBERSHIP)),
    )


async def _write_one(
    conn: asyncpg.Connection,
    persons: Sequence[tuple[UUID, bool]],
    claim: NewClaim,
    membership: NewMembership,
    found_by: Sequence[tuple[int, UUID]],
    compared: Sequence[Any],
    at: datetime,
) -> None:
    made = begun(persons, at)
    await conn.execute(
        WRITING_ONE[bool(made)],
        *(made[0] if made else ()),
        *_row(claim, at),
        *compared,
        *_link(membership, at),
        [key for key, _ in found_by],
        claim.id,
    )


def _row(claim: NewClaim, at: datetime) -> tuple[object, ...]:
    said, expires_on = claim.identity, None
    if isinstance(said, IdentityClaim):
        expires_on = said.document.expires_on if said.document else None
        said = RawClaim.of(said)
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


def _paper(paper: IdentityDocument) -> Row:
    return {"kind": paper.kind, "country": paper.country, "number": paper.number}


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


async def unlink(conn: asyncpg.Connection, claim_ids: Sequence[UUID], at: datetime) -> None:
    """End the memberships that stand: other ones begin."""
    await conn.execute(
        """
        UPDATE membership SET until_at = $2 WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL
        """,
        claim_ids,
        at,
    )
