"""Looks that were held, who was seen, and the learned chance that a look meets somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.days import service_day
from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT
from contracts.branches import Branch
from databank.detection.readings.rules.chance import Learned
from databank.detection.readings.rules.expected_recall import HARDLY_VISIBLE
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import Table


class BranchChanceRow(Table, table=True):
    """From ``since`` on; learned from what was known of all days before it. It names nobody."""

    __tablename__ = "branch_chance"
    branch: Branch = Field(primary_key=True, sa_type=CODE)
    since: date = Field(primary_key=True)
    met: int
    looks: int
    chance: float


class ExpectedRecallRow(Table, table=True):
    """Of ``planted`` made-up people who moved in the half-year that begins on ``first_day``, so
    many would be found."""

    __tablename__ = "expected_recall"
    first_day: date = Field(primary_key=True)
    from_branch: Branch = Field(primary_key=True, sa_type=CODE)
    to_branch: Branch = Field(primary_key=True, sa_type=CODE)
    planted: int
    found: int
    measured_at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class ExpectedRecall:
    """Of one direction, as measured on a day."""

    first_day: date
    from_branch: str
    to_branch: str
    planted: int
    found: int
    measured_at: datetime

    @property
    def is_hardly_visible(self) -> bool:
        return self.found < HARDLY_VISIBLE * self.planted

    @property
    def of_hundred(self) -> int:
        return round(100 * self.found / self.planted)


async def looks_held(conn: asyncpg.Connection, until: datetime) -> dict[Branch, list[date]]:
    """The day of service of each inspection that was held, by branch; none of the window branch,
    in which each week is a look."""
    rows = await conn.fetch(
        """
        SELECT branch, started_at FROM inspection
         WHERE state = 'afgerond' AND branch <> $1 AND started_at <= $2 ORDER BY started_at
        """,
        Branch.RAAM.value,
        until,
    )
    held: dict[Branch, list[date]] = {}
    for row in rows:
        held.setdefault(Branch(row["branch"]), []).append(service_day(row["started_at"]))
    return held


_SEEN = f"""
SELECT sighting.person_id, branch, seen_at FROM sighting {OF_SHIFT}
 WHERE branch <> $1 AND seen_at < $2 AND {STANDS}
"""  # noqa: S608 - no values


async def seen(conn: asyncpg.Connection, before: datetime) -> dict[tuple[UUID, Branch], list[date]]:
    """The days on which each person was seen in each branch but the window."""
    days: dict[tuple[UUID, Branch], list[date]] = {}
    for row in await conn.fetch(_SEEN, Branch.RAAM.value, before):
        key = row["person_id"], Branch(row["branch"])
        days.setdefault(key, []).append(service_day(row["seen_at"]))
    return days


async def chances(conn: asyncpg.Connection, since: date) -> dict[Branch, float]:
    rows = await conn.fetch("SELECT branch, chance FROM branch_chance WHERE since = $1", since)
    return {Branch(row["branch"]): row["chance"] for row in rows}


async def add_chances(
    conn: asyncpg.Connection, since: date, learned: Mapping[Branch, Learned]
) -> None:
    """What another request learned meanwhile stays."""
    await conn.executemany(
        "INSERT INTO branch_chance (branch, since, met, looks, chance)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        [
            (branch.value, since, each.met, each.looks, each.chance)
            for branch, each in learned.items()
        ],
    )


_WINDOW = f"""
SELECT sighting.person_id, seen_at FROM sighting {OF_SHIFT}
 WHERE branch = $1 AND seen_at >= $2 AND seen_at < $3 AND {STANDS}
"""  # noqa: S608 - no values


async def window_days(
    conn: asyncpg.Connection, since: datetime, before: datetime
) -> dict[UUID, list[date]]:
    """The days of each person in the window branch."""
    days: dict[UUID, list[date]] = {}
    for row in await conn.fetch(_WINDOW, Branch.RAAM.value, since, before):
        days.setdefault(row["person_id"], []).append(service_day(row["seen_at"]))
    return days


async def add_expected_recall(
    conn: asyncpg.Connection,
    first_day: date,
    planted: int,
    found: Mapping[tuple[Branch, Branch], int],
    at: datetime,
) -> None:
    await conn.executemany(
        "INSERT INTO expected_recall (first_day, from_branch, to_branch, planted, found,"
        " measured_at) VALUES ($1, $2, $3, $4, $5, $6)",
        [
            (first_day, old.value, new.value, planted, many, at)
            for (old, new), many in found.items()
        ],
    )


async def last_expected_recall(conn: asyncpg.Connection) -> list[ExpectedRecall]:
    """Of the last half-year that was measured, by direction, from what is seen best; none yet."""
    return await fetch_all(
        conn,
        ExpectedRecall,
        """
        SELECT first_day, from_branch, to_branch, planted, found, measured_at FROM expected_recall
         WHERE first_day = (SELECT max(first_day) FROM expected_recall)
         ORDER BY found::float / planted DESC, from_branch, to_branch
        """,
    )
