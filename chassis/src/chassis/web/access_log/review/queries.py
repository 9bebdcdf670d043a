"""Questions to the access log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.web.access_log.chain import Anchor, TamperedError, chain_head, verify_chain
from chassis.web.access_log.review.labels import CHAIN, LOG
from chassis.web.access_log.review.oversight import Subject

MOST_CHECKED = 1_000_000
"""More rows than this are for ``krachtlijn audit verify``; the page then checks the last ones."""
MOST = 20

ACCESSES = """
SELECT position, at, actor_subject, actor_function, action, subject_kind, subject_id, purpose
  FROM access_log
 WHERE ($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2)
   AND ($3::text IS NULL OR actor_subject = $3) AND ($4::text IS NULL OR action = $4)
   AND ($5::text IS NULL OR purpose = $5 OR starts_with(purpose, $5 || ':'))
   AND ($6::text IS NULL OR subject_id = $6)
 ORDER BY position DESC OFFSET $7 LIMIT $8
"""
OF_SUBJECTS = """
SELECT position, at, actor_subject, actor_function, actor_organisation, action, subject_kind,
       subject_id, purpose
  FROM access_log
 WHERE (subject_kind, subject_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
 ORDER BY position DESC LIMIT $3
"""
BY_DAY = """
SELECT actor_subject, actor_function, (at AT TIME ZONE 'Europe/Brussels')::date AS day,
       count(*) AS accesses,
       count(DISTINCT subject_id) FILTER (WHERE subject_kind = ANY($5::text[])) AS persons
  FROM access_log WHERE at >= $1 AND at < $2 AND NOT subject_kind = ANY($3::text[])
 GROUP BY 1, 2, 3 ORDER BY accesses DESC, day DESC, actor_subject LIMIT $4
"""
MOST_READ = """
SELECT subject_id, count(*) AS accesses, count(DISTINCT actor_subject) AS readers
  FROM access_log WHERE at >= $1 AND at < $2 AND subject_kind = ANY($4::text[])
 GROUP BY 1 ORDER BY readers DESC, accesses DESC, subject_id LIMIT $3
"""
BY_PURPOSE = """
SELECT split_part(purpose, ':', 1) AS purpose, count(*) AS accesses,
       count(DISTINCT actor_subject) AS readers
  FROM access_log WHERE at >= $1 AND at < $2 AND NOT subject_kind = ANY($3::text[])
 GROUP BY 1 ORDER BY accesses DESC, 1
"""
LAST_CHECK = """
SELECT at, subject_id FROM access_log WHERE subject_kind = $1 ORDER BY position DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """What the list is narrowed to; None where it is not."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    action: str | None = None
    purpose: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of the chain found. ``since``: up to where rows were taken for granted."""

    at: datetime
    position: int
    since: int = 0
    broken: bool = False


async def accesses(conn: Any, wanted: AccessFilter, offset: int, limit: int) -> list[Any]:
    """The newest first. A purpose also finds those that say by which request."""
    found: list[Any] = await conn.fetch(
        ACCESSES,
        wanted.since,
        wanted.until,
        wanted.actor,
        wanted.action,
        wanted.purpose,
        wanted.subject,
        offset,
        limit,
    )
    return found


async def of_subjects(conn: Any, subjects: Sequence[Subject], limit: int) -> list[Any]:
    kinds, ids = [one.kind for one in subjects], [one.id for one in subjects]
    found: list[Any] = await conn.fetch(OF_SUBJECTS, kinds, ids, limit)
    return found


async def usage(
    conn: Any, files: Sequence[str], since: datetime, until: datetime
) -> dict[str, list[Any]]:
    """Counts that a person may want to ask about; they say nothing about right or wrong.

    ``files`` are the kinds by which the log names those whom the service keeps files of.
    """
    own = [LOG, CHAIN]
    return {
        "by_day": await conn.fetch(BY_DAY, since, until, own, MOST, list(files)),
        "most_read": await conn.fetch(MOST_READ, since, until, MOST, list(files)),
        "by_purpose": await conn.fetch(BY_PURPOSE, since, until, own),
    }


async def check(conn: Any, at: datetime) -> Check:
    """The chain up to now, as far as a page can wait for it."""
    head: Anchor = await chain_head(conn)
    since = max(0, head.position - MOST_CHECKED)
    try:
        end = await verify_chain(conn, since=since)
    except TamperedError as error:
        return Check(at, error.position, since, broken=True)
    return Check(at, end.position, since)


def noted(found: Check) -> str:
    """How a check stands in the log itself, as the id of what was looked at."""
    return f"{'stuk' if found.broken else 'heel'}:{found.since}:{found.position}"


async def last_check(conn: Any) -> Check | None:
    row = await conn.fetchrow(LAST_CHECK, CHAIN)
    if row is None:
        return None
    state, since, position = row["subject_id"].split(":")
    return Check(row["at"], int(position), int(since), broken=state == "stuk")
