"""Open questions of identity behind which a move between branches may wait."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from databank.review.store.questions import QuestionRow

BEHIND = """
WITH RECURSIVE asked AS (
  SELECT task.id, person_id, claim_id, (candidate ->> 'personId')::uuid AS other
    FROM review_task AS task, jsonb_array_elements(ranked) AS candidate
   WHERE state = 'open' AND kind <> 'steekproef'
   UNION
  SELECT id, person_id, claim_id, other_person_id FROM review_task
   WHERE state = 'open' AND kind <> 'steekproef' AND other_person_id IS NOT NULL
), named AS (
  SELECT * FROM asked
   UNION
  SELECT named.id, person_id, claim_id, person.merged_into
    FROM named JOIN person ON person.id = named.other
   WHERE person.merged_into IS NOT NULL
)
SELECT * FROM review_task
 WHERE id IN (
       SELECT id FROM named
        WHERE ($2::uuid IS NULL OR $2 IN (person_id, other)) AND EXISTS (
              SELECT FROM sighting AS ours
                JOIN sighting AS theirs ON theirs.branch <> ours.branch
                     AND theirs.person_id IN (named.other, named.person_id)
                     AND theirs.seen_at BETWEEN ours.seen_at - $1::interval
                                            AND ours.seen_at + $1::interval
               WHERE ours.person_id = named.person_id
                 AND (theirs.person_id = named.other OR ours.claim_id = named.claim_id)
                 AND ours.withdrawn_at IS NULL AND theirs.withdrawn_at IS NULL))
 ORDER BY opened_at DESC, id OFFSET $3 LIMIT $4
"""


async def questions(
    conn: asyncpg.Connection, window: timedelta, person_id: UUID | None, offset: int, limit: int
) -> list[QuestionRow]:
    """Those that compare two persons seen in two branches within the window, the newest first.

    Of one person, or of all. None of the blind sample: that would tell what was decided.
    """
    return await fetch_all(conn, QuestionRow, BEHIND, window, person_id, offset, limit)
