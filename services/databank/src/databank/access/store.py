"""Queries for the data-protection officer, over all that gives access to persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all, fetch_one

ABOUT = """
SELECT 'signal' AS kind, id FROM signal WHERE person_id = ANY($1::uuid[])
 UNION ALL SELECT $2, id FROM emergency_access WHERE person_id = ANY($1::uuid[])
 UNION ALL SELECT 'exchange', id FROM exchange WHERE person_id = ANY($1::uuid[])
"""
USE = """
SELECT outside.*, emergency.*, research.*, shared.*
  FROM (SELECT count(*) AS outside_searches, count(DISTINCT subject) AS outside_people
          FROM purpose_grant
         WHERE reason IS NOT NULL AND granted_at >= $1 AND granted_at < $2) AS outside,
       (SELECT count(*) AS emergencies_asked, count(until) AS emergencies_granted,
               count(*) FILTER (WHERE until IS NOT NULL AND verdict IS NULL)
                 AS emergencies_unjudged
          FROM emergency_access WHERE asked_at >= $1 AND asked_at < $2) AS emergency,
       (SELECT count(*) FILTER (WHERE opened_at >= $1 AND opened_at < $2) AS cases_opened,
               count(*) FILTER (WHERE closed_at IS NULL AND opened_at < $3) AS cases_long_open
          FROM research_case) AS research,
       (SELECT count(*) AS exchanges, count(person_id) AS exchanges_about_persons,
               count(judicial_leave) AS judicial_leaves
          FROM exchange WHERE happened_at >= $1 AND happened_at < $2
           AND state <> 'ingetrokken') AS shared
"""


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Something that is about a person, as the access log names it."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class AccessFigures:
    """Use of access in a period, in numbers."""

    outside_searches: int
    outside_people: int
    emergencies_asked: int
    emergencies_granted: int
    emergencies_unjudged: int
    cases_opened: int
    cases_long_open: int
    exchanges: int
    exchanges_about_persons: int
    judicial_leaves: int


async def about_persons(
    conn: asyncpg.Connection, person_ids: Sequence[UUID], emergency_kind: str
) -> list[SubjectRow]:
    """Signals, requests for emergency access and exchanges about these ids of persons."""
    return await fetch_all(conn, SubjectRow, ABOUT, person_ids, emergency_kind)


async def figures(
    conn: asyncpg.Connection, since: datetime, until: datetime, opened_before: datetime
) -> AccessFigures:
    """Figures of a period; cases opened before ``opened_before`` and still open are long open."""
    row = await fetch_one(conn, AccessFigures, USE, since, until, opened_before)
    assert row is not None  # counts alone
    return row
