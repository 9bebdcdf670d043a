"""Changes that owners told of premises with a declaration."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from enforcement.suitability.rules import ChangeKind, ChangeOutcome
from enforcement.tables import Table


class Change(Table, table=True):
    """``rooms`` are labels as the owner wants them; ``outcome`` is empty until it is assessed.

    ``reference`` is that of the application that told it. One that was withdrawn is not assessed.
    ``former``: of an accepted change of holder, the code of whoever held the declaration before.
    """

    __tablename__ = "dossier_change"
    __table_args__ = (one_of("kind", ChangeKind), one_of("outcome", ChangeOutcome))

    change_id: UUID = Field(primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.dossier_id", index=True)
    kind: ChangeKind = Field(sa_type=code(ChangeKind, varchar=True))
    rooms: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    note: str | None = None
    reported_at: datetime = Field(sa_type=MOMENT)
    outcome: ChangeOutcome | None = Field(default=None, sa_type=code(ChangeOutcome, varchar=True))
    assessed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    reference: str | None = None
    former: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def is_open(self) -> bool:
        return self.outcome is None and self.withdrawn_at is None


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[Change]:
    query = select(Change).where(Change.dossier_id == dossier_id)
    return (await tx.session.exec(query.order_by(col(Change.reported_at)))).all()


async def latest_assessed(tx: Transaction, dossier_id: UUID) -> Change | None:
    """The change that the city assessed last."""
    query = select(Change).where(
        Change.dossier_id == dossier_id, col(Change.assessed_at).is_not(None)
    )
    return (await tx.session.exec(query.order_by(col(Change.assessed_at).desc()).limit(1))).first()


async def latest_sale(tx: Transaction, dossier_id: UUID) -> Change | None:
    """The change by which the declaration last passed to another holder."""
    query = select(Change).where(Change.dossier_id == dossier_id, col(Change.former).is_not(None))
    return (await tx.session.exec(query.order_by(col(Change.assessed_at).desc()).limit(1))).first()


async def find_open(tx: Transaction, dossier_id: UUID, change_id: UUID | None) -> Change | None:
    """A change of this dossier that nobody assessed yet, locked; without an id the oldest."""
    if change_id is None:
        told = await of_dossier(tx, dossier_id)
        change_id = next((each.change_id for each in told if each.is_open), None)
    if change_id is None:
        return None
    change = await tx.session.get(Change, change_id, with_for_update=True)
    if change is None or change.dossier_id != dossier_id or not change.is_open:
        return None
    return change


async def of_reference(tx: Transaction, reference: str) -> Change | None:
    """The change that an application told, locked."""
    query = select(Change).where(Change.reference == reference).with_for_update()
    return (await tx.session.exec(query)).first()
