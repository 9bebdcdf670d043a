"""Write claims and the log of whose they are: all that a decision leaves, in one statement."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

import asyncpg

from chassis.json_documents import json_text
from contracts.identity import IdentityClaim
from databank.matching.rules.identity_claims import as_stated
from databank.persons.store.claims import AUTO
from databank.persons.store.ids import new_id
from databank.persons.store.persons import PERSON, PERSON_SAME, same_of_new
from databank.tables import MarkedTextError, Row, adding, bigints, given, inserting, texts
from linkage.claim import FORM, IdentityDocument, RawClaim

_SAID = {
    "given_names": "text",
    "family_name": "text",
    "birth_date": "text",
    "national_number": "text",
    "nationality": "text",
    "phone": "text",
    "sex": "text",
    "street": "text",
    "house_number": "text",
    "postcode": "text",
    "municipality": "text",
    "alias": "text",
}
"""Columns that are called as the fields of a claim."""
CLAIM = {
    "id": "uuid",
    "digest": "bytea",
    "source_kind": "text",
    "source_id": "uuid",
    "branch": "text",
    "worker_ref": "uuid",
    **_SAID,
    "document_kind": "text",
    "document_country": "text",
    "document_number": "text",
    "document_expires_on": "date",
    "other_documents": "jsonb",
}
CLAIM_SAME = {"received_at": "timestamptz"}
MEMBERSHIP = {
    "id": "uuid",
    "claim_id": "uuid",
    "person_id": "uuid",
    "decision": "text",
    "confidence": "float8",
    "bits": "float8",
    "model_version": "text",
    "waterfall": "jsonb",
    "weights_id": "uuid",
}
MEMBERSHIP_SAME = {"from_at": "timestamptz", "decided_by": "text"}
KEYS = {"keys": "text", "claim_id": "uuid"}
FEATURES = {"claim_id": "uuid", "person_id": "uuid", "features": "bytea"}
FEATURES_SAME = {"form": "text"}
_said = attrgetter(*_SAID)


_PERSONS, _CLAIMS = PERSON | PERSON_SAME, CLAIM | CLAIM_SAME
_COMPARED, _LINKS = FEATURES | FEATURES_SAME, MEMBERSHIP | MEMBERSHIP_SAME
"""All columns of a row, in the order in which their values are given."""


def _insert_all() -> str:
    """SQL that adds many claims with all that they leave."""
    claim = len(_PERSONS)
    features = claim + len(_CLAIMS)
    link = features + len(_COMPARED)
    keys = given(KEYS, link + len(_LINKS))
    return f"""
WITH persons AS ({inserting("person", PERSON, PERSON_SAME)}),
     claims AS ({inserting("claim", CLAIM, CLAIM_SAME, claim)}),
     found_by AS (INSERT INTO claim_key SELECT unnest(keys::bigint[]), claim_id FROM {keys}),
     compared AS ({inserting("claim_features", FEATURES, FEATURES_SAME, features)})
{inserting("membership", MEMBERSHIP, MEMBERSHIP_SAME, link)}
"""  # noqa: S608 - no values


def _insert_one(person: Mapping[str, str]) -> str:
    """SQL that does the same for one claim, with its person or without."""
    claim = len(person)
    features = claim + len(_CLAIMS)
    link = features + len(_COMPARED)
    keys = link + len(_LINKS)
    made = f"persons AS ({adding('person', person)})," if person else ""
    return f"""
