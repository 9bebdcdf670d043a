"""Visits to premises."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from enforcement.tables import Table


class Visit(Table, table=True):
    visit_id: UUID = Field(primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.dossier_id", index=True)
    kind: str
    reason: str
    result: str
    rooms_visited: int
    completed_at: datetime = Field(sa_type=MOMENT)


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[Visit]:
    query = select(Visit).where(Visit.dossier_id == dossier_id)
    return (await tx.session.exec(query.order_by(col(Visit.completed_at)))).all()
