"""Tables of deployment plans, and of the regular tasks that they endanger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import MOMENT
from databank.tables import Table


class DeploymentPlanRow(Table, table=True):
    """``begins`` is the first of the two months; ``endangered`` has a task of the team a line."""

    __tablename__ = "deployment_plan"
    begins: date = Field(primary_key=True)
    people: int
    material: str
    endangered: str
    fixed_at: datetime = Field(sa_type=MOMENT)
    fixed_by: str


@dataclass(frozen=True, slots=True)
class DeploymentPlan:
    begins: date
    people: int
    material: str
    endangered: str
    fixed_at: datetime

    @property
    def tasks(self) -> Sequence[str]:
        """The regular tasks in danger."""
        return [line.strip() for line in self.endangered.splitlines() if line.strip()]


async def get(conn: asyncpg.Connection, begins: date) -> DeploymentPlan | None:
    query = "SELECT * FROM deployment_plan WHERE begins = $1"
    return await fetch_one(conn, DeploymentPlan, query, begins)


async def latest(conn: asyncpg.Connection, limit: int) -> list[DeploymentPlan]:
    return await fetch_all(
        conn,
        DeploymentPlan,
        "SELECT * FROM deployment_plan ORDER BY begins DESC LIMIT $1",
        limit,
    )
