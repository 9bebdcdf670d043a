"""Table of searches: the ids that each found and why, never what was typed; kept for one shift."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, DOCUMENT, MOMENT
from contracts.branches import Branch
from databank.search.rules import SearchKind
from databank.tables import Row, Table
from linkage.claim import FORM


class Search(Table, table=True):
    """A search; ``found`` are ids, of persons each with why.

    ``grant_id`` is empty for establishments: those are no persons, and supervision is the purpose.
    """

    __tablename__ = "search"
    __table_args__ = (Index("search_subject", "subject", "at"),)
    id: UUID = Field(primary_key=True)
    grant_id: UUID | None = Field(foreign_key="purpose_grant.id")
    session: bytes | None
    subject: str
    kind: SearchKind = Field(sa_type=CODE)
    too_many: bool
    found: list[Row] = Field(sa_type=DOCUMENT)
    at: datetime = Field(sa_type=MOMENT, index=True)


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A search that was made; ``found`` as the table has it."""

    id: UUID
    grant_id: UUID | None
    session: bytes | None
    subject: str
    kind: SearchKind
    too_many: bool
    found: list[dict[str, Any]]
    at: datetime


async def add(conn: asyncpg.Connection, search: SearchRow) -> None:
    await conn.execute(
        """
        INSERT INTO search (id, grant_id, session, subject, kind, too_many, found, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)
        """,
        search.id,
        search.grant_id,
        search.session,
        search.subject,
        search.kind,
        search.too_many,
        json_text(search.found),
        search.at,
    )


async def get(conn: asyncpg.Connection, search_id: UUID) -> SearchRow | None:
    return await fetch_one(conn, SearchRow, "SELECT * FROM search WHERE id = $1", search_id)


async def forget(conn: asyncpg.Connection, before: datetime) -> None:
    """Delete what was found for purposes that are over."""
    await conn.execute("DELETE FROM search WHERE at < $1", before)


async def made_since(conn: asyncpg.Connection, subject: str, since: datetime) -> list[datetime]:
    """Moments at which somebody searched; their next search waits for this transaction's end."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtext('search'), hashtext($1))", subject)
    rows = await conn.fetch("SELECT at FROM search WHERE subject = $1 AND at > $2", subject, since)
    return [row["at"] for row in rows]


async def claims_under(
    conn: asyncpg.Connection, keys: Collection[int], most: int | None
) -> list[tuple[UUID, bytes]]:
    """(person, packed features) of claims that any of these keys finds, one more than ``most``.

    Without ``most`` all of them.
    """
    rows = await conn.fetch(
        """
        SELECT person_id, features FROM claim_features
         WHERE form = $2 AND claim_id IN (
               SELECT DISTINCT claim_id FROM claim_key WHERE key = ANY($1::bigint[]) LIMIT $3)
        """,
        list(keys),
        FORM,
        None if most is None else most + 1,
    )
    return [(row[0], row[1]) for row in rows]


async def features_of(conn: asyncpg.Connection, person_id: UUID) -> list[bytes]:
    """Packed features of a person's claims, each once."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT features FROM membership JOIN claim_features USING (claim_id)
         WHERE membership.person_id = $1 AND until_at IS NULL AND form = $2
        """,
        person_id,
        FORM,
    )
    return [row["features"] for row in rows]


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """The least that tells a person apart in a list, and where they were seen last."""

    id: UUID
    identity_state: str
    given_names: str | None
    family_name: str | None
    birth_year: str | None
    branch: Branch | None
    seen_at: datetime | None


SUMMARIES = """
SELECT person.id, person.identity_state, said.given_names, said.family_name,
       substr(said.birth_date, 1, 4) AS birth_year, seen.branch, seen.seen_at
  FROM unnest($1::uuid[]) WITH ORDINALITY AS t (person_id, place)
  JOIN person ON person.id = t.person_id
  LEFT JOIN LATERAL (
       SELECT claim.* FROM membership JOIN claim ON claim.id = membership.claim_id
         LEFT JOIN identity_validation AS look
                ON look.claim_id = claim.id AND look.outcome = 'gevalideerd'
        WHERE membership.person_id = person.id AND until_at IS NULL
        ORDER BY look.at DESC NULLS LAST, received_at DESC, claim.id LIMIT 1) AS said ON true
  LEFT JOIN LATERAL (
       SELECT branch, seen_at FROM sighting
        WHERE sighting.person_id = person.id AND withdrawn_at IS NULL AND seen_at <= $2
        ORDER BY seen_at DESC, id LIMIT 1) AS seen ON true
 ORDER BY place
"""


async def summaries(
    conn: asyncpg.Connection, person_ids: Sequence[UUID], now: datetime
) -> list[PersonSummary]:
    """The summaries of these persons, in the order given."""
    return await fetch_all(conn, PersonSummary, SUMMARIES, list(person_ids), now)
