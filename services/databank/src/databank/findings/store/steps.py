"""What people do with findings: who else is named, the steps, the facts of the zone's list."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from databank.tables import MOMENT, Table, columns, fetch


class FindingPerson(Table, table=True):
    """Somebody besides the offender: who was harmed, who saw it (DP-06)."""

    __tablename__ = "finding_person"
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    position: int = Field(primary_key=True)
    role: str
    person_id: UUID = Field(foreign_key="person.id")
    claim_id: UUID = Field(foreign_key="claim.id", index=True)


class FindingStep(Table, table=True):
    """What people did with a finding, and what it was then. Rows are only added."""

    __tablename__ = "finding_step"
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    position: int = Field(primary_key=True)
    at: datetime = Field(sa_type=MOMENT)
    by: str
    step: str
    state: str
    reason: str | None = None


class FactCode(Table, table=True):
    """What a report may be about: a list of the zone, by date."""

    __tablename__ = "fact_code"
    code: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    label: str


async def set_persons(
    conn: asyncpg.Connection, finding_id: UUID, persons: Sequence[tuple[str, UUID, UUID]]
) -> None:
    """``persons``: role, person, claim."""
    await conn.execute(
        """
        INSERT INTO finding_person (finding_id, position, role, person_id, claim_id)
        SELECT $1, t.* FROM unnest($2::integer[], $3::text[], $4::uuid[], $5::uuid[]) AS t
        """,
        finding_id,
        *columns([(nr, *one) for nr, one in enumerate(persons)], 4),
    )


async def persons_of(conn: asyncpg.Connection, finding_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        """
        SELECT role, finding_person.person_id, given_names, family_name, alias, birth_date
          FROM finding_person JOIN claim ON claim.id = claim_id
         WHERE finding_id = $1 ORDER BY position
        """,
        finding_id,
    )


async def note(
    conn: asyncpg.Connection,
    finding_id: UUID,
    at: datetime,
    by: str,
    step: str,
    state: str,
    reason: str | None = None,
) -> None:
    """Add to the history of a held finding."""
    await conn.execute(
        """
        INSERT INTO finding_step (finding_id, position, at, by, step, state, reason)
        SELECT $1, count(*) + 1, $2, $3, $4, $5, $6 FROM finding_step WHERE finding_id = $1
        """,
        finding_id,
        at,
        by,
        step,
        state,
        reason,
    )


async def history_of(conn: asyncpg.Connection, finding_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn, "SELECT * FROM finding_step WHERE finding_id = $1 ORDER BY position", finding_id
    )


async def fact_codes(conn: asyncpg.Connection, on: date) -> dict[str, str]:
    """Codes that may be used on a day, with what they mean."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT ON (code) code, label FROM fact_code
         WHERE valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)
         ORDER BY code, valid_from DESC
        """,
        on,
    )
    return {row["code"]: row["label"] for row in rows}


async def at_work(conn: asyncpg.Connection, states: Sequence[str]) -> list[asyncpg.Record]:
    """Those in these states, what must leave first at the top. Without who it is about."""
    return await fetch(
        conn,
        """
        SELECT finding.*, establishment.label AS place FROM finding
          LEFT JOIN establishment ON establishment.id = establishment_id
         WHERE state = ANY($1::text[])
         ORDER BY CASE WHEN transferred_at IS NULL THEN transmit_by END NULLS LAST,
                  noted_at DESC, finding.id
         LIMIT 100
        """,
        list(states),
    )
