"""The history of findings, the other persons they name, and the facts of the zone's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from databank.finding_register.rules.steps import Entry, FindingState, PersonRole, Step
from databank.tables import Table, columns


class FindingPersonRow(Table, table=True):
    """Somebody besides the offender: a victim or a witness (DP-06)."""

    __tablename__ = "finding_person"
    __table_args__ = (one_of("role", PersonRole),)
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    position: int = Field(primary_key=True)
    role: PersonRole = Field(sa_type=CODE)
    person_id: UUID = Field(foreign_key="person.id")
    claim_id: UUID = Field(foreign_key="claim.id", index=True)


class FindingStepRow(Table, table=True):
    """A step that somebody took with a finding, and its state after it. Rows are only added."""

    __tablename__ = "finding_step"
    __table_args__ = (one_of("step", [*Step, *Entry]), one_of("state", FindingState))
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    position: int = Field(primary_key=True)
    at: datetime = Field(sa_type=MOMENT)
    by: str
    step: str
    state: FindingState = Field(sa_type=CODE)
    reason: str | None = None


class FactCodeRow(Table, table=True):
    """A fact that a report may be about: a list of the zone, by date."""

    __tablename__ = "fact_code"
    code: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    label: str


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Somebody besides the offender, by the claim that was made of them then."""

    role: PersonRole
    person_id: UUID
    claim_id: UUID


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """The same, with the name that the claim has."""

    role: PersonRole
    person_id: UUID
    given_names: str | None
    family_name: str | None
    alias: str | None

    def __repr__(self) -> str:
        return "<named person>"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A line of the history of a finding."""

    at: datetime
    by: str
    step: Step | Entry
    state: FindingState
    reason: str | None = None


async def set_persons(
    conn: asyncpg.Connection, finding_id: UUID, persons: Sequence[OtherPerson]
) -> None:
    rows = [
        (position, person.role, person.person_id, person.claim_id)
        for position, person in enumerate(persons)
    ]
    await conn.execute(
        """
        INSERT INTO finding_person (finding_id, position, role, person_id, claim_id)
        SELECT $1, t.* FROM unnest($2::integer[], $3::text[], $4::uuid[], $5::uuid[]) AS t
        """,
        finding_id,
        *columns(rows, 4),
    )


async def persons_of(conn: asyncpg.Connection, finding_id: UUID) -> list[NamedPerson]:
    return await fetch_all(
        conn,
        NamedPerson,
        """
        SELECT role, finding_person.person_id, given_names, family_name, alias, birth_date
          FROM finding_person JOIN claim ON claim.id = claim_id
         WHERE finding_id = $1 ORDER BY position
        """,
        finding_id,
    )


async def note(conn: asyncpg.Connection, finding_id: UUID, entry: HistoryEntry) -> None:
    """Add to the history of a finding that this transaction holds."""
    await conn.execute(
        """
        INSERT INTO finding_step (finding_id, position, at, by, step, state, reason)
        SELECT $1, count(*) + 1, $2, $3, $4, $5, $6 FROM finding_step WHERE finding_id = $1
        """,
        finding_id,
        entry.at,
        entry.by,
        entry.step,
        entry.state,
        entry.reason,
    )


async def of_finding(conn: asyncpg.Connection, finding_id: UUID) -> list[HistoryEntry]:
    return await fetch_all(
        conn,
        HistoryEntry,
        "SELECT * FROM finding_step WHERE finding_id = $1 ORDER BY position",
        finding_id,
    )


async def fact_codes(conn: asyncpg.Connection, on: date) -> dict[str, str]:
    """The codes that may be used on a day, with their labels."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT ON (code) code, label FROM fact_code
         WHERE valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)
         ORDER BY code, valid_from DESC
        """,
        on,
    )
    return {row["code"]: row["label"] for row in rows}
