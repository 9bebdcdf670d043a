"""Answers of an officer: the last ones, taken back, and questions of their own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from databank.review.rules.question import Answer


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A question that the officer answered; ``id`` is of the question."""

    id: UUID
    answer: Answer
    answered_at: datetime


async def answered_by(
    conn: asyncpg.Connection, by: str, since: datetime, limit: int
) -> list[OwnAnswer]:
    """An officer's own answers, the newest first."""
    return await fetch_all(
        conn,
        OwnAnswer,
        """
        SELECT id, answer, answered_at FROM review_task
         WHERE state = 'beantwoord' AND answered_by = $1 AND answered_at >= $2
         ORDER BY answered_at DESC, id LIMIT $3
        """,
        by,
        since,
        limit,
    )


async def open_again(conn: asyncpg.Connection, review_id: UUID) -> None:
    """An answer was taken back."""
    await conn.execute(
        """
        UPDATE review_task SET state = 'open', answer = NULL, ground = NULL, answered_by = NULL,
               answered_at = NULL, change_id = NULL WHERE id = $1
        """,
        review_id,
    )


async def lapse_follow_up(conn: asyncpg.Connection, claim_id: UUID) -> None:
    """The question that an answer in the blind sample raised."""
    await conn.execute(
        """
        UPDATE review_task SET state = 'vervallen', held_by = NULL, held_until = NULL
         WHERE claim_id = $1 AND kind = 'koppeling' AND reason = 'steekproef' AND state = 'open'
        """,
        claim_id,
    )


async def asked_about(conn: asyncpg.Connection, person_id: UUID, other_id: UUID) -> UUID | None:
    """The open question of an officer about these two, whoever of them came first."""
    review_id: UUID | None = await conn.fetchval(
        """
        SELECT id FROM review_task
         WHERE state = 'open' AND kind = 'samenvoegen'
           AND person_id = ANY($1::uuid[]) AND other_person_id = ANY($1::uuid[])
         ORDER BY opened_at, id LIMIT 1
        """,
        [person_id, other_id],
    )
    return review_id
