"""Visits that have a day, with what is found in each room as it is filled in."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from contracts.codes import VisitKind
from enforcement.suitability.rules import ENDED
from enforcement.suitability.store.dossiers import Dossier, Premises
from enforcement.tables import Table


class PlannedVisit(Table, table=True):
    """``findings`` by room label, then by point; ``completed_at`` is empty until it is over."""

    __tablename__ = "planned_visit"
    __table_args__ = (
        Index(
            "planned_visit_open",
            "dossier_id",
            "kind",
            unique=True,
            postgresql_where=text("completed_at IS NULL"),
        ),
    )

    visit_id: UUID = Field(primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.dossier_id", index=True)
    kind: str
    reason: str
    planned_for: date
    findings: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=DOCUMENT)
    completed_at: datetime | None = Field(default=None, sa_type=MOMENT)


async def find_open(tx: Transaction, dossier_id: UUID, kind: VisitKind) -> PlannedVisit | None:
    """The visit of this kind that is planned and did not take place; locked."""
    query = select(PlannedVisit).where(
        PlannedVisit.dossier_id == dossier_id,
        PlannedVisit.kind == str(kind),
        col(PlannedVisit.completed_at).is_(None),
    )
    return (await tx.session.exec(query.with_for_update())).first()


async def find_for_update(tx: Transaction, visit_id: UUID) -> PlannedVisit | None:
    return await tx.session.get(PlannedVisit, visit_id, with_for_update=True)


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[PlannedVisit]:
    """The visits that are still to take place, by day."""
    query = select(PlannedVisit).where(
        PlannedVisit.dossier_id == dossier_id, col(PlannedVisit.completed_at).is_(None)
    )
    return (await tx.session.exec(query.order_by(col(PlannedVisit.planned_for)))).all()


async def open_visits(tx: Transaction) -> Sequence[tuple[PlannedVisit, Dossier, Premises]]:
    """Visits that are still to take place, by day and along the street."""
    query = (
        select(PlannedVisit, Dossier, Premises)
        .join(Dossier, col(Dossier.dossier_id) == PlannedVisit.dossier_id)
        .join(Premises, col(Premises.premises_id) == Dossier.premises_id)
        .where(col(PlannedVisit.completed_at).is_(None), col(Dossier.state).not_in(ENDED))
    )
    order = (PlannedVisit.planned_for, Premises.street, Premises.house_number)
    return (await tx.session.exec(query.order_by(*map(col, order)))).all()
