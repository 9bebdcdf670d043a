"""Facts: added in batches, withdrawn by state, read by period."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import BigInteger, Column, Identity, Index, Text, text
from sqlmodel import Field

from chassis.db import Transaction
from chassis.json_documents import json_text
from chassis.rows import fetch_all
from chassis.tables import DOCUMENT, MOMENT
from reporting.facts.rules.facts import WITHDRAWN_BY, WITHDRAWS, Fact, Facts, NewFact
from reporting.facts.store import shifts, sources
from reporting.tables import Table


class StoredFact(Table, table=True):
    """One row per event. ``nr`` is the order of arrival, which within one subject is true order.

    It was known from ``recorded_at`` on, and until ``withdrawn_at``, where something withdraws it.
    """

    __tablename__ = "fact"
    __table_args__ = (
        Index("fact_kind_day", "kind", "day"),
        Index("fact_subject", "subject_id", "kind"),
        Index(
            "fact_first_inspection",
            "recorded_at",
            "event_id",
            postgresql_where=text("kind = 'inspection-completed'"),
        ),
    )

    event_id: UUID = Field(primary_key=True)
    nr: int = Field(sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    kind: str = Field(sa_type=Text)
    subject_id: UUID
    occurred_at: datetime = Field(sa_type=MOMENT)
    day: date
    told_at: datetime = Field(sa_type=MOMENT)
    recorded_at: datetime = Field(
        sa_column=Column(MOMENT, nullable=False, server_default=text("now()"))
    )
    branch: str | None = Field(default=None, sa_type=Text)
    dims: dict[str, Any] = Field(sa_type=DOCUMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)


ADD = """
INSERT INTO fact (event_id, kind, subject_id, occurred_at, day, told_at, recorded_at, branch, dims)
SELECT event_id, kind, subject_id, occurred_at, day, told_at, recorded_at, branch, dims::jsonb
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::date[], $6::timestamptz[],
              $7::timestamptz[], $8::text[], $9::text[])
    AS t (event_id, kind, subject_id, occurred_at, day, told_at, recorded_at, branch, dims)
ON CONFLICT (event_id) DO NOTHING
"""

# In both the order of arrival decides, so that nothing depends on what came in one batch.
BORN_WITHDRAWN = """
UPDATE fact SET withdrawn_at = before.recorded_at
  FROM (
    SELECT f.event_id, min(w.recorded_at) AS recorded_at
      FROM unnest($1::uuid[], $2::uuid[], $3::text[])
        AS new (event_id, subject_id, withdrawn_by)
      JOIN fact w ON w.subject_id = new.subject_id
       AND w.kind = ANY(string_to_array(new.withdrawn_by, ' '))
      JOIN fact f ON f.event_id = new.event_id AND w.nr < f.nr AND w.told_at >= f.told_at
     GROUP BY f.event_id
  ) AS before
 WHERE fact.event_id = before.event_id AND withdrawn_at IS NULL
"""

WITHDRAW = """
UPDATE fact SET withdrawn_at = first.recorded_at
  FROM (
    SELECT DISTINCT ON (gone.event_id) gone.event_id, w.recorded_at
      FROM unnest($1::uuid[], $2::text[]) AS new (event_id, withdraws)
      JOIN fact w ON w.event_id = new.event_id
      JOIN fact gone ON gone.subject_id = w.subject_id
       AND gone.kind = ANY(string_to_array(new.withdraws, ' '))
       AND gone.nr < w.nr AND gone.withdrawn_at IS NULL
       AND (w.dims->>'observed_at' IS NULL
            OR gone.occurred_at = (w.dims->>'observed_at')::timestamptz)
       AND (w.dims->>'renewal' IS NULL OR gone.dims->>'renewal' IS NULL
            OR gone.dims->>'renewal' = w.dims->>'renewal')
     ORDER BY gone.event_id, w.nr
  ) AS first
 WHERE fact.event_id = first.event_id
