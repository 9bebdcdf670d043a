"""Looks that were held, who was seen, and the learned chance that a look meets somebody."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.days import service_day
from chassis.tables import CODE
from contracts.branches import Branch
from databank.detection.readings.rules.chance import Learned
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
