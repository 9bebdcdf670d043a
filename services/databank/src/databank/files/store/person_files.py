"""What the file of a person says beside the timeline: identity, contacts, signals, quality."""

from uuid import UUID

import asyncpg

from databank.tables import fetch

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
BESIDE = """
SELECT ARRAY(SELECT DISTINCT category FROM membership
               JOIN legacy_row ON legacy_row.claim_id = membership.claim_id
              WHERE person_id = $1 AND until_at IS NULL AND superseded_at IS NULL) AS categories,
       EXISTS (SELECT FROM finding WHERE person_id = $1
                  AND state NOT IN ('geseponeerd', 'ingetrokken', 'geen_gevolg')) AS is_offender,
       (SELECT count(*) FROM review_task WHERE person_id = $1 AND state = 'open') AS questions
"""


async def validated(conn: asyncpg.Connection, person_id: UUID) -> asyncpg.Record | None:
    """The claim that an officer compared last with the person, and found in order."""
    rows = await fetch(conn, VALIDATED, person_id)
    return rows[0] if rows else None


async def claims(conn: asyncpg.Connection, person_id: UUID, most: int) -> list[asyncpg.Record]:
    """What was said, the newest first; each row says how many there are in all."""
    return await fetch(conn, CLAIMS, person_id, most)


async def documents(conn: asyncpg.Connection, person_id: UUID) -> list[asyncpg.Record]:
    return await fetch(conn, DOCUMENTS, person_id)


async def contacts(conn: asyncpg.Connection, person_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        "SELECT * FROM first_contact WHERE person_id = $1 ORDER BY opened_at DESC, id",
        person_id,
    )


async def signals(conn: asyncpg.Connection, person_id: UUID) -> list[asyncpg.Record]:
    """The urgent first, then the newest."""
    return await fetch(
        conn,
        "SELECT * FROM signal WHERE person_id = $1"
        " ORDER BY priority <> 'dringend', raised_at DESC, id",
        person_id,
    )


async def beside(conn: asyncpg.Connection, person_id: UUID) -> asyncpg.Record:
    """Categories of older databases, whether a finding names the person, open questions."""
    (row,) = await fetch(conn, BESIDE, person_id)
    return row


async def person_of_shift(conn: asyncpg.Connection, shift_id: UUID) -> UUID | None:
    found: UUID | None = await conn.fetchval(
        """
        SELECT person_id FROM shift
          JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
         WHERE shift_id = $1
        """,
        shift_id,
    )
    return found


async def person_of_case(conn: asyncpg.Connection, case_id: UUID) -> UUID | None:
    found: UUID | None = await conn.fetchval(
        "SELECT person_id FROM branch_shift_case WHERE id = $1", case_id
    )
    return found
