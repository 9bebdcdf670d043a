"""Table of the answers of workers about declared shifts: confirmed, or disputed with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, BigInteger, Column, Identity, String
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import DisputeReason
from databank.shifts.rules.worker_answer import Answer
from databank.tables import Table


class WorkerAnswer(Table, table=True):
    """An answer; a later one takes none back: a worker may be made to confirm what she disputed."""

    __tablename__ = "worker_answer"
    __table_args__ = (one_of("answer", Answer),)
    answer_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    shift_id: UUID = Field(index=True)
    answer: Answer = Field(sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    reasons: Any = Field(sa_column=Column(ARRAY(String), nullable=False))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    answer: Answer
    at: datetime
    reasons: list[DisputeReason]


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
        answer,
        at,
        list(reasons),
    )


async def was_asked(conn: asyncpg.Connection, shift_id: UUID) -> bool:
    """Whether a code of hers opened the shift between its declaration and its end."""
    asked: bool = await conn.fetchval(
        """
        SELECT EXISTS (
          SELECT FROM shift JOIN claim ON claim.id = shift.claim_id
            JOIN worker_access_ref AS opened ON opened.worker_ref = claim.worker_ref
            JOIN worker_access AS code ON code.id = opened.access_id
           WHERE shift.shift_id = $1 AND granted_at < coalesce(shift.ended_at, shift.ends_at)
             AND (revoked_at IS NULL OR revoked_at > declared_at))
        """,
        shift_id,
    )
    return asked


async def of_shift(conn: asyncpg.Connection, shift_id: UUID) -> list[AnswerRow]:
    """Oldest first."""
    return await fetch_all(
        conn,
        AnswerRow,
        "SELECT * FROM worker_answer WHERE shift_id = $1 ORDER BY at, answer_id",
        shift_id,
    )