"""


async def add(tx: Transaction, new: Sequence[NewFact]) -> None:
    """Keep the facts once each, and mark what they withdraw.

    A withdrawal may come before what it withdraws (a parked message that was redriven): then the
    later arrival is born withdrawn, unless it was told after the withdrawal.
    """
    await tx.conn.execute(
        ADD,
        [fact.event_id for fact in new],
        [fact.kind for fact in new],
        [fact.subject_id for fact in new],
        [fact.occurred_at for fact in new],
        [fact.day for fact in new],
        [fact.told_at for fact in new],
        [fact.recorded_at for fact in new],
        [fact.branch for fact in new],
        [json_text(fact.dims) for fact in new],
    )
    if later := [fact for fact in new if fact.kind in WITHDRAWN_BY]:
        await tx.conn.execute(
            BORN_WITHDRAWN,
            [fact.event_id for fact in later],
            [fact.subject_id for fact in later],
            [" ".join(WITHDRAWN_BY[fact.kind]) for fact in later],
        )
    if withdrawals := [fact for fact in new if fact.kind in WITHDRAWS]:
        await tx.conn.execute(
            WITHDRAW,
            [fact.event_id for fact in withdrawals],
            [" ".join(WITHDRAWS[fact.kind]) for fact in withdrawals],
        )
    await sources.note(tx.conn, new)
    await shifts.renew(tx.conn, {fact.subject_id for fact in new if fact.kind in shifts.KINDS})


KNOWN = (
    "($1::timestamptz IS NULL AND withdrawn_at IS NULL OR recorded_at <= $1"
    " AND (withdrawn_at IS NULL OR withdrawn_at > $1))"
)
"""Whether a fact counts now, or counted at the moment of the first argument."""
READ = f"""
SELECT kind, subject_id, day, branch, dims::text AS dims FROM fact
 WHERE {KNOWN} AND kind = ANY($2::text[])
"""  # noqa: S608  # constants
IN_PERIOD = f"{READ} AND day BETWEEN $3 AND $4 ORDER BY nr"
OF_SUBJECTS = f"""{READ}
   AND subject_id IN (SELECT subject_id FROM fact
                       WHERE kind = ANY($3::text[]) AND day BETWEEN $4 AND $5)
 ORDER BY nr
