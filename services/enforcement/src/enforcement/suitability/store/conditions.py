"""Conditions of a declaration, each with its own last day."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from enforcement.tables import Table


class Condition(Table, table=True):
    """A condition by its code, open until ``met_at``. Without ``due_on`` it has no term."""

    __tablename__ = "dossier_condition"

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.dossier_id")
    code: str = Field(primary_key=True)
    set_at: datetime = Field(sa_type=MOMENT)
    due_on: date | None = None
    met_at: datetime | None = Field(default=None, sa_type=MOMENT)


SAVE = """
INSERT INTO dossier_condition (dossier_id, code, set_at, due_on)
SELECT $1, code, $2, due_on FROM unnest($3::text[], $4::date[]) AS t (code, due_on)
ON CONFLICT (dossier_id, code) DO UPDATE
SET set_at = CASE WHEN dossier_condition.met_at IS NULL THEN dossier_condition.set_at
                  ELSE EXCLUDED.set_at END,
    due_on = coalesce(EXCLUDED.due_on, dossier_condition.due_on), met_at = NULL
"""
MEET = """
UPDATE dossier_condition SET met_at = $3 WHERE dossier_id = $1 AND code = ANY($2) AND met_at IS NULL
"""


async def keep(
    tx: Transaction, dossier_id: UUID, codes: Sequence[str], due: Sequence[date | None]
) -> None:
    """Set conditions; one that is still open keeps its day unless it gets another."""
    await tx.conn.execute(SAVE, dossier_id, tx.now, codes, due)


async def meet(tx: Transaction, dossier_id: UUID, codes: Sequence[str], met_at: datetime) -> None:
    await tx.conn.execute(MEET, dossier_id, codes, met_at)


async def take_back(tx: Transaction, dossier_id: UUID, kept: Sequence[str]) -> None:
    """The decision that set the open ones is none any more; ``kept`` are those of before it."""
    await tx.conn.execute(
        "DELETE FROM dossier_condition"
        " WHERE dossier_id = $1 AND met_at IS NULL AND code <> ALL($2::text[])",
        dossier_id,
        kept,
    )


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[Condition]:
    """All that were ever set, the open ones first by their day."""
    query = select(Condition).where(Condition.dossier_id == dossier_id)
    order = (col(Condition.met_at).is_not(None), col(Condition.due_on), col(Condition.code))
    return (await tx.session.exec(query.order_by(*order))).all()


async def overdue(tx: Transaction, dossier_id: UUID, today: date) -> Sequence[Condition]:
    """The open conditions whose last day is over, the longest first."""
    query = select(Condition).where(
        Condition.dossier_id == dossier_id,
        col(Condition.met_at).is_(None),
        col(Condition.due_on) < today,
    )
    return (await tx.session.exec(query.order_by(col(Condition.due_on)))).all()


async def next_due(tx: Transaction, dossier_id: UUID) -> date | None:
    """The last day of the open condition that is due first."""
    query = select(col(Condition.due_on)).where(
        Condition.dossier_id == dossier_id,
        col(Condition.met_at).is_(None),
        col(Condition.due_on).is_not(None),
    )
    return (await tx.session.exec(query.order_by(col(Condition.due_on)).limit(1))).first()
