"""Cases of branch shifts: the table, what detection writes, and what people read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.detection.branch_shifts.rules import Case, WithdrawalReason
from databank.detection.cases.rules import Outcome, Stand
from databank.detection.cases.store.cases import CaseColumns, CaseRow, CaseTable, checks
from databank.sightings.rules.basis import Basis
from databank.tables import Table, columns

WAITING = "withdrawn_at IS NULL AND NOT shadow AND state IN ('gedetecteerd', 'in_beoordeling')"


class BranchShiftCase(Table, CaseColumns, table=True):
    """A case of a person who worked in one branch and shortly after in another.

    ``told`` is false of cases in shadow, and of one whose withdrawal was told already because
    people called it a wrong link; it stays, so that the same shift is not found again. ``basis`` is
    what it rested on when it was last looked at; empty where an older release wrote it.
    """

    __tablename__ = CaseTable.BRANCH_SHIFT.value
    __table_args__ = (
        Index("branch_shift_standing", "person_id", postgresql_where="withdrawn_at IS NULL"),
        Index("branch_shift_person", "person_id", "to_seen_at"),
        Index("branch_shift_time", "to_seen_at", "id"),
        Index("branch_shift_outcomes", "rule_version", postgresql_where="outcome IS NOT NULL"),
        Index("branch_shift_waiting", "detected_at", "id", postgresql_where=WAITING),
        *checks(),
        one_of("basis", Basis),
    )
    person_id: UUID = Field(foreign_key="person.id")
    from_branch: Branch = Field(sa_type=CODE)
    to_branch: Branch = Field(sa_type=CODE)
    from_seen_at: datetime = Field(sa_type=MOMENT)
    to_seen_at: datetime = Field(sa_type=MOMENT)
    from_sighting: UUID = Field(foreign_key="sighting.id")
    to_sighting: UUID = Field(foreign_key="sighting.id")
    window_days: int
    told: bool
    basis: Basis | None = Field(default=None, sa_type=CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchShiftRow(CaseRow):
    """A case as a reader gets it."""

    person_id: UUID
    from_branch: Branch
    to_branch: Branch
    from_seen_at: datetime
    to_seen_at: datetime
    from_sighting: UUID
    to_sighting: UUID
    window_days: int
    told: bool
    basis: Basis | None

    @property
    def branches(self) -> tuple[Branch, Branch]:
        return self.from_branch, self.to_branch

    def rests_on(self, now: datetime) -> Basis:
        """The basis; where an older release left it out, as far as the time tells."""
        return self.basis or (Basis.AANGEKONDIGD if self.to_seen_at > now else Basis.BEGONNEN)


@dataclass(frozen=True, slots=True)
class StandingCase:
    """A case that stands, whether others know of it, and the version in shadow that found it."""

    case: Case
    told: bool
    shadow: int | None


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be written."""

    id: UUID
    person_id: UUID
    from_branch: Branch
    to_branch: Branch
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
    basis: Basis


async def between(
    conn: asyncpg.Connection, stretches: Sequence[tuple[UUID, datetime, datetime]]
) -> dict[UUID, list[StandingCase]]:
    """Standing cases of persons with both sightings within a stretch of time, ends included."""
    rows = await conn.fetch(
        """
        SELECT person_id, id, from_branch, to_branch, from_seen_at, to_seen_at, from_sighting,
               to_sighting, told, shadow, rule_version, basis
          FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (person, begins, ends)
          JOIN branch_shift_case ON person_id = person AND withdrawn_at IS NULL
               AND from_seen_at >= begins AND to_seen_at <= ends
        """,
        *columns(stretches, 3),
    )
    standing: dict[UUID, list[StandingCase]] = {person_id: [] for person_id, _, _ in stretches}
    for row in rows:
        case = Case(
            row["id"],
            Branch(row["from_branch"]),
            Branch(row["to_branch"]),
            row["from_seen_at"],
            row["to_seen_at"],
            (row["from_sighting"], row["to_sighting"]),
            Basis(row["basis"]) if row["basis"] else None,
        )
        shadow = row["rule_version"] if row["shadow"] else None
        standing[row["person_id"]].append(StandingCase(case, row["told"], shadow))
    return standing


async def add(conn: asyncpg.Connection, case: NewCase) -> None:
    await conn.execute(
        """
        INSERT INTO branch_shift_case (id, person_id, from_branch, to_branch, from_seen_at,
               to_seen_at, from_sighting, to_sighting, rule_id, rule_version, window_days,
               confidence, told, shadow, detected_at, basis, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                'gedetecteerd')
        """,
        case.id,
        case.person_id,
        case.from_branch.value,
        case.to_branch.value,
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
        case.basis.value,
    )


async def refine(
    conn: asyncpg.Connection,
    case_id: UUID,
    evidence: tuple[UUID, UUID],
    seen: tuple[datetime, datetime],
    confidence: float,
    judged_by: tuple[int, int],
    basis: Basis,
) -> None:
    """The same shift, shown by other sightings, at other times or better. ``judged_by`` is the
    version and its window in days."""
    await conn.execute(
        """
        UPDATE branch_shift_case SET from_sighting = $2, to_sighting = $3, from_seen_at = $4,
               to_seen_at = $5, confidence = $6, rule_version = $7, window_days = $8, basis = $9
         WHERE id = $1
        """,
        case_id,
        *evidence,
        *seen,
        confidence,
        *judged_by,
        basis.value,
    )


