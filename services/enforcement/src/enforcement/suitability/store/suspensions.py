"""Suspensions of a declaration: which case suspends it, and for how long."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from enforcement.suitability.store.dossiers import Dossier
from enforcement.tables import Table


class Suspension(Table, table=True):
    """A suspension by one case, with the ``number`` of that case for people.

    It stays when the declaration ends: one that comes back is suspended for what is left.
    ``set_aside_at``: since when it binds nobody, as another got a declaration of his own; it waits
    for whom it binds to come back.
    """

    __tablename__ = "dossier_suspension"

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.dossier_id")
    case_id: UUID = Field(primary_key=True, index=True)
    number: str
    starts_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    set_aside_at: datetime | None = Field(default=None, sa_type=MOMENT)


HOLDERS = """
SELECT held.holder
  FROM dossier d
  JOIN (SELECT case_id, min(at) AS at FROM timeline
         WHERE step = 'suspension' AND reason = $2 GROUP BY case_id) AS began
    ON began.case_id = d.dossier_id
 CROSS JOIN LATERAL (
    SELECT d.owner AS holder
     UNION
    SELECT former FROM dossier_change c
     WHERE c.dossier_id = d.dossier_id AND former IS NOT NULL AND c.assessed_at >= began.at
  ) AS held
 WHERE d.premises_id = $1
"""
"""A suspension is written in a timeline with the number of its case as the reason."""


SUSPENDED_LAST = """
SELECT d.dossier_id
  FROM timeline t JOIN dossier d ON d.dossier_id = t.case_id
 WHERE d.premises_id = $1 AND t.step = 'suspension' AND t.reason = $2
 ORDER BY t.position DESC LIMIT 1
"""


async def keep(
    tx: Transaction,
    dossier_id: UUID,
    case_id: UUID,
    number: str,
    period: tuple[datetime, datetime],
    set_aside_at: datetime | None = None,
) -> None:
    """Note what a case does now, instead of what it did."""
    starts, ends = period
    row = Suspension(
        dossier_id=dossier_id,
        case_id=case_id,
        number=number,
        starts_at=starts,
        ends_at=ends,
        set_aside_at=set_aside_at,
    )
    await tx.session.merge(row)
    await tx.session.flush()


async def forget(tx: Transaction, case_id: UUID) -> UUID | None:
    """Forget what a case did. The dossier that it suspended; None where nothing was known of it."""
    query = select(Suspension).where(Suspension.case_id == case_id)
    rows = (await tx.session.exec(query)).all()
    await _delete(tx, rows)
    return rows[0].dossier_id if rows else None


async def holds(tx: Transaction, case_id: UUID) -> bool:
    """Whether a case suspends some declaration, or did until its term; not while another holds the
    premises by a declaration of his own."""
    query = select(Suspension.case_id).where(
        Suspension.case_id == case_id, col(Suspension.set_aside_at).is_(None)
    )
    return (await tx.session.exec(query)).first() is not None


async def lasts(tx: Transaction, case_id: UUID) -> bool:
    """Whether something is left of what a case suspends, where it binds somebody."""
    query = select(Suspension.case_id).where(
        Suspension.case_id == case_id,
        col(Suspension.set_aside_at).is_(None),
        col(Suspension.ends_at) > tx.now,
    )
    return (await tx.session.exec(query)).first() is not None


async def running(tx: Transaction, dossier_id: UUID) -> Sequence[Suspension]:
    """Those that work now or will, by case number."""
    query = select(Suspension).where(
        Suspension.dossier_id == dossier_id, col(Suspension.ends_at) > tx.now
    )
    return (await tx.session.exec(query.order_by(Suspension.number))).all()


async def first_period(tx: Transaction, dossier_id: UUID) -> tuple[datetime, datetime] | None:
    """The time that all of them together suspend without a gap: what runs now, or comes first."""
    rows = sorted(await running(tx, dossier_id), key=lambda each: each.starts_at)
    if not rows:
        return None
    begins, ends = rows[0].starts_at, rows[0].ends_at
    for each in rows:
        if each.starts_at <= ends:
            ends = max(ends, each.ends_at)
    return begins, ends


async def holders(tx: Transaction, premises_id: UUID, number: str) -> set[str]:
    """The codes of all who held these premises while the case of this number suspended them, on
    whichever declaration."""
    rows = await tx.conn.fetch(HOLDERS, premises_id, number)
    return {row["holder"] for row in rows}


async def suspended_last(tx: Transaction, premises_id: UUID, number: str) -> UUID | None:
    """The dossier of these premises that the case of this number suspended last."""
    dossier_id: UUID | None = await tx.conn.fetchval(SUSPENDED_LAST, premises_id, number)
    return dossier_id


async def of_earlier_declarations(tx: Transaction, dossier: Dossier) -> Sequence[Suspension]:
    """Those that still run on other declarations of the same premises, also those set aside."""
    query = (
        select(Suspension)
        .join(Dossier, col(Dossier.dossier_id) == col(Suspension.dossier_id))
        .where(
            Dossier.premises_id == dossier.premises_id,
            Dossier.dossier_id != dossier.dossier_id,
            col(Suspension.ends_at) > tx.now,
        )
    )
    return (await tx.session.exec(query.order_by(Suspension.number))).all()


async def _delete(tx: Transaction, rows: Sequence[Suspension]) -> None:
    for row in rows:
        await tx.session.delete(row)
    await tx.session.flush()
