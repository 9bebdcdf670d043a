"""Cases of people who moved between branches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from contracts.codes import Branch
from databank.detection.branch_shifts.rules import Case
from databank.tables import MOMENT, Table, columns, fetch

WAITING = "withdrawn_at IS NULL AND NOT shadow AND state IN ('gedetecteerd', 'in_beoordeling')"


class BranchShiftCase(Table, table=True):
    """A case stands while ``withdrawn_at`` is empty. ``state`` is how far people are with it,
    ``outcome`` what they made of it, ``held_by`` the officer who took it.

    ``shadow``: found by a version in shadow. ``told`` is false for those, and for one whose
    withdrawal was told already because people called it a wrong link; it stays, so that the same
    move is not found again.
    """

    __tablename__ = "branch_shift_case"
    __table_args__ = (
        Index("branch_shift_standing", "person_id", postgresql_where="withdrawn_at IS NULL"),
        Index("branch_shift_person", "person_id", "to_seen_at"),
        Index("branch_shift_time", "to_seen_at", "id"),
        Index("branch_shift_outcomes", "rule_version", postgresql_where="outcome IS NOT NULL"),
        Index("branch_shift_waiting", "detected_at", "id", postgresql_where=WAITING),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    from_branch: str
    to_branch: str
    from_seen_at: datetime = Field(sa_type=MOMENT)
    to_seen_at: datetime = Field(sa_type=MOMENT)
    from_sighting: UUID = Field(foreign_key="sighting.id")
    to_sighting: UUID = Field(foreign_key="sighting.id")
    rule_id: str
    rule_version: int
    window_days: int
    confidence: float
    told: bool
    shadow: bool
    detected_at: datetime = Field(sa_type=MOMENT)
    state: str
    outcome: str | None = None
    held_by: str | None = None
    assessed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    assessed_by: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True)
class StandingCase:
    """A case that stands, whether others know of it, and the version in shadow that found it."""

    case: Case
    told: bool
    shadow: int | None


@dataclass(frozen=True, slots=True)
class NewCase:
    id: UUID
    person_id: UUID
    from_branch: str
    to_branch: str
    from_seen_at: datetime
    to_seen_at: datetime
    from_sighting: UUID
    to_sighting: UUID
    rule_id: str
    rule_version: int
    window_days: int
    confidence: float
    told: bool
    shadow: bool
    detected_at: datetime


async def between(
    conn: asyncpg.Connection, stretches: Sequence[tuple[UUID, datetime, datetime]]
) -> dict[UUID, list[StandingCase]]:
    """Standing cases of persons with both sightings within a stretch of time, ends included."""
    rows = await conn.fetch(
        """
        SELECT person_id, id, from_branch, to_branch, from_seen_at, to_seen_at, from_sighting,
               to_sighting, told, shadow, rule_version
          FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (person, begins, ends)
          JOIN branch_shift_case ON person_id = person AND withdrawn_at IS NULL
               AND from_seen_at >= begins AND to_seen_at <= ends
        """,
        *columns(stretches, 3),
    )
    found: dict[UUID, list[StandingCase]] = {person_id: [] for person_id, _, _ in stretches}
    for row in rows:
        case = Case(
            row["id"],
            Branch(row["from_branch"]),
            Branch(row["to_branch"]),
            row["from_seen_at"],
            row["to_seen_at"],
            (row["from_sighting"], row["to_sighting"]),
        )
        shadow = row["rule_version"] if row["shadow"] else None
        found[row["person_id"]].append(StandingCase(case, row["told"], shadow))
    return found


async def add(conn: asyncpg.Connection, case: NewCase) -> None:
    await conn.execute(
        """
        INSERT INTO branch_shift_case (id, person_id, from_branch, to_branch, from_seen_at,
               to_seen_at, from_sighting, to_sighting, rule_id, rule_version, window_days,
               confidence, told, shadow, detected_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'gedetecteerd')
        """,
        case.id,
        case.person_id,
        case.from_branch,
        case.to_branch,
        case.from_seen_at,
        case.to_seen_at,
        case.from_sighting,
        case.to_sighting,
        case.rule_id,
        case.rule_version,
        case.window_days,
        case.confidence,
        case.told,
        case.shadow,
        case.detected_at,
    )


async def refine(
    conn: asyncpg.Connection,
    case_id: UUID,
    evidence: tuple[UUID, UUID],
    seen: tuple[datetime, datetime],
    confidence: float,
    judged_by: tuple[int, int],
) -> None:
    """The same move, shown by other sightings or at other times. ``judged_by`` is the version and
    its window in days."""
    await conn.execute(
        """
        UPDATE branch_shift_case SET from_sighting = $2, to_sighting = $3, from_seen_at = $4,
               to_seen_at = $5, confidence = $6, rule_version = $7, window_days = $8
         WHERE id = $1
        """,
        case_id,
        *evidence,
        *seen,
        confidence,
        *judged_by,
    )


async def withdraw(conn: asyncpg.Connection, case_id: UUID, at: datetime, reason: str) -> None:
    await conn.execute(
        "UPDATE branch_shift_case SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = $1",
        case_id,
        at,
        reason,
    )


async def hold(conn: asyncpg.Connection, case_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM branch_shift_case WHERE id = $1 FOR UPDATE", case_id)


async def assess(
    conn: asyncpg.Connection,
    case_id: UUID,
    state: str,
    held_by: str | None,
) -> None:
    await conn.execute(
        "UPDATE branch_shift_case SET state = $2, held_by = $3 WHERE id = $1",
        case_id,
        state,
        held_by,
    )


async def set_outcome(
    conn: asyncpg.Connection, case_id: UUID, outcome: str, at: datetime, by: str, told: bool
) -> None:
    await conn.execute(
        """
        UPDATE branch_shift_case SET outcome = $2, assessed_at = $3, assessed_by = $4, told = $5
         WHERE id = $1
        """,
        case_id,
        outcome,
        at,
        by,
        told,
    )


async def outcomes(conn: asyncpg.Connection) -> dict[int, dict[str, int]]:
    """By version of the rule: how often people gave each outcome."""
    rows = await conn.fetch(
        """
        SELECT rule_version, outcome, count(*) FROM branch_shift_case
         WHERE outcome IS NOT NULL GROUP BY 1, 2
        """
    )
    found: dict[int, dict[str, int]] = {}
    for version, outcome, count in rows:
        found.setdefault(version, {})[outcome] = count
    return found


async def listed(
    conn: asyncpg.Connection, state: str | None, shadow: bool, offset: int, limit: int
) -> list[asyncpg.Record]:
    """By the time of the move; ``ingetrokken`` are the withdrawn ones."""
    return await fetch(
        conn,
        """
        SELECT *, CASE WHEN withdrawn_at IS NULL THEN state ELSE 'ingetrokken' END AS stand
          FROM branch_shift_case
         WHERE shadow = $4 AND ($1::text IS NULL
            OR ($1 = 'ingetrokken' AND withdrawn_at IS NOT NULL)
            OR (state = $1 AND withdrawn_at IS NULL))
         ORDER BY to_seen_at, id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
        shadow,
    )


