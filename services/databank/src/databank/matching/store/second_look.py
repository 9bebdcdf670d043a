"""Claims whose records changed, whoever shares their keys, and the questions about their links."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg

from chassis.plans import PLANNED_ONCE
from chassis.rows import fetch_all
from databank.matching.rules.second_look import FITS_ANOTHER, AskedPair
from databank.matching.store.candidates import Candidate
from databank.persons.store import persons
from databank.tables import bigints, columns
from linkage import blocking
from linkage.claim import FORM
from linkage.second_look import MOST_CLAIMS

_LOOKING = 0x6B6C_6C6F_6F6B
"""Key of the advisory lock that one look at a time holds."""


async def take_changed(conn: asyncpg.Connection, limit: int) -> list[UUID]:
    """The person of each of the next claims that came or moved; none while another look works.

    Nobody merges or splits persons until the end of the transaction.
    """
    if not await conn.fetchval("SELECT EXISTS (SELECT FROM claim_features WHERE NOT weighed)"):
        return []
    if not await conn.fetchval(f"SELECT pg_try_advisory_xact_lock($1), {PLANNED_ONCE}", _LOOKING):
        return []
    await persons.block_relinking(conn)
    rows = await conn.fetch(
        """
        UPDATE claim_features SET weighed = true
         WHERE claim_id IN (SELECT claim_id FROM claim_features WHERE NOT weighed
                             ORDER BY claim_id LIMIT $1)
        RETURNING person_id
        """,
        limit,
    )
    return [row[0] for row in rows]


async def records(conn: asyncpg.Connection, person_ids: Collection[UUID]) -> list[Candidate]:
    """The claims of these persons; of a record that is left alone for its size, one too many."""
    rows = await conn.fetch(
        """
        SELECT claim_id, whose, features FROM unnest($1::uuid[]) AS t (whose)
         CROSS JOIN LATERAL (
               SELECT claim_id FROM membership WHERE person_id = whose AND until_at IS NULL
                ORDER BY claim_id LIMIT $2) AS link
          JOIN claim_features USING (claim_id)
         WHERE form = $3 ORDER BY claim_id
        """,
        list(person_ids),
        MOST_CLAIMS + 1,
        FORM,
    )
    return [Candidate(row[0], row[1], row[2]) for row in rows]


async def sharing(conn: asyncpg.Connection, keys: Iterable[int]) -> list[tuple[int, UUID, UUID]]:
    """(key, claim, its person) of every claim with one of the keys, but keys that too many have:
    which of those were found would hang on their order."""
    rows = await conn.fetch(
        """
        SELECT probe.key, hit.claim_id, person_id FROM unnest($1::text::bigint[]) AS probe (key)
         CROSS JOIN LATERAL (
               SELECT claim_id, count(*) OVER () AS sharing
                 FROM (SELECT claim_id FROM claim_key WHERE claim_key.key = probe.key
                        LIMIT $2 + 1) AS found) AS hit
          JOIN claim_features USING (claim_id)
         WHERE sharing <= $2 AND form = $3
        """,
        bigints(keys),
        blocking.MOST_PER_KEY,
        FORM,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def provisional(conn: asyncpg.Connection, person_ids: Collection[UUID]) -> set[UUID]:
    """Those of the persons of whom people are asked already who they are."""
    rows = await conn.fetch(
        "SELECT id FROM person WHERE id = ANY($1::uuid[]) AND provisional", list(person_ids)
    )
    return {row[0] for row in rows}


async def asked(conn: asyncpg.Connection) -> list[AskedPair]:
    """Every question of this kind that there ever was: a few in ten thousand claims."""
    return await fetch_all(
        conn,
        AskedPair,
        """
        SELECT task.id AS review_id, claim_id, task.person_id, state = 'open' AS is_open,
               state = 'beantwoord' AS is_answered, other.id AS other_id,
               NOT EXISTS (SELECT FROM membership
                            WHERE person_id = other.id AND until_at IS NULL) AS is_bare
          FROM review_task AS task
         CROSS JOIN LATERAL (
               WITH RECURSIVE chain AS (
                 SELECT person.id, merged_into FROM person WHERE person.id = other_person_id
                  UNION SELECT person.id, person.merged_into
                   FROM person JOIN chain ON person.id = chain.merged_into)
               SELECT chain.id FROM chain WHERE merged_into IS NULL) AS other
         WHERE reason = 'past_beter_bij_ander' ORDER BY opened_at, task.id
        """,
    )


async def ask(
    conn: asyncpg.Connection,
    rows: Iterable[tuple[UUID, UUID, UUID, str, float]],
    at: datetime,
) -> None:
    """(claim, whom it stands with, the other person, evidence as JSON, entropy in bits)."""
    await conn.execute(
        """
        INSERT INTO review_task (id, claim_id, person_id, other_person_id, reason, ranked,
                                 opened_at, state, kind, entropy)
        SELECT id, claim_id, person_id, other_id, $7, ranked::jsonb, $8, 'open', 'koppeling',
               entropy
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::float8[])
            AS t (id, claim_id, person_id, other_id, ranked, entropy)
        """,
        *columns([(uuid4(), *row) for row in rows], 6),
        FITS_ANOTHER,
        at,
    )


async def open_again(conn: asyncpg.Connection, review_ids: Collection[UUID], at: datetime) -> None:
    await conn.execute(
        """
        UPDATE review_task SET state = 'open', opened_at = $2, change_id = NULL
         WHERE id = ANY($1::uuid[])
        """,
        list(review_ids),
        at,
    )


async def lapse(conn: asyncpg.Connection, review_ids: Collection[UUID]) -> None:
    """Nothing is left to ask: nobody's answer is needed."""
    await conn.execute(
        """
        UPDATE review_task SET state = 'vervallen', held_by = NULL, held_until = NULL
         WHERE id = ANY($1::uuid[])
        """,
        list(review_ids),
    )
