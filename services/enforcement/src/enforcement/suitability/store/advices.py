"""Advices on a dossier, by the round in which they were asked."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, false, func, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from enforcement.suitability.rules import AdviceResult, AdviceService
from enforcement.suitability.store.dossiers import Dossier
from enforcement.tables import Table


class Advice(Table, table=True):
    """``outcome`` is empty while the advice is awaited; ``conditions_due`` has ISO days by code.

    ``report_id``: the case document with the report of the service. ``quoted``: the latest decision
    took its reasons over.
    """

    __table_args__ = (
        one_of("outcome", AdviceResult),
        Index("ix_advice_open", "service", "due_on", postgresql_where=text("given_at IS NULL")),
    )

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.dossier_id")
    advice_round: int = Field(primary_key=True)
    service: str = Field(primary_key=True)
    due_on: date
    outcome: AdviceResult | None = Field(default=None, sa_type=code(AdviceResult, varchar=True))
    conditions: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    conditions_due: dict[str, str] = Field(
        default_factory=dict, sa_type=DOCUMENT, sa_column_kwargs={"server_default": "{}"}
    )
    reasons: str | None = None
    report_id: UUID | None = None
    quoted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    given_at: datetime | None = Field(default=None, sa_type=MOMENT)
    reminded_on: date | None = None

    def due_of(self, condition: str) -> date | None:
        """The last day that the service gave a condition."""
        day = self.conditions_due.get(condition)
        return None if day is None else date.fromisoformat(day)


ASK = """
INSERT INTO advice (dossier_id, advice_round, service, due_on, conditions)
SELECT $1, $2, service, $4, '[]' FROM unnest($3::text[]) AS t (service)
ON CONFLICT DO NOTHING RETURNING service
"""
CLOSE_LATE = """
UPDATE advice SET outcome = 'niet_uitgebracht'
 WHERE dossier_id = $1 AND advice_round = $2 AND outcome IS NULL AND due_on < $3 RETURNING service
"""


async def ask(
    tx: Transaction, dossier: Dossier, services: Sequence[str], due_on: date
) -> list[str]:
    """Ask for advices of this round; the services that were not asked before."""
    key = dossier.dossier_id, dossier.advice_round
    return [row["service"] for row in await tx.conn.fetch(ASK, *key, services, due_on)]


async def find_asked(tx: Transaction, dossier: Dossier, service: AdviceService) -> Advice | None:
    """The advice of a service in this round, if it was asked."""
    return await tx.session.get(Advice, (dossier.dossier_id, dossier.advice_round, service))


async def close_late(tx: Transaction, dossier: Dossier, today: date) -> int:
    """Give up the advices whose own term is over; they may still come in later."""
    key = dossier.dossier_id, dossier.advice_round
    return len(await tx.conn.fetch(CLOSE_LATE, *key, today))


async def next_due(tx: Transaction, dossier: Dossier) -> date | None:
    """The last day of the awaited advice that is due first."""
    query = select(col(Advice.due_on)).where(
        Advice.dossier_id == dossier.dossier_id,
        Advice.advice_round == dossier.advice_round,
        col(Advice.outcome).is_(None),
    )
    return (await tx.session.exec(query.order_by(col(Advice.due_on)).limit(1))).first()


async def latest_round(tx: Transaction, dossier_id: UUID) -> int:
    """The last round in which any service was asked; 0 before the first."""
    query = select(func.max(Advice.advice_round)).where(Advice.dossier_id == dossier_id)
    return (await tx.session.exec(query)).one() or 0


async def of_round(tx: Transaction, dossier: Dossier) -> Sequence[Advice]:
    """The advices on the decision that is prepared now, or was taken last."""
    query = select(Advice).where(
        Advice.dossier_id == dossier.dossier_id, Advice.advice_round == dossier.advice_round
    )
    return (await tx.session.exec(query.order_by(Advice.service))).all()


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[Advice]:
    query = select(Advice).where(Advice.dossier_id == dossier_id)
    return (await tx.session.exec(query.order_by(Advice.service))).all()
