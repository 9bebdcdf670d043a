"""Write claims and the log of whose they are: all that a decision leaves, in one statement."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import orjson

from contracts.identity import IdentityClaim
from databank.matching.store.claims import AUTO
from databank.matching.store.ids import new_id
from databank.matching.store.persons import PERSON, new_rows
from databank.tables import Row, adding, bigints, columns, inserting
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
KEYS = {"keys": "text", "claim_id": "uuid"}
FEATURES = {"claim_id": "uuid", "person_id": "uuid", "features": "bytea", "form": "text"}
_ADD_KEYS = """
INSERT INTO claim_key (key, claim_id)
SELECT unnest(keys::bigint[]), claim_id FROM unnest($%d::text[], $%d::uuid[]) AS t (keys, claim_id)
"""
_BEFORE = len(PERSON) + len(CLAIM)
INSERT_ALL = f"""
WITH persons AS ({inserting("person", PERSON)}),
     claims AS ({inserting("claim", CLAIM, len(PERSON))}),
     found_by AS ({_ADD_KEYS % (_BEFORE + 1, _BEFORE + 2)}),
     compared AS ({inserting("claim_features", FEATURES, _BEFORE + len(KEYS))})
{inserting("membership", MEMBERSHIP, _BEFORE + len(KEYS) + len(FEATURES))}
"""


def _insert_one(person: Mapping[str, str]) -> str:
    """SQL that does the same for one claim, with its person or without."""
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


INSERT_ONE = {False: _insert_one({}), True: _insert_one(PERSON)}
"""By whether there is a new person with the claim."""


class NewClaim(NamedTuple):
    """A claim to be written; ``identity`` prints nothing."""

    id: UUID
    digest: bytes
    source_kind: str
    source_id: UUID
    branch: str | None
    worker_ref: UUID | None
    identity: IdentityClaim | RawClaim


class NewMembership(NamedTuple):
    """An automatic membership to be written, with its grounds as JSON."""

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
        inserting("claim", CLAIM), *columns([_row(claim, at) for claim in claims], len(CLAIM))
    )


async def write(
    conn: asyncpg.Connection,
    persons: Sequence[tuple[UUID, bool]],
    claims: Sequence[NewClaim],
    memberships: Sequence[NewMembership],
    keys: Sequence[tuple[Collection[int], UUID]],
    features: Sequence[Sequence[Any]],
    at: datetime,
) -> None:
    """Claims with their persons, keys and features, in one statement.

    ``persons`` are the new ones, (id, provisional); ``keys`` are (keys, claim), ``features``
    (claim, person, features, form).
    """
    if len(claims) == 1:
        await _write_one(conn, persons, claims[0], memberships[0], keys, features[0], at)
        return
    await conn.execute(
        INSERT_ALL,
        *columns(new_rows(persons, at), len(PERSON)),
        *columns([_row(claim, at) for claim in claims], len(CLAIM)),
        *columns([(bigints(each), id_) for each, id_ in keys], len(KEYS)),
        *columns(features, len(FEATURES)),
        *columns([_link(membership, at) for membership in memberships], len(MEMBERSHIP)),
    )


async def _write_one(
    conn: asyncpg.Connection,
    persons: Sequence[tuple[UUID, bool]],
    claim: NewClaim,
    membership: NewMembership,
    keys: Sequence[tuple[Collection[int], UUID]],
    features: Sequence[Any],
    at: datetime,
) -> None:
    made = new_rows(persons, at)
    await conn.execute(
        INSERT_ONE[bool(made)],
        *(made[0] if made else ()),
        *_row(claim, at),
        *features,
        *_link(membership, at),
        [key for each, _ in keys for key in each],
        claim.id,
    )


def _row(claim: NewClaim, at: datetime) -> tuple[object, ...]:
    raw, expires_on = claim.identity, None
    if not isinstance(raw, RawClaim):
        expires_on = raw.document.expires_on if raw.document else None
        raw = RawClaim.of(raw)
    first, others = (raw.documents[0] if raw.documents else None), raw.documents[1:]
    return (
        claim.id,
        claim.digest,
        claim.source_kind,
        claim.source_id,
        claim.branch,
        claim.worker_ref,
        raw.given_names,
        raw.family_name,
        raw.birth_date,
        first.kind if first else None,
        first.country if first else None,
        first.number if first else None,
        expires_on,
        raw.national_number,
        raw.nationality,
        raw.phone,
        raw.sex,
        raw.street,
        raw.house_number,
        raw.postcode,
        raw.municipality,
        raw.alias,
        orjson.dumps([_document(other) for other in others]).decode() if others else None,
        at,
    )


def _document(document: IdentityDocument) -> Row:
    return {"kind": document.kind, "country": document.country, "number": document.number}


def _link(link: NewMembership, at: datetime) -> tuple[object, ...]:
    return (
        new_id(at),
        link.claim_id,
        link.person_id,
        at,
        AUTO,
        link.decision,
        link.confidence,
        link.bits,
        link.model_version,
        link.waterfall,
        link.weights_id,
    )


async def link(
    conn: asyncpg.Connection, memberships: Sequence[NewMembership], at: datetime
) -> None:
    """Begin automatic memberships of claims that stand."""
    rows = [_link(membership, at) for membership in memberships]
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
