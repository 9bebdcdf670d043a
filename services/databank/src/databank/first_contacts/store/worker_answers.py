"""What workers themselves said of declared shifts: confirmed, or disputed with reasons as codes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, BigInteger, Column, Identity, String
from sqlmodel import Field

from databank.first_contacts.rules.worker_answer import Answer
from databank.tables import MOMENT, Table, fetch


class WorkerAnswer(Table, table=True):
    """A later answer takes none back: a worker may be made to confirm what she disputed."""

    __tablename__ = "worker_answer"
    answer_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    shift_id: UUID = Field(index=True)
    answer: str
    at: datetime = Field(sa_type=MOMENT)
    reasons: Any = Field(sa_column=Column(ARRAY(String), nullable=False))


async def add(
    conn: asyncpg.Connection,
    shift_id: UUID,
    answer: Answer,
    at: datetime,
    reasons: Sequence[str] = (),
) -> None:
    await conn.execute(
        "INSERT INTO worker_answer (shift_id, answer, at, reasons) VALUES ($1, $2, $3, $4)",
        shift_id,
        answer.value,
        at,
        list(reasons),
    )


async def of_shift(conn: asyncpg.Connection, shift_id: UUID) -> list[asyncpg.Record]:
    """Oldest first."""
    return await fetch(
        conn, "SELECT * FROM worker_answer WHERE shift_id = $1 ORDER BY at, answer_id", shift_id
    )
