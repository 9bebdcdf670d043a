"""Status of every queue that waits for people: counts and moments alone, nobody's data."""

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from chassis.rows import typed
from databank.welfare.store.protective_doubts import OPEN


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """Items that wait in a queue, and since when the oldest does.

    ``pressing`` are urgent signals that nobody looked at, ``late`` those of all signals whose term
    is over.
    """

    count: int
    since: datetime | None
    pressing: int = 0
    late: int = 0


NOTHING = QueueStatus(0, None)
QUEUES = f"""
SELECT kind AS queue, count(*), min(opened_at) AS since, 0 AS pressing, 0 AS late
  FROM review_task WHERE state = 'open' GROUP BY kind
 UNION ALL
SELECT 'verschuivingen', count(*), min(detected_at), 0, 0 FROM branch_shift_case
 WHERE withdrawn_at IS NULL AND NOT shadow AND state IN ('gedetecteerd', 'in_beoordeling')
 UNION ALL
SELECT CASE WHEN shadow THEN 'schaduw' ELSE 'patronen' END, count(*), min(detected_at), 0, 0
  FROM pattern_case
 WHERE withdrawn_at IS NULL AND state IN ('gedetecteerd', 'in_beoordeling') GROUP BY shadow
 UNION ALL
SELECT 'overleg', count(*), min(since), 0, 0 FROM ({OPEN}) AS waiting
"""  # noqa: S608  # from here
SIGNALS = """
SELECT count(*), min(raised_at) AS since,
       count(*) FILTER (WHERE state = 'gemeld' AND priority = 'dringend') AS pressing,
       count(*) FILTER (WHERE state = 'gemeld' AND triage_due_at < $1) AS late
  FROM signal WHERE state <> 'afgesloten'
"""


async def queues(conn: asyncpg.Connection) -> dict[str, QueueStatus]:
    """By queue: kinds of questions of identity, ``verschuivingen``, ``patronen``, ``schaduw``,
    ``overleg``."""
    rows = await conn.fetch(QUEUES)
    return {row["queue"]: typed(QueueStatus, row) for row in rows}


async def signals(conn: asyncpg.Connection, now: datetime) -> QueueStatus:
    return typed(QueueStatus, await conn.fetchrow(SIGNALS, now))