async def withdraw(
    conn: asyncpg.Connection, case_id: UUID, at: datetime, reason: WithdrawalReason
) -> None:
    """The timeline no longer shows it."""
    await conn.execute(
        "UPDATE branch_shift_case SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = $1",
        case_id,
        at,
        reason.value,
    )


async def get_for_update(conn: asyncpg.Connection, case_id: UUID) -> BranchShiftRow | None:
    """A case, locked until the end of the transaction."""
    return await fetch_one(
        conn,
        BranchShiftRow,
        "SELECT * FROM branch_shift_case WHERE id = $1 FOR UPDATE",
        case_id,
    )


async def set_untold(conn: asyncpg.Connection, case_id: UUID) -> None:
    """Nobody counts the case any more."""
    await conn.execute("UPDATE branch_shift_case SET told = false WHERE id = $1", case_id)


async def outcomes(conn: asyncpg.Connection) -> dict[int, dict[Outcome, int]]:
    """By version of the rule: how often people gave each outcome."""
    rows = await conn.fetch(
        """
        SELECT rule_version, outcome, count(*) FROM branch_shift_case
         WHERE outcome IS NOT NULL GROUP BY 1, 2
        """
    )
    counts: dict[int, dict[Outcome, int]] = {}
    for version, outcome, count in rows:
        counts.setdefault(version, {})[Outcome(outcome)] = count
    return counts


async def listed(
    conn: asyncpg.Connection, stand: Stand | None, shadow: bool, offset: int, limit: int
) -> list[BranchShiftRow]:
    """By the time of the shift."""
    return await fetch_all(
        conn,
        BranchShiftRow,
        """
        SELECT * FROM branch_shift_case
         WHERE shadow = $4 AND ($1::text IS NULL
            OR ($1 = 'ingetrokken' AND withdrawn_at IS NOT NULL)
            OR (state = $1 AND withdrawn_at IS NULL))
         ORDER BY to_seen_at, id OFFSET $2 LIMIT $3
        """,
        stand.value if stand else None,
        offset,
        limit,
        shadow,
    )


async def waiting(
    conn: asyncpg.Connection, before: UUID | None, limit: int
) -> list[BranchShiftRow]:
    """Those on which nobody gave a word yet, found last first; ``before``: behind that one."""
    return await fetch_all(
        conn,
        BranchShiftRow,
        f"""
        SELECT * FROM branch_shift_case
         WHERE {WAITING} AND (detected_at, id) < (
               (SELECT coalesce(max(detected_at), 'Infinity')
                  FROM branch_shift_case WHERE id = $1),
               (SELECT coalesce($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)))
         ORDER BY detected_at DESC, id DESC LIMIT $2
        """,  # noqa: S608  # from here
        before,
        limit,
    )


async def assessed(conn: asyncpg.Connection, offset: int, limit: int) -> list[BranchShiftRow]:
    """In force, with an outcome, the newest outcome first; also those withdrawn afterwards."""
    return await fetch_all(
        conn,
        BranchShiftRow,
        """
        SELECT * FROM branch_shift_case WHERE outcome IS NOT NULL AND NOT shadow
         ORDER BY assessed_at DESC, id OFFSET $1 LIMIT $2
        """,
        offset,
        limit,
    )


async def known_between(
    conn: asyncpg.Connection, begins: datetime, ends: datetime
) -> list[BranchShiftRow]:
    """Of shifts that ended in [begins, ends): the cases that stand in force, and those that people
    assessed, also in shadow or withdrawn."""
    return await fetch_all(
        conn,
        BranchShiftRow,
        """
        SELECT * FROM branch_shift_case
         WHERE to_seen_at >= $1 AND to_seen_at < $2
           AND (outcome IS NOT NULL OR (withdrawn_at IS NULL AND NOT shadow))
         ORDER BY to_seen_at, id
        """,
        begins,
        ends,
    )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """It differs when a case was found, became firm, was assessed or withdrawn meanwhile, or when
    people were asked who somebody is, or answered."""

    cases: int
    last_detected_at: datetime | None
    last_withdrawn_at: datetime | None
    untouched: int
    announced: int
    asked: int
    last_asked_at: datetime | None


async def fingerprint(conn: asyncpg.Connection) -> Fingerprint:
    """All cases in a few figures, to see that something changed."""
    row = await conn.fetchrow(
        "SELECT count(*), max(detected_at), max(withdrawn_at),"
        " count(*) FILTER (WHERE state = 'gedetecteerd'),"
        " count(*) FILTER (WHERE basis = 'aangekondigd'),"
        " (SELECT count(*) FROM review_task WHERE state = 'open'),"
        " (SELECT max(opened_at) FROM review_task WHERE state = 'open') FROM branch_shift_case"
    )
    return Fingerprint(*row)
