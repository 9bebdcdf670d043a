"""The city's cases about findings, as far as the police see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import Procedure
from databank.finding_register.rules.city_case import CaseState
from databank.tables import Table


class FollowUpRow(Table, table=True):
    """A case of the city: its state is all that the police see of it (handbook §4.3)."""

    __tablename__ = "follow_up"
    __table_args__ = (one_of("kind", Procedure), one_of("state", CaseState))
    case_id: UUID = Field(primary_key=True)
    finding_id: UUID = Field(primary_key=True, index=True)
    kind: Procedure = Field(sa_type=CODE)
    state: CaseState = Field(sa_type=CODE)
    told_at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class CityCase:
    """A case about a finding; ``told_at`` is when the city last told its state."""

    case_id: UUID
    kind: Procedure
    state: CaseState
    told_at: datetime


async def add(conn: asyncpg.Connection, finding_id: UUID, case: CityCase) -> None:
    """Link a finding to its case; a case that is known already stays as it is."""
    await conn.execute(
        """
        INSERT INTO follow_up (case_id, finding_id, kind, state, told_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id, finding_id) DO NOTHING
        """,
        case.case_id,
        finding_id,
        case.kind,
        case.state,
        case.told_at,
    )


async def move(
    conn: asyncpg.Connection, finding_id: UUID, from_id: UUID, to_id: UUID, at: datetime
) -> None:
    """Show a finding under another case, in the state in which that one is known."""
    await conn.execute(
        """
        UPDATE follow_up SET case_id = $3, told_at = $4, state = coalesce(
               (SELECT o.state FROM follow_up o WHERE o.case_id = $3 LIMIT 1), state)
         WHERE finding_id = $1 AND case_id = $2
        """,
        finding_id,
        from_id,
        to_id,
        at,
    )


async def part(conn: asyncpg.Connection, finding_id: UUID, case_id: UUID) -> None:
    """Show a finding no more under a case that it proves not to be of."""
    await conn.execute(
        "DELETE FROM follow_up WHERE finding_id = $1 AND case_id = $2", finding_id, case_id
    )


async def set_state(
    conn: asyncpg.Connection, case_id: UUID, state: CaseState, at: datetime
) -> None:
    await conn.execute(
        "UPDATE follow_up SET state = $2, told_at = $3 WHERE case_id = $1", case_id, state, at
    )


async def resume(conn: asyncpg.Connection, finding_id: UUID) -> None:
    """Show the case as open again: the city need not wait any more."""
    await conn.execute(
        """
        UPDATE follow_up SET state = 'geopend'
         WHERE finding_id = $1 AND state = 'opgeschort_overleg'
        """,
        finding_id,
    )


async def of_finding(conn: asyncpg.Connection, finding_id: UUID) -> list[CityCase]:
    return await fetch_all(
        conn,
        CityCase,
        "SELECT * FROM follow_up WHERE finding_id = $1 ORDER BY told_at, case_id",
        finding_id,
    )
