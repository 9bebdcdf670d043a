"""Assessment steps: the history of each case, of branch shifts and of patterns alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from databank.detection.cases.rules import Action, FollowUp, State
from databank.tables import Table


class AssessmentStep(Table, table=True):
    """``state`` is what the action led to. Codes only (DP-19); rows are only added."""

    __tablename__ = "assessment_step"
    __table_args__ = (
        one_of("action", Action),
        one_of("state", State),
        one_of("follow_up", FollowUp),
    )
    case_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    action: Action = Field(sa_type=CODE)
    state: State = Field(sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    actor: str
    function: str
    follow_up: FollowUp | None = Field(default=None, sa_type=CODE)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that a person took, by subject and function."""

    case_id: UUID
    action: Action
    state: State
    at: datetime
    actor: str
    function: str
    follow_up: FollowUp | None


async def add_steps(
    conn: asyncpg.Connection,
    case_id: UUID,
    steps: Sequence[tuple[Action, State]],
    at: datetime,
    actor: tuple[str, str],
    follow_up: FollowUp | None,
) -> None:
    """Add (action, state) to the history of a locked case. ``actor`` is subject and function."""
    for action, state in steps:
        await conn.execute(
            """
            INSERT INTO assessment_step (case_id, position, action, state, at, actor, function,
                   follow_up)
            SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7
              FROM assessment_step WHERE case_id = $1
            """,
            case_id,
            action.value,
            state.value,
            at,
            *actor,
            follow_up.value if follow_up else None,
        )


async def of_cases(conn: asyncpg.Connection, case_ids: Sequence[UUID]) -> dict[UUID, list[StepRow]]:
    """The history of each case, the oldest step first."""
    rows = await fetch_all(
        conn,
        StepRow,
        "SELECT * FROM assessment_step WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, position",
        list(case_ids),
    )
    steps: dict[UUID, list[StepRow]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        steps[row.case_id].append(row)
    return steps
