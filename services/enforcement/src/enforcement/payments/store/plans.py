"""Instalment plans: at most one at a time per claim; those that ended are kept."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import BigInteger, Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from enforcement.payments.rules.instalments import Instalment
from enforcement.tables import Table


class InstalmentPlan(Table, table=True):
    """``paid_before_cents`` was paid before it was agreed, and counts for no instalment."""

    __tablename__ = "instalment_plan"
    __table_args__ = (
        Index(
            "instalment_plan_current",
            "case_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    plan_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="payment_claim.case_id")
    agreed_at: datetime = Field(sa_type=MOMENT)
    agreed_by: str
    paid_before_cents: int = Field(sa_type=BigInteger)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_because: str | None = None


class InstalmentRow(Table, table=True):
    """One instalment of a plan."""

    __tablename__ = "instalment"

    plan_id: UUID = Field(primary_key=True, foreign_key="instalment_plan.plan_id")
    due_on: date = Field(primary_key=True)
    amount_cents: int = Field(sa_type=BigInteger)


async def current(tx: Transaction, case_id: UUID) -> InstalmentPlan | None:
    """The plan that runs for a claim."""
    query = select(InstalmentPlan).where(
        InstalmentPlan.case_id == case_id, col(InstalmentPlan.ended_at).is_(None)
    )
    return (await tx.session.exec(query)).first()


async def parts(tx: Transaction, plan_id: UUID) -> Sequence[Instalment]:
    """The instalments of a plan, in order."""
    query = select(InstalmentRow).where(InstalmentRow.plan_id == plan_id)
    rows = (await tx.session.exec(query.order_by(col(InstalmentRow.due_on)))).all()
    return [Instalment(row.due_on, row.amount_cents) for row in rows]


async def case_of(tx: Transaction, plan_id: UUID) -> UUID | None:
    plan = await tx.session.get(InstalmentPlan, plan_id)
    return None if plan is None else plan.case_id


async def keep(tx: Transaction, plan: InstalmentPlan, instalments: Sequence[Instalment]) -> None:
    tx.session.add(plan)
    await tx.session.flush()
    tx.session.add_all(
        InstalmentRow(plan_id=plan.plan_id, due_on=part.due_on, amount_cents=part.amount_cents)
        for part in instalments
    )