WITH {made}
     claims AS ({adding("claim", _CLAIMS, claim)}),
     compared AS ({adding("claim_features", _COMPARED, features)}),
     found_by AS (INSERT INTO claim_key SELECT unnest(${keys + 1}::bigint[]), ${keys + 2}::uuid)
{adding("membership", _LINKS, link)}
"""


INSERT_ALL = _insert_all()
INSERT_ONE = {False: _insert_one({}), True: _insert_one(_PERSONS)}
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
    await conn.executemany(adding("claim", _CLAIMS), [(*_row(claim), at) for claim in claims])


async def write(
    conn: asyncpg.Connection,
    persons: Sequence[tuple[UUID, bool]],
    claims: Sequence[NewClaim],
    memberships: Sequence[NewMembership],
    keys: Sequence[tuple[Collection[int], UUID]],
    features: Sequence[tuple[UUID, UUID, bytes]],
    at: datetime,
) -> None:
    """Claims with their persons, keys and features, in one statement as a rule.

    ``persons`` are the new ones, (id, provisional); ``keys`` are (keys, claim), ``features``
    (claim, person, features).
    """
    if len(claims) > 1:
        try:
            values = _values(persons, claims, memberships, keys, features, at)
        except MarkedTextError:
            pass  # one by one
        else:
            await conn.execute(INSERT_ALL, *values)
            return
    new = dict(persons)
    for claim, membership, (found_by, _), compared in zip(
        claims, memberships, keys, features, strict=True
    ):
        id_ = membership.person_id
        person = [(id_, new.pop(id_))] if id_ in new else []
        await _write_one(conn, person, claim, membership, found_by, compared, at)


def _values(
    persons: Sequence[tuple[UUID, bool]],
    claims: Sequence[NewClaim],
    memberships: Sequence[NewMembership],
    keys: Sequence[tuple[Collection[int], UUID]],
    features: Sequence[tuple[UUID, UUID, bytes]],
    at: datetime,
) -> Iterator[object]:
    return chain(
        texts(persons, PERSON),
        same_of_new(at),
        texts([_row(claim) for claim in claims], CLAIM),
        (at,),
        texts(features, FEATURES),
        (FORM,),
        texts([_link(membership, at) for membership in memberships], MEMBERSHIP),
        (at, AUTO),
        texts([(bigints(each), id_) for each, id_ in keys], KEYS),
    )


async def _write_one(
    conn: asyncpg.Connection,
    person: Sequence[tuple[UUID, bool]],
    claim: NewClaim,
    membership: NewMembership,
    keys: Collection[int],
    features: tuple[UUID, UUID, bytes],
    at: datetime,
) -> None:
    made = (*person[0], *same_of_new(at)) if person else ()
    await conn.execute(
        INSERT_ONE[bool(person)],
        *made,
        *_row(claim),
        at,
        *features,
        FORM,
        *_link(membership, at),
        at,
        AUTO,
        [*keys],
        claim.id,
    )


def _row(claim: NewClaim) -> tuple[object, ...]:
    raw, expires_on = claim.identity, None
    if not isinstance(raw, RawClaim):
        expires_on = raw.document.expires_on if raw.document else None
        raw = as_stated(raw)
    if not raw.documents:
        return (*claim[:-1], *_said(raw), None, None, None, expires_on, None)
    first, *others = raw.documents
    more = json_text([_document(other) for other in others]) if others else None
    papers = (first.kind, first.country, first.number, expires_on, more)
    return (*claim[:-1], *_said(raw), *papers)


def _document(document: IdentityDocument) -> Row:
    return {"kind": document.kind, "country": document.country, "number": document.number}


def _link(link: NewMembership, at: datetime) -> tuple[object, ...]:
    return (new_id(at), *link)


async def link(
    conn: asyncpg.Connection, memberships: Sequence[NewMembership], at: datetime
) -> None:
    """Begin automatic memberships of claims that stand."""
    rows = [_link(membership, at) for membership in memberships]
    sql = inserting("membership", MEMBERSHIP, MEMBERSHIP_SAME)
    await conn.execute(sql, *texts(rows, MEMBERSHIP), at, AUTO)


async def unlink(conn: asyncpg.Connection, claim_ids: Sequence[UUID], at: datetime) -> None:
    """End the memberships that stand: other ones begin."""
    await conn.execute(
        """
        UPDATE membership SET until_at = $2 WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL
        """,
        claim_ids,
        at,
    )
