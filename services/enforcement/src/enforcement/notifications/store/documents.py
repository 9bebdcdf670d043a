"""Documents of a case: letters as they went out, proofs, and what others sent; sealed."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text
from sqlalchemy.orm import defer
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.cases.store.timeline import By
from enforcement.notifications.rules.letters import DocumentKind
from enforcement.sealed_columns import DOCUMENT
from enforcement.tables import Table


class CaseDocument(Table, table=True):
    """A file of a case. ``digest`` is the SHA-256 of its bytes, which are sealed in ``said``."""

    __tablename__ = "case_document"
    __table_args__ = (
        one_of("kind", DocumentKind),
        Index("case_document_said_key", text("substr(said, 1, 5)")),
    )

    document_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    kind: DocumentKind = Field(sa_type=code(DocumentKind))
    media_type: str
    size: int
    digest: str
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    added_at: datetime = Field(sa_type=MOMENT)
    added_by: str


@dataclass(frozen=True, slots=True, repr=False)
class StoredFile:
    """The bytes of a document; prints nothing."""

    document_id: UUID
    case_id: UUID
    kind: DocumentKind
    media_type: str
    content: bytes


def add(
    tx: Transaction,
    case_id: UUID,
    kind: DocumentKind,
    content: bytes,
    by: By,
    media_type: str = "application/pdf",
) -> CaseDocument:
    document_id = uuid4()
    sealed = base64.b64encode(content).decode()
    document = CaseDocument(
        document_id=document_id,
        case_id=case_id,
        kind=kind,
        media_type=media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        said=tx.vault.seal(DOCUMENT, document_id, sealed),
        added_at=tx.now,
        added_by=by.subject,
    )
    tx.session.add(document)
    return document


async def of_case(
    tx: Transaction, case_id: UUID, kind: DocumentKind | None = None
) -> Sequence[CaseDocument]:
    """The documents of a case, in order, without their bytes."""
    query = select(CaseDocument).where(CaseDocument.case_id == case_id)
    if kind is not None:
        query = query.where(CaseDocument.kind == kind)
    query = query.order_by(col(CaseDocument.added_at), col(CaseDocument.document_id))
    said = defer(CaseDocument.said, raiseload=True)  # type: ignore[arg-type]
    return (await tx.session.exec(query.options(said))).all()


async def files(tx: Transaction, document_ids: Sequence[UUID]) -> dict[UUID, StoredFile]:
    """The files of these documents, by id."""
    query = select(CaseDocument).where(col(CaseDocument.document_id).in_(document_ids))
    rows = (await tx.session.exec(query.execution_options(populate_existing=True))).all()
    return {row.document_id: _file(tx, row) for row in rows}


async def first_of_kind(
    tx: Transaction, case_ids: Sequence[UUID], kind: DocumentKind
) -> dict[UUID, UUID]:
    """The first document of a kind in each case that has one: document by case."""
    query = (
        select(col(CaseDocument.case_id), col(CaseDocument.document_id))
        .where(col(CaseDocument.case_id).in_(case_ids), CaseDocument.kind == kind)
        .order_by(col(CaseDocument.added_at).desc())
    )
    rows = (await tx.session.exec(query)).all()
    return {row[0]: row[1] for row in rows}


def _file(tx: Transaction, row: CaseDocument) -> StoredFile:
    content = base64.b64decode(tx.vault.open(DOCUMENT, row.document_id, row.said))
    return StoredFile(row.document_id, row.case_id, row.kind, row.media_type, content)
