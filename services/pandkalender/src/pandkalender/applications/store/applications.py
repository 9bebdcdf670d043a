"""Applications: what was filled in stays sealed, and goes when its term is over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import code, one_of
from contracts.codes import ApplicationKind
from pandkalender.applications.rules.progress import (
    DECIDED,
    PENDING,
    ApplicationNotFoundError,
    ApplicationState,
)
from pandkalender.sealed_columns import APPLICATION
from pandkalender.tables import Table, moment

NEXT_REFERENCE = """
INSERT INTO application_number AS counted (year, last) VALUES ($1, 1)
ON CONFLICT (year) DO UPDATE SET last = counted.last + 1 RETURNING last
"""


class PermitApplication(Table, table=True):
    """``said`` are ``Answers``, sealed. ``dossier_id`` and its number are the city's."""

    __tablename__ = "permit_application"
    __table_args__ = (
        one_of("kind", ApplicationKind),
        one_of("state", ApplicationState),
        Index("permit_application_said_key", text("substr(said, 1, 5)")),
    )

    application_id: UUID = Field(primary_key=True)
    owner: str = Field(index=True)
    kind: ApplicationKind = Field(sa_type=code(ApplicationKind, varchar=True))
    permit_type: str
    premises_id: UUID | None = None
    state: ApplicationState = Field(sa_type=code(ApplicationState, varchar=True))
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = moment()
    changed_at: datetime = moment()
    expires_at: datetime = moment()
    reference: str | None = Field(default=None, unique=True)
    submitted_at: datetime | None = moment(nullable=True)
    dossier_id: UUID | None = Field(default=None, index=True)
    dossier_reference: str | None = None
    complete_by: date | None = None
    answered_at: datetime | None = moment(nullable=True)


class ApplicationNumber(Table, table=True):
    """The last number of a year, so that receipts are counted without a gap."""

    __tablename__ = "application_number"

    year: int = Field(primary_key=True)
    last: int


class DossierDecision(Table, table=True):
    """The latest decision of the city on a dossier, whether it is known here or not."""

    __tablename__ = "dossier_decision"
    __table_args__ = (one_of("state", ApplicationState),)

    dossier_id: UUID = Field(primary_key=True)
    state: ApplicationState = Field(sa_type=code(ApplicationState, varchar=True))
    decided_at: datetime = moment()


@dataclass(slots=True, repr=False)
class Answers:
    """Answers by task, and the documents that the city still asks for. Prints nothing."""

    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def add(tx: Transaction, **fields: Any) -> PermitApplication:
    """A draft without answers; ``fields`` are its columns."""
    sealed = tx.vault.seal(APPLICATION, fields["application_id"], _as_json(Answers()))
    application = PermitApplication(said=sealed, **fields)
    tx.session.add(application)
    return application


def answers(tx: Transaction, application: PermitApplication) -> Answers:
    said = tx.vault.open(APPLICATION, application.application_id, application.said)
    return Answers(said["tasks"], said["missing"])


def keep_answers(tx: Transaction, application: PermitApplication, now: Answers) -> None:
    application.said = tx.vault.seal(APPLICATION, application.application_id, _as_json(now))


async def get(
    tx: Transaction, application_id: UUID, owner: str, *, for_update: bool = False
) -> PermitApplication:
    """Raises ``ApplicationNotFoundError``, for another owner's too."""
    query = select(PermitApplication).where(
        PermitApplication.application_id == application_id, PermitApplication.owner == owner
    )
    if for_update:
        query = query.with_for_update()
    application = (await tx.session.exec(query)).first()
    if application is None:
        raise ApplicationNotFoundError
    return application


async def find(tx: Transaction, application_id: UUID) -> PermitApplication | None:
    """Whoever the owner is: for the events of the city, and for the clock."""
    return await tx.session.get(PermitApplication, application_id, with_for_update=True)


async def of_owner(tx: Transaction, owner: str) -> Sequence[PermitApplication]:
    """The latest first."""
    query = select(PermitApplication).where(PermitApplication.owner == owner)
    return (await tx.session.exec(query.order_by(col(PermitApplication.made_at).desc()))).all()


async def latest_of_dossier(tx: Transaction, dossier_id: UUID) -> PermitApplication | None:
    """The application that waits for a decision about this dossier."""
    query = (
        select(PermitApplication)
        .where(
            PermitApplication.dossier_id == dossier_id,
            col(PermitApplication.kind).in_(list(DECIDED)),
            col(PermitApplication.state).in_(list(PENDING)),
        )
        .order_by(col(PermitApplication.submitted_at).desc())
    )
    return (await tx.session.exec(query.with_for_update())).first()


async def keep_decision(
    tx: Transaction, dossier_id: UUID, state: ApplicationState, decided_at: datetime
) -> None:
    """An older decision never takes the place of a newer one."""
    values = {"state": state, "decided_at": decided_at}
    insertion = insert(DossierDecision).values(dossier_id=dossier_id, **values)
    await tx.session.exec(
        insertion.on_conflict_do_update(
            index_elements=["dossier_id"],
            set_=values,
            where=col(DossierDecision.decided_at) < decided_at,
        )
    )


async def decision_of(tx: Transaction, dossier_id: UUID) -> DossierDecision | None:
    return await tx.session.get(DossierDecision, dossier_id, populate_existing=True)


async def is_pending(tx: Transaction, owner: str, kind: ApplicationKind, premises_id: UUID) -> bool:
    query = select(PermitApplication.application_id).where(
        PermitApplication.owner == owner,
        PermitApplication.kind == kind,
        PermitApplication.premises_id == premises_id,
        col(PermitApplication.state).in_(list(PENDING)),
    )
    return (await tx.session.exec(query)).first() is not None


async def next_reference(tx: Transaction, year: int) -> str:
    """A number for a receipt, ``AV-2026-00012``."""
    last: int = await tx.conn.fetchval(NEXT_REFERENCE, year)
    return f"AV-{year}-{last:05}"


async def remove(tx: Transaction, application: PermitApplication) -> None:
    await tx.session.delete(application)
    await tx.session.flush()


def _as_json(now: Answers) -> dict[str, Any]:
    return {"tasks": now.tasks, "missing": now.missing}
