"""Queries to the access log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chassis.rows import fetch_all
from chassis.web.access_log.chain import Anchor, TamperedError, chain_head, verify_chain
from chassis.web.access_log.review.labels import CHAIN, LOG
from chassis.web.access_log.review.oversight import Subject

MOST_CHECKED = 1_000_000
"""Rows of the log that the page checks at most, the last ones; ``krachtlijn audit verify`` checks
all."""
MOST = 20
"""Rows of a count that are shown."""

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
SELECT position, at, actor_subject, actor_function, action, subject_kind, subject_id, purpose
  FROM access_log
 WHERE (subject_kind, subject_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
 ORDER BY position DESC LIMIT $3
"""
COUNT_BETWEEN = "SELECT count(*) FROM access_log WHERE at >= $1 AND at < $2"
BETWEEN = """
SELECT position, at, actor_subject, actor_function, actor_organisation, action, subject_kind,
       subject_id, purpose
  FROM access_log
 WHERE at >= $1 AND at < $2 AND position > $3 ORDER BY position LIMIT $4
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
    """The accesses that fit every field that is given."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    action: str | None = None
    purpose: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class AccessRow:
    """An access on the screen of the officer."""

    position: int
    at: datetime
    actor_subject: str
    actor_function: str
    action: str
    subject_kind: str
    subject_id: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ExportedAccess(AccessRow):
    """An access in the list that leaves the service."""

    actor_organisation: str


@dataclass(frozen=True, slots=True)
class DailyUse:
    """The accesses of one actor on one day, and the ``persons`` that they were about."""

    actor_subject: str
    actor_function: str
    day: date
    accesses: int
    persons: int


@dataclass(frozen=True, slots=True)
class SubjectUse:
    """The accesses to one subject, and its ``readers``."""

    subject_id: str
    accesses: int
    readers: int


@dataclass(frozen=True, slots=True)
class PurposeUse:
    """The accesses for one purpose, and their ``readers``."""

    purpose: str
    accesses: int
    readers: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts that a person may want to ask about; they say nothing about right or wrong."""

    by_day: list[DailyUse]
    most_read: list[SubjectUse]
    by_purpose: list[PurposeUse]


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of a check of the chain; rows up to ``since`` were taken for granted."""

    at: datetime
    position: int
    since: int = 0
    broken: bool = False


async def accesses(conn: Any, wanted: AccessFilter, offset: int, limit: int) -> list[AccessRow]:
    """Accesses, the newest first. A purpose also finds those that say by which request."""
    return await fetch_all(
        conn,
        AccessRow,
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


async def of_subjects(conn: Any, subjects: Sequence[Subject], limit: int) -> list[AccessRow]:
    """The accesses to any of these subjects, the newest first."""
    kinds, ids = [subject.kind for subject in subjects], [subject.id for subject in subjects]
    return await fetch_all(conn, AccessRow, OF_SUBJECTS, kinds, ids, limit)


async def count_between(conn: Any, since: datetime, until: datetime) -> int:
    count: int = await conn.fetchval(COUNT_BETWEEN, since, until)
    return count


async def between(
    conn: Any, since: datetime, until: datetime, after: int, limit: int
) -> list[ExportedAccess]:
    """The accesses of a period after a position, the oldest first."""
    return await fetch_all(conn, ExportedAccess, BETWEEN, since, until, after, limit)


async def usage(conn: Any, files: Sequence[str], since: datetime, until: datetime) -> Usage:
    """The use of a period; ``files`` are the kinds of subject that the service keeps files of."""
    own = [LOG, CHAIN]
    return Usage(
        by_day=await fetch_all(conn, DailyUse, BY_DAY, since, until, own, MOST, list(files)),
        most_read=await fetch_all(conn, SubjectUse, MOST_READ, since, until, MOST, list(files)),
        by_purpose=await fetch_all(conn, PurposeUse, BY_PURPOSE, since, until, own),
    )


async def check(conn: Any, at: datetime) -> Check:
    """The chain up to now, as far as a page can wait for it."""
    head: Anchor = await chain_head(conn)
    since = max(0, head.position - MOST_CHECKED)
    try:
        end = await verify_chain(conn, since=since)
    except TamperedError as error:
        return Check(at, error.position, since, broken=True)
    return Check(at, end.position, since)


def check_id(check: Check) -> str:
    """The id by which a check stands in the log itself: its outcome and the rows it covered."""
    return f"{'stuk' if check.broken else 'heel'}:{check.since}:{check.position}"


async def last_check(conn: Any) -> Check | None:
    """The last check of the chain, as the log has it."""
    row = await conn.fetchrow(LAST_CHECK, CHAIN)
    if row is None:
        return None
    state, since, position = row["subject_id"].split(":")
    return Check(row["at"], int(position), int(since), broken=state == "stuk")
