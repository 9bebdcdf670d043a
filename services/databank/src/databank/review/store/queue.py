"""The queue of questions of identity: the most informative first, however many wait.

The place of a question is kept with it, and read through an index. What hangs on a question changes
while it waits, so whoever looks weighs anew those on top and a few somewhere below: new ones, which
nobody weighed yet, come first. So a look costs the same with fifty questions as with thousands.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg

from chassis.rows import fetch_all
from databank.review.rules.question import Kind, State
from databank.tables import columns


@dataclass(frozen=True, slots=True)
class QueuedQuestion:
    """A question in the queue. ``people`` are all whom it names; ``information`` is in bits times
    what hangs on it: sightings that stand, open branch shifts and signals."""

    id: UUID
    kind: Kind
    reason: str
    claim_id: UUID
    person_id: UUID
    people: list[UUID | None]
    opened_at: datetime
    state: State
    held_by: str | None
    held_until: datetime | None
    information: float
    sightings: int
    branch_shifts: int
    signals: int


TOP, BELOW, MOST = 100, 50, 600
"""Questions weighed at a look: at least, somewhere below, and at most."""

WEIGHED = """
 CROSS JOIN LATERAL (
  SELECT ARRAY(SELECT person_id UNION SELECT other_person_id UNION
               SELECT (one->>'personId')::uuid FROM jsonb_array_elements(ranked) AS t (one))
         AS people) AS about
 CROSS JOIN LATERAL (
  SELECT coalesce(sum(seen), 0)::bigint AS sightings, coalesce(sum(moves), 0)::bigint
         AS branch_shifts, coalesce(sum(warned), 0)::bigint AS signals
    FROM unnest(people) AS of_whom (whose)
    CROSS JOIN LATERAL (SELECT count(*) FROM sighting
                         WHERE person_id = whose AND withdrawn_at IS NULL) AS a (seen)
    CROSS JOIN LATERAL (SELECT count(*) FROM branch_shift_case
                         WHERE person_id = whose AND withdrawn_at IS NULL) AS b (moves)
    CROSS JOIN LATERAL (SELECT count(*) FROM signal
                         WHERE person_id = whose AND state <> 'afgesloten') AS c (warned)
  ) AS stakes
"""
INFORMATION = "entropy * (1 + sightings + 10 * branch_shifts + 20 * signals)"
ORDER = "ORDER BY place, opened_at, id"


WRITE = """
WITH free AS (
  SELECT id FROM review_task WHERE id = ANY($1::uuid[]) AND state = 'open'
   ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
UPDATE review_task SET place = weighed.place
  FROM unnest($1::uuid[], $2::float8[]) AS weighed (id, place)
 WHERE review_task.id = ANY(ARRAY(SELECT id FROM free)) AND review_task.id = weighed.id
"""
"""Without those that an officer has in hand now: nobody waits for a place in a queue."""


def _reweigh(of_kind: str) -> str:
    """SQL: questions on top and some below whose place is another one by now."""
    return f"""
SELECT id, -({INFORMATION}) AS place FROM review_task {WEIGHED}
 WHERE id = ANY(ARRAY(
       (SELECT id FROM review_task WHERE state = 'open' {of_kind} {ORDER} LIMIT $1)
        UNION
       (SELECT id FROM review_task WHERE state = 'open' AND id >= $2 ORDER BY id LIMIT $3)))
   AND place IS DISTINCT FROM -({INFORMATION})
"""  # noqa: S608  # from here


def _part(of_kind: str) -> str:
    return f"""
WITH task AS (
  SELECT * FROM review_task
   WHERE state = $1 {of_kind} AND ($2::text IS NULL OR reason = $2)
     AND ($3::uuid IS NULL OR person_id = $3 OR other_person_id = $3)
     AND ($4::text IS NULL OR (held_by = $4 AND held_until > $5))
   {ORDER} OFFSET $6 LIMIT $7)
SELECT *, {INFORMATION} AS information FROM task {WEIGHED} {ORDER}
"""  # noqa: S608  # from here


def _next(of_kind: str) -> str:
    """SQL, by key: the question behind the place of the one that was passed over.

    Each bound is a query of its own: behind the policies of shields an index takes no ``coalesce``.
    """
    return f"""
SELECT id FROM review_task
 WHERE state = 'open' {of_kind} AND id IS DISTINCT FROM $1
   AND (held_by IS NULL OR held_by = $2 OR held_until <= $3)
   AND (place, opened_at, id) >= (
       (SELECT coalesce(max(place), '-Infinity')
          FROM review_task WHERE id = $1 AND state = 'open'),
       (SELECT coalesce(max(opened_at), '-Infinity')
          FROM review_task WHERE id = $1 AND state = 'open'),
       (SELECT coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid)))
 {ORDER} LIMIT 1
"""  # noqa: S608  # from here


def _of(kind: Kind | None, otherwise: str = "") -> str:
    """In the text of the query, so that its plan can lean on the index of that kind."""
    return f"AND kind = '{kind.value}'" if kind else otherwise


async def weigh(conn: asyncpg.Connection, kind: Kind | None, shown: int = TOP) -> None:
    """By expected information, the most first: how much is learned, times what hangs on it.

    Learned is the entropy of the posterior in bits: a question whose answer everybody can guess
    teaches nothing. What hangs on it is counted over all persons of the question: each sighting
    that stands for 1, each open branch shift for 10, each signal that is not closed for 20 (it is
    about protecting somebody, so its person must be the right one), and 1 for the claim itself.
    """
    top = min(max(shown, TOP), MOST)
    moved = await conn.fetch(_reweigh(_of(kind)), top, uuid4(), BELOW)
    if moved:
        await conn.execute(WRITE, *columns([(row["id"], row["place"]) for row in moved], 2))


async def listed(
    conn: asyncpg.Connection,
    state: State,
    *,
    kind: Kind | None,
    reason: str | None,
    person_id: UUID | None,
    held_by: str | None,
    now: datetime,
    offset: int,
    limit: int,
) -> list[QueuedQuestion]:
    """A part of the queue; of open questions, the most informative first."""
    if state is State.OPEN:
        await weigh(conn, kind, offset + limit)
    return await fetch_all(
        conn,
        QueuedQuestion,
        _part(_of(kind)),
        state.value,
        reason,
        person_id,
        held_by,
        now,
        offset,
        limit,
    )


async def next_of(
    conn: asyncpg.Connection, kind: Kind | None, by: str, now: datetime, after: UUID | None
) -> UUID | None:
    """The first of the queue that no colleague holds; with ``after``, the first behind that one.

    Without ``kind`` the blind sample is left out: it is work of its own.
    """
    await weigh(conn, kind)
    query = _next(_of(kind, f"AND kind <> '{Kind.STEEKPROEF.value}'"))
    review_id: UUID | None = await conn.fetchval(query, after, by, now)
    return review_id