"""  # noqa: S608  # constants

SETTLED = timedelta(seconds=5)
"""Of the machine: so long after the last of them facts are taken to be all there."""
ARRIVE = """
SELECT EXISTS (
  SELECT FROM fact JOIN bus_inbox USING (event_id)
   WHERE kind = ANY($1::text[]) AND day BETWEEN $2 AND $3 AND recorded_at <= $4
     AND handled_at > clock_timestamp() - $5::interval
)
"""
HEARD = """
SELECT EXISTS (SELECT FROM fact WHERE kind = ANY($1::text[]) AND recorded_at >= $2)
"""
PARKED = """
SELECT EXISTS (SELECT FROM bus_parked WHERE consumer = 'reporting' AND type = ANY($1::text[]))
"""


async def read(
    conn: asyncpg.Connection,
    kinds: Collection[str],
    first: date,
    last: date,
    as_of: datetime | None = None,
) -> Facts:
    """The facts of these kinds that count, from the first to the last day; or that counted then."""
    rows = await conn.fetch(
        IN_PERIOD,
        as_of,
        list(kinds),
        first,
        last,
    )
    return _facts(rows)


async def history(
    conn: asyncpg.Connection,
    kinds: Collection[str],
    of: Collection[str],
    first: date,
    last: date,
    as_of: datetime | None = None,
) -> Facts:
    """The facts of these kinds, of any day, about subjects with a fact of ``of`` in a period."""
    rows = await conn.fetch(
        OF_SUBJECTS,
        as_of,
        list(kinds),
        list(of),
        first,
        last,
    )
    return _facts(rows)


def _facts(rows: Sequence[asyncpg.Record]) -> Facts:
    return Facts(
        Fact(row["kind"], row["subject_id"], row["day"], row["branch"], orjson.loads(row["dims"]))
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class FactCount:
    """The number of facts of a kind, and of those that are withdrawn."""

    kind: str
    facts: int = 0
    withdrawn: int = 0


async def counts(conn: asyncpg.Connection) -> dict[str, FactCount]:
    """The counts by kind, of kinds that have facts."""
    rows = await fetch_all(
        conn,
        FactCount,
        "SELECT kind, count(*) AS facts, count(withdrawn_at) AS withdrawn FROM fact GROUP BY kind",
    )
    return {row.kind: row for row in rows}


async def first_day(conn: asyncpg.Connection, kinds: Collection[str]) -> date | None:
    """The day of the oldest fact of these kinds, one step into the index for each."""
    oldest: date | None = await conn.fetchval(
        "SELECT min(oldest) FROM unnest($1::text[]) AS k (kind),"
        " LATERAL (SELECT min(day) AS oldest FROM fact WHERE fact.kind = k.kind) o",
        list(kinds),
    )
    return oldest


async def arrive(
    conn: asyncpg.Connection, kinds: Collection[str], first: date, last: date, until: datetime
) -> bool:
    """Whether facts of these days, recorded until a moment, came within the last seconds."""
    coming: bool = await conn.fetchval(ARRIVE, list(kinds), first, last, until, SETTLED)
    return coming


async def are_heard(conn: asyncpg.Connection, kinds: Collection[str], since: datetime) -> bool:
    """Whether anything of these kinds came that was recorded at a moment or after it.

    A publisher sends in the order in which it records, so all that it recorded before has left it.
    """
    heard: bool = await conn.fetchval(HEARD, list(kinds), since)
    return heard


async def are_parked(conn: asyncpg.Connection, types: Collection[str]) -> bool:
    """Whether a message of these types waits for people, or for its key."""
    parked: bool = await conn.fetchval(PARKED, list(types))
    return parked


async def rounding_secret(conn: asyncpg.Connection) -> bytes:
    """The id of the first inspection ever told: random, the same after a replay, and shown to none
    of those for whom counts are rounded by it. Whoever can read it can read the counts themselves.
    """
    first: UUID | None = await conn.fetchval(
        "SELECT subject_id FROM fact WHERE kind = 'inspection-completed'"
        " ORDER BY recorded_at, event_id LIMIT 1"
    )
    return first.bytes if first else b""


@dataclass(frozen=True, slots=True)
class BranchMoves:
    """Moves from one branch to another: the number that came true and still stand, that were
    withdrawn after that, and that are announced and have not come true."""

    origin: str
    target: str
    standing: int
    withdrawn: int
    announced: int


async def branch_shifts(conn: asyncpg.Connection, first: date, last: date) -> list[BranchMoves]:
    """By the day on which somebody was, or is expected, in the new branch."""
    return await fetch_all(
        conn,
        BranchMoves,
        "SELECT dims->>'from_branch' AS origin, dims->>'to_branch' AS target,"
        "       count(DISTINCT subject_id) FILTER (WHERE detected AND stands) AS standing,"
        "       count(DISTINCT subject_id) FILTER (WHERE detected AND NOT stands) AS withdrawn,"
        "       count(DISTINCT subject_id) FILTER (WHERE NOT detected AND stands) AS announced"
        "  FROM (SELECT subject_id, dims, kind = 'branch-shift-detected' AS detected,"
        "               withdrawn_at IS NULL AND (kind = 'branch-shift-detected' OR NOT EXISTS ("
        "                 SELECT FROM fact AS came WHERE came.subject_id = fact.subject_id"
        "                    AND came.kind = 'branch-shift-detected'"
        "                    AND came.withdrawn_at IS NULL)) AS stands"
        "          FROM fact WHERE kind IN ('branch-shift-detected', 'branch-shift-announced')"
        "           AND day BETWEEN $1 AND $2) AS move"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        first,
        last,
    )
