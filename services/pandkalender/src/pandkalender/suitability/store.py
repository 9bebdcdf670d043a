"""Declarations and visits as enforcement told of them; each belongs to the owner of then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col, select, update

from chassis.db import Transaction
from chassis.tables import DOCUMENT, code, one_of
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.permits.types import WINDOW
from pandkalender.premises.store import Premises
from pandkalender.suitability.rules import CityVisit, Conditions
from pandkalender.tables import Table, moment


class Declaration(Table, table=True):
    """A dossier of enforcement that led to a declaration; the terms are facts of the premises."""

    __tablename__ = "declaration"

    dossier_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(index=True)
    owner: str
    permit_type: str = Field(default=WINDOW, sa_column_kwargs={"server_default": WINDOW})
    decided_at: datetime = moment()
    conditions: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    conditions_due_on: date | None = None
    conditions_met_at: datetime | None = moment(nullable=True)
    renewal_refused_at: datetime | None = moment(nullable=True)

    def open_conditions(self) -> Conditions:
        return Conditions(tuple(self.conditions), self.conditions_due_on, self.conditions_met_at)


class DeclarationVisit(Table, table=True):
    """A visit of the city. One about an application may come before its declaration."""

    __tablename__ = "declaration_visit"
    __table_args__ = (
        one_of("kind", VisitKind),
        one_of("reason", VisitReason),
        one_of("result", VisitResult),
    )

    visit_id: UUID = Field(primary_key=True)
    dossier_id: UUID = Field(index=True)
    kind: VisitKind = Field(sa_type=code(VisitKind, varchar=True))
    reason: VisitReason = Field(sa_type=code(VisitReason, varchar=True))
    result: VisitResult = Field(sa_type=code(VisitResult, varchar=True))
    rooms_visited: int
    completed_at: datetime = moment()


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A grant or a renewal, and what it asks of the owner.

    ``permit_type`` is empty for a renewal: it stays what the grant said.
    """

    dossier_id: UUID
    premises_id: UUID
    owner: str
    decided_at: datetime
    conditions: Sequence[str]
    conditions_due_on: date | None
    permit_type: str | None = None


async def keep(tx: Transaction, decided: DecisionFact) -> None:
    """A newer decision about a dossier takes the place of an older one, however late it comes."""
    values = {
        "premises_id": decided.premises_id,
        "owner": decided.owner,
        "decided_at": decided.decided_at,
        "conditions": list(decided.conditions),
        "conditions_due_on": decided.conditions_due_on,
        "conditions_met_at": None,
        "renewal_refused_at": None,
    } | ({"permit_type": decided.permit_type} if decided.permit_type else {})
    insertion = insert(Declaration).values(dossier_id=decided.dossier_id, **values)
    await tx.session.exec(
        insertion.on_conflict_do_update(
            index_elements=["dossier_id"],
            set_=values,
            where=col(Declaration.decided_at) < decided.decided_at,
        )
    )


async def keep_holder(tx: Transaction, dossier_id: UUID, owner: str) -> None:
    """A declaration went over to another holder, as it is."""
    await tx.session.exec(
        update(Declaration).where(col(Declaration.dossier_id) == dossier_id).values(owner=owner)
    )


async def is_window(tx: Transaction, dossier_id: UUID) -> bool:
    """Whether a dossier opens rooms; one of which no grant is known is of a release before."""
    declaration = await tx.session.get(Declaration, dossier_id)
    return declaration is None or declaration.permit_type == WINDOW


async def permit_type_of(tx: Transaction, owner: str, premises_id: UUID) -> str:
    """The type of the latest declaration of an owner about these premises."""
    query = select(Declaration.permit_type).where(
        Declaration.owner == owner, Declaration.premises_id == premises_id
    )
    latest = query.order_by(col(Declaration.decided_at).desc()).limit(1)
    return (await tx.session.exec(latest)).first() or WINDOW


async def note_met(tx: Transaction, dossier_id: UUID, met_at: datetime) -> None:
    """The conditions of a decision are met; those of a later decision are others."""
    await tx.session.exec(
        update(Declaration)
        .where(col(Declaration.dossier_id) == dossier_id, col(Declaration.decided_at) <= met_at)
        .values(conditions_met_at=met_at)
    )


async def note_refused(tx: Transaction, dossier_id: UUID, refused_at: datetime) -> None:
    """Of a dossier without a declaration nothing is kept: that was an application."""
    await tx.session.exec(
        update(Declaration)
        .where(col(Declaration.dossier_id) == dossier_id, col(Declaration.decided_at) <= refused_at)
        .values(renewal_refused_at=refused_at)
    )


async def forget_refusal(tx: Transaction, dossier_id: UUID, asked_at: datetime) -> None:
    """A renewal runs after its refusal: it was asked anew, or the Council of State gave it back."""
    await tx.session.exec(
        update(Declaration)
        .where(
            col(Declaration.dossier_id) == dossier_id,
            col(Declaration.renewal_refused_at) <= asked_at,
        )
        .values(renewal_refused_at=None)
    )


async def add_visit(tx: Transaction, dossier_id: UUID, visit: CityVisit) -> None:
    tx.session.add(
        DeclarationVisit(
            visit_id=visit.visit_id,
            dossier_id=dossier_id,
            kind=visit.kind,
            reason=visit.reason,
            result=visit.result,
            rooms_visited=visit.rooms_visited,
            completed_at=visit.completed_at,
        )
    )
    await tx.session.flush()


async def premises_of(tx: Transaction, owner: str) -> Sequence[Premises]:
    query = select(Premises).where(Premises.owner == owner)
    return (await tx.session.exec(query.order_by(Premises.label, Premises.street))).all()


async def declarations(
    tx: Transaction, owner: str, premises_ids: Iterable[UUID]
) -> dict[UUID, list[Declaration]]:
    """The owner's own declarations of premises, the latest first; never those of a seller."""
    found: dict[UUID, list[Declaration]] = {premises_id: [] for premises_id in premises_ids}
    query = select(Declaration).where(
        Declaration.owner == owner, col(Declaration.premises_id).in_(found)
    )
    for row in await tx.session.exec(query.order_by(col(Declaration.decided_at).desc())):
        found[row.premises_id].append(row)
    return found


async def visits(tx: Transaction, dossier_ids: Iterable[UUID]) -> list[tuple[UUID, CityVisit]]:
    """Visits with the dossier that each is about, the latest first."""
    query = select(DeclarationVisit).where(col(DeclarationVisit.dossier_id).in_(list(dossier_ids)))
    rows = await tx.session.exec(query.order_by(col(DeclarationVisit.completed_at).desc()))
    return [
        (
            row.dossier_id,
            CityVisit(
                row.visit_id, row.kind, row.reason, row.result, row.rooms_visited, row.completed_at
            ),
        )
        for row in rows
    ]
