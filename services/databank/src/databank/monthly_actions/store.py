"""Table of monthly actions; that one was held follows from the inspections of its month."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT
from contracts.branches import Branch
from databank.monthly_actions.rules import ActionState, state_of
from databank.tables import Table


class MonthlyActionRow(Table, table=True):
    """``month`` is its first day in the city, from ``begins_at`` to ``ends_at``.

    ``passed_at`` is a flag, set once the month is over.
    """

    __tablename__ = "monthly_action"
    __table_args__ = (
        Index(
            "monthly_action_standing",
            "month",
            "branch",
            unique=True,
            postgresql_where="withdrawn_at IS NULL",
        ),
    )
    id: UUID = Field(primary_key=True)
    month: date
    branch: Branch = Field(sa_type=CODE)
    begins_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    planned_at: datetime = Field(sa_type=MOMENT)
    planned_by: str
    passed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyAction:
    """An action of the plan; ``inspections`` were completed in its month and count for it."""

    id: UUID
    month: date
    branch: Branch
    begins_at: datetime
    ends_at: datetime
    planned_at: datetime
    passed_at: datetime | None
    inspections: int

    @property
    def state(self) -> ActionState:
        return state_of(self.inspections, passed=self.passed_at is not None)


INSPECTED = """
(SELECT count(*) FROM inspection
  WHERE inspection.kind = 'maandactie' AND inspection.state = 'afgerond'
    AND inspection.branch = action.branch
    AND inspection.completed_at >= action.begins_at AND inspection.completed_at < action.ends_at)
"""


async def get_for_update(conn: asyncpg.Connection, action_id: UUID) -> MonthlyAction | None:
    """An action that stands on the plan, locked."""
    return await fetch_one(
        conn,
        MonthlyAction,
        f"SELECT action.*, {INSPECTED} AS inspections FROM monthly_action AS action"  # noqa: S608 - no values
        " WHERE id = $1 AND withdrawn_at IS NULL FOR UPDATE OF action",
        action_id,
    )


async def of_year(conn: asyncpg.Connection, year: int) -> list[MonthlyAction]:
    """The plan of a year, by month and branch."""
    return await fetch_all(
        conn,
        MonthlyAction,
        f"SELECT action.*, {INSPECTED} AS inspections FROM monthly_action AS action"  # noqa: S608 - no values
        " WHERE withdrawn_at IS NULL AND month >= $1 AND month < $2 ORDER BY month, branch",
        date(year, 1, 1),
        date(year + 1, 1, 1),
    )


async def withdraw(conn: asyncpg.Connection, action_id: UUID, at: datetime, by: str) -> None:
    await conn.execute(
        "UPDATE monthly_action SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1",
        action_id,
        at,
        by,
    )


async def flag_passed(conn: asyncpg.Connection, action_id: UUID, at: datetime) -> None:
    await conn.execute(
        "UPDATE monthly_action SET passed_at = $2 WHERE id = $1 AND passed_at IS NULL",
        action_id,
        at,
    )
