"""Queries of the file of a person beside the timeline: identity, contacts, signals, category."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all, fetch_one, typed
from contracts.codes import Priority, SignalKind
from databank.first_contacts.rules import ContactState
from databank.persons.store.claims import StoredClaim
from databank.welfare.rules.protection import State as SignalState


@dataclass(frozen=True, slots=True, repr=False)
class ValidatedClaim(StoredClaim):
    """A claim that an officer found in order, with when and by which method."""

    at: datetime
    method: str
    officer: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The newest claims of a person; ``total`` is how many there are in all."""

    claims: list[StoredClaim]
    total: int


@dataclass(frozen=True, slots=True, repr=False)
class StatedDocument:
    """A document that was given for a person, once however often; prints nothing."""

    kind: str | None
    country: str | None
    number: str | None
    expires_on: date | None
    last_given: datetime


@dataclass(frozen=True, slots=True)
class ContactSummary:
    """A first contact, as the file shows it."""

    state: ContactState
    due_at: datetime
    held_at: datetime | None
    overdue: bool
    lapsed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignalSummary:
    """A signal, as the file shows it."""

    kind: SignalKind
    state: SignalState
    priority: Priority
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class FileStatus:
    """Categories of older databases, whether a finding names the person, and open questions."""

    categories: list[str]
    is_offender: bool
    questions: int


VALIDATED = """
SELECT claim.*, look.at, look.method, look.officer
  FROM identity_validation AS look JOIN claim ON claim.id = look.claim_id
 WHERE look.person_id = $1 AND outcome = 'gevalideerd' ORDER BY look.at DESC, look.id LIMIT 1
"""
CLAIMS = """
SELECT claim.*, decision, confidence, count(*) OVER () AS total
  FROM membership JOIN claim ON claim.id = claim_id
 WHERE person_id = $1 AND until_at IS NULL ORDER BY received_at DESC, claim.id LIMIT $2
"""
DOCUMENTS = """
SELECT kind, country, number, max(expires_on) AS expires_on, max(received_at) AS last_given
  FROM (SELECT document_kind AS kind, document_country AS country, document_number AS number,
               document_expires_on AS expires_on, received_at, claim_id
          FROM membership JOIN claim ON claim.id = claim_id
         WHERE person_id = $1 AND until_at IS NULL AND document_number IS NOT NULL
         UNION ALL
        SELECT other ->> 'kind', other ->> 'country', other ->> 'number', NULL, received_at,
               claim_id
          FROM membership JOIN claim ON claim.id = claim_id,
               jsonb_array_elements(coalesce(other_documents, '[]')) AS other
         WHERE person_id = $1 AND until_at IS NULL) AS given
 GROUP BY kind, country, number ORDER BY last_given DESC, number LIMIT 50
"""
STATUS = """
SELECT ARRAY(SELECT DISTINCT category FROM membership
               JOIN legacy_row ON legacy_row.claim_id = membership.claim_id
              WHERE person_id = $1 AND until_at IS NULL AND superseded_at IS NULL) AS categories,
       EXISTS (SELECT FROM finding WHERE person_id = $1
                  AND state NOT IN ('geseponeerd', 'ingetrokken', 'geen_gevolg')) AS is_offender,
       (SELECT count(*) FROM review_task WHERE person_id = $1 AND state = 'open') AS questions
"""


async def validated(conn: asyncpg.Connection, person_id: UUID) -> ValidatedClaim | None:
    """The claim that an officer compared last with the person, and found in order."""
    return await fetch_one(conn, ValidatedClaim, VALIDATED, person_id)


async def claims(conn: asyncpg.Connection, person_id: UUID, most: int) -> ClaimPage:
    """The claims of a person, the newest first."""
    rows = await conn.fetch(CLAIMS, person_id, most)
    total = rows[0]["total"] if rows else 0
    return ClaimPage([typed(StoredClaim, row) for row in rows], total)


async def documents(conn: asyncpg.Connection, person_id: UUID) -> list[StatedDocument]:
    return await fetch_all(conn, StatedDocument, DOCUMENTS, person_id)


async def contacts(conn: asyncpg.Connection, person_id: UUID) -> list[ContactSummary]:
    return await fetch_all(
        conn,
        ContactSummary,
        "SELECT * FROM first_contact WHERE person_id = $1 ORDER BY opened_at DESC, id",
        person_id,
    )


async def signals(conn: asyncpg.Connection, person_id: UUID) -> list[SignalSummary]:
    """The urgent first, then the newest."""
    return await fetch_all(
        conn,
        SignalSummary,
        "SELECT * FROM signal WHERE person_id = $1"
        " ORDER BY priority <> 'dringend', raised_at DESC, id",
        person_id,
    )


async def status(conn: asyncpg.Connection, person_id: UUID) -> FileStatus:
    row = await fetch_one(conn, FileStatus, STATUS, person_id)
    assert row is not None  # one row, whoever it is
    return row


async def person_of_shift(conn: asyncpg.Connection, shift_id: UUID) -> UUID | None:
    person_id: UUID | None = await conn.fetchval(
        """
        SELECT person_id FROM shift
          JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
         WHERE shift_id = $1
        """,
        shift_id,
    )
    return person_id


async def person_of_case(conn: asyncpg.Connection, case_id: UUID) -> UUID | None:
    person_id: UUID | None = await conn.fetchval(
        "SELECT person_id FROM branch_shift_case WHERE id = $1", case_id
    )
    return person_id
