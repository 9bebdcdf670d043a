"""What people did with a case, step by step: of branch shifts and of patterns alike."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from databank.tables import MOMENT, Table


class AssessmentStep(Table, table=True):
    """``state`` is what the action led to. Codes only (DP-19); rows are only added."""

    __tablename__ = "assessment_step"
    case_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    action: str
    state: str
    at: datetime = Field(sa_type=MOMENT)
    actor: str
    function: str
    follow_up: str | None = None


async def note(
    conn: asyncpg.Connection,
    case_id: UUID,
    steps: Sequence[tuple[str, str]],
    at: datetime,
    actor: tuple[str, str],
    follow_up: str | None,
) -> None:
    """Add (action, state) to the history of a held case. ``actor`` is subject and function."""
    for action, state in steps:
        await conn.execute(
            """
            INSERT INTO assessment_step (case_id, position, action, state, at, actor, function,
                   follow_up)
            SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7
              FROM assessment_step WHERE case_id = $1
            """,
            case_id,
            action,
            state,
            at,
            *actor,
            follow_up,
        )


async def of_cases(
    conn: asyncpg.Connection, case_ids: Sequence[UUID]
) -> dict[UUID, list[asyncpg.Record]]:
    rows = await conn.fetch(
        "SELECT * FROM assessment_step WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, position",
        list(case_ids),
    )
    found: dict[UUID, list[asyncpg.Record]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        found[row["case_id"]].append(row)
    return found
