"""Measured days of the databank's components; its oldest waiting event; imports that are done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from databank.tables import Table


class Watch(StrEnum):
    """A watch outside of the databank, which asks whether it answers."""

    PROMETHEUS = "prometheus"
    EIGEN_METING = "eigen_meting"


class Component(StrEnum):
    """A part of the databank that may answer or not."""

    DATABANK = "databank"
    SCHERMEN = "schermen"
    BERICHTENBUS = "berichtenbus"


class OperationDayRow(Table, table=True):
    """A day of a component; the last measurement of it counts, and every one was told."""

    __tablename__ = "operation_day"
    __table_args__ = (
        one_of("component", Component),
        one_of("measured_by", Watch),
    )
    component: Component = Field(sa_type=CODE, primary_key=True)
    day: date = Field(primary_key=True)
    measurement_id: UUID
    measured_by: Watch = Field(sa_type=CODE)
    probes: int
    answered: int
    measured_at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class OperationDay:
    component: Component
    day: date
    measurement_id: UUID
    measured_by: Watch
    probes: int
    answered: int
    measured_at: datetime


@dataclass(frozen=True, slots=True)
class DoneImport:
    source: str
    finished_at: datetime


async def put(conn: asyncpg.Connection, day: OperationDay) -> None:
    """Keep a day; a measurement of the same day and component takes the place of the last."""
    await conn.execute(
        """
        INSERT INTO operation_day (component, day, measurement_id, measured_by, probes, answered,
                                   measured_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (component, day) DO UPDATE
           SET measurement_id = EXCLUDED.measurement_id, measured_by = EXCLUDED.measured_by,
               probes = EXCLUDED.probes, answered = EXCLUDED.answered,
               measured_at = EXCLUDED.measured_at
        """,
        day.component.value,
        day.day,
        day.measurement_id,
        day.measured_by.value,
        day.probes,
        day.answered,
        day.measured_at,
    )


async def days(conn: asyncpg.Connection, limit: int) -> list[OperationDay]:
    """Measured days, the newest first."""
    return await fetch_all(
        conn,
        OperationDay,
        "SELECT * FROM operation_day ORDER BY day DESC, component LIMIT $1",
        limit,
    )


async def measured_since(conn: asyncpg.Connection, first: date) -> set[date]:
    """Days from the first on of which the databank itself was measured."""
    rows = await conn.fetch(
        "SELECT day FROM operation_day WHERE component = $1 AND day >= $2",
        Component.DATABANK.value,
        first,
    )
    return {row["day"] for row in rows}


async def done_imports(conn: asyncpg.Connection) -> list[DoneImport]:
    """The last import of each older database that came to its end, where there is one."""
    return await fetch_all(
        conn,
        DoneImport,
        "SELECT source, max(finished_at) AS finished_at FROM legacy_run WHERE state = 'klaar'"
        " GROUP BY source ORDER BY source",
    )


async def lag_seconds(conn: asyncpg.Connection) -> int:
    """The age of the oldest event that waits to leave, by the clock that wrote it down."""
    seconds: int = await conn.fetchval(
        "SELECT coalesce(ceil(extract(epoch FROM clock_timestamp() - min(recorded_at))), 0)::int"
        "  FROM bus_outbox"
    )
    return max(0, seconds)
