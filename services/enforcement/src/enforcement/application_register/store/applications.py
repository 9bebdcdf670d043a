"""Applications, their documents, and the parts of documents that are still on their way; sealed."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, func, text
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from contracts.applications.filled_in import FilledIn
from contracts.codes import ApplicationAnswer, ApplicationKind
from enforcement.application_register.rules import DECIDED, ApplicationNotFoundError
from enforcement.sealed_columns import APPLICATION, APPLICATION_PART
from enforcement.tables import Table


class ReceivedApplication(Table, table=True):
    """``said`` are the answers, sealed. Without ``dossier_id`` a person still has to find one.

    ``asked`` is the checklist of its day, ``{"code", "required"}``; ``ended_at`` is when it was
    decided, stopped or withdrawn. ``placed_by``: who placed it by hand.
    """

    __tablename__ = "received_application"
    __table_args__ = (
        one_of("kind", ApplicationKind),
        one_of("answer", ApplicationAnswer),
        Index("received_application_said_key", text("substr(said, 1, 5)")),
    )

    application_id: UUID = Field(primary_key=True)
    reference: str = Field(unique=True)
    kind: ApplicationKind = Field(sa_type=code(ApplicationKind))
    permit_type: str
    owner: str
    premises_id: UUID | None = None
    dossier_id: UUID | None = Field(default=None, index=True)
    answer: ApplicationAnswer = Field(sa_type=code(ApplicationAnswer))
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    submitted_at: datetime = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    asked: list[dict[str, Any]] | None = Field(default=None, sa_type=DOCUMENT)
    placed_by: str | None = None


class ApplicationDocument(Table, table=True):
    """A document of an application: its line on the checklist, and where its file is kept."""

    __tablename__ = "application_document"

    document_id: UUID = Field(primary_key=True)
    application_id: UUID = Field(foreign_key="received_application.application_id", index=True)
    code: str
    case_document_id: UUID
    added_at: datetime = Field(sa_type=MOMENT)


class ApplicationPart(Table, table=True):
    """A part of a document that was not named yet by its application."""

    __tablename__ = "application_part"
    __table_args__ = (
        UniqueConstraint("application_id", "document_id", "position"),
        Index("application_part_said_key", text("substr(said, 1, 5)")),
    )

    part_id: UUID = Field(primary_key=True)
    application_id: UUID
    document_id: UUID
    position: int
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kept_since: datetime = Field(sa_type=MOMENT, sa_column_kwargs={"server_default": func.now()})


def keep_part(
    tx: Transaction, application_id: UUID, document_id: UUID, position: int, content: str
) -> None:
    """Keep a part, in Base64, until its application names the document."""
    part_id = uuid4()
    tx.session.add(
        ApplicationPart(
            part_id=part_id,
            application_id=application_id,
            document_id=document_id,
            position=position,
            said=tx.vault.seal(APPLICATION_PART, part_id, content),
            kept_since=tx.now,
        )
    )


async def take_document(
    tx: Transaction, application_id: UUID, document_id: UUID, parts: int, digest: str
) -> bytes | None:
    """The whole document, whose parts go; None when a part is missing or its digest differs."""
    await tx.session.flush()
    own = (
        col(ApplicationPart.application_id) == application_id,
        col(ApplicationPart.document_id) == document_id,
    )
    query = select(ApplicationPart).where(*own).order_by(col(ApplicationPart.position))
    rows = (await tx.session.exec(query)).all()
    if [row.position for row in rows] != [*range(parts)]:
        return None
    content = b"".join(
        base64.b64decode(tx.vault.open(APPLICATION_PART, row.part_id, row.said)) for row in rows
    )
    if hashlib.sha256(content).hexdigest() != digest:
        return None
    for row in rows:
        tx.session.expunge(row)
    await tx.session.exec(delete(ApplicationPart).where(*own))
    return content


def add(tx: Transaction, filled_in: FilledIn, **fields: Any) -> ReceivedApplication:
    """Keep an application; ``fields`` are its columns but for the answers."""
    said = filled_in.model_dump(mode="json")
    application_id = fields["application_id"]
    application = ReceivedApplication(
        said=tx.vault.seal(APPLICATION, application_id, said), **fields
    )
    tx.session.add(application)
    return application


def filled_in(tx: Transaction, application: ReceivedApplication) -> FilledIn:
    said = tx.vault.open(APPLICATION, application.application_id, application.said)
    return FilledIn.model_validate(said)


async def find(tx: Transaction, application_id: UUID) -> ReceivedApplication | None:
    return await tx.session.get(ReceivedApplication, application_id, with_for_update=True)


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[ReceivedApplication]:
    """The applications about a dossier, the latest first."""
    query = select(ReceivedApplication).where(ReceivedApplication.dossier_id == dossier_id)
    query = query.order_by(col(ReceivedApplication.submitted_at).desc())
    return (await tx.session.exec(query)).all()


async def undecided(tx: Transaction, dossier_id: UUID) -> Sequence[ReceivedApplication]:
    """Those that wait for a decision about a declaration, the latest first."""
    query = select(ReceivedApplication).where(
        ReceivedApplication.dossier_id == dossier_id,
        col(ReceivedApplication.kind).in_(DECIDED),
        col(ReceivedApplication.ended_at).is_(None),
    )
    query = query.order_by(col(ReceivedApplication.submitted_at).desc())
    return (await tx.session.exec(query.with_for_update())).all()


async def latest_ended(
    tx: Transaction, dossier_id: UUID, kind: ApplicationKind
) -> ReceivedApplication | None:
    """The last that a decision ended; one that was withdrawn or stopped stays so."""
    query = (
        select(ReceivedApplication)
        .where(
            ReceivedApplication.dossier_id == dossier_id,
            ReceivedApplication.kind == kind,
            ReceivedApplication.answer != ApplicationAnswer.STOPGEZET,
            col(ReceivedApplication.ended_at).is_not(None),
            col(ReceivedApplication.withdrawn_at).is_(None),
        )
        .order_by(col(ReceivedApplication.submitted_at).desc())
        .limit(1)
    )
    return (await tx.session.exec(query.with_for_update())).first()


async def of_reference(tx: Transaction, reference: str) -> ReceivedApplication | None:
    query = select(ReceivedApplication).where(ReceivedApplication.reference == reference)
    return (await tx.session.exec(query.with_for_update())).first()


async def get(tx: Transaction, application_id: UUID) -> ReceivedApplication:
    """Raises ``ApplicationNotFoundError``."""
    application = await find(tx, application_id)
    if application is None:
        raise ApplicationNotFoundError
    return application


async def without_dossier(tx: Transaction) -> Sequence[ReceivedApplication]:
    """The applications that a person still has to look at, oldest first."""
    query = select(ReceivedApplication).where(
        col(ReceivedApplication.dossier_id).is_(None),
        col(ReceivedApplication.withdrawn_at).is_(None),
    )
    return (await tx.session.exec(query.order_by(col(ReceivedApplication.submitted_at)))).all()


def add_document(
    tx: Transaction,
    application_id: UUID,
    document_id: UUID,
    checklist_code: str,
    case_document_id: UUID,
) -> None:
    tx.session.add(
        ApplicationDocument(
            document_id=document_id,
            application_id=application_id,
            code=checklist_code,
            case_document_id=case_document_id,
            added_at=tx.now,
        )
    )


async def documents_of(
    tx: Transaction, application_ids: Sequence[UUID]
) -> Sequence[ApplicationDocument]:
    query = select(ApplicationDocument).where(
        col(ApplicationDocument.application_id).in_(application_ids)
    )
    return (await tx.session.exec(query.order_by(col(ApplicationDocument.added_at)))).all()