async def waiting(
    conn: asyncpg.Connection, before: UUID | None, limit: int
) -> list[asyncpg.Record]:
    """Those on which nobody gave a word yet, found last first; ``before``: behind that one."""
    return await fetch(
        conn,
        f"""
        SELECT * FROM branch_shift_case
         WHERE {WAITING} AND (detected_at, id) < (
               coalesce((SELECT detected_at FROM branch_shift_case WHERE id = $1), 'Infinity'),
               coalesce($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
         ORDER BY detected_at DESC, id DESC LIMIT $2
        """,  # noqa: S608  # from here
        before,
        limit,
    )


async def assessed(conn: asyncpg.Connection, limit: int) -> list[asyncpg.Record]:
    """In force, with an outcome, the newest outcome first; also those withdrawn afterwards."""
    return await fetch(
        conn,
        """
        SELECT * FROM branch_shift_case WHERE outcome IS NOT NULL AND NOT shadow
         ORDER BY assessed_at DESC, id LIMIT $1
        """,
        limit,
    )


async def known_between(
    conn: asyncpg.Connection, begins: datetime, ends: datetime
) -> list[asyncpg.Record]:
    """Of moves that ended in [begins, ends): the cases that stand in force, and those of which
    people said what they are, also in shadow or withdrawn."""
    return await fetch(
        conn,
        """
        SELECT * FROM branch_shift_case
         WHERE to_seen_at >= $1 AND to_seen_at < $2
           AND (outcome IS NOT NULL OR (withdrawn_at IS NULL AND NOT shadow))
         ORDER BY to_seen_at, id
        """,
        begins,
        ends,
    )
