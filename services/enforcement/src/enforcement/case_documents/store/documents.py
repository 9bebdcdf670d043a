"""Documents of a case: letters as they went out, proofs, and what others sent; sealed."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import defer
from sqlmodel import Field, col, select, update

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.case_documents.rules import (
    DocumentKind,
    DocumentNotFoundError,
    WithdrawalReason,
)
from enforcement.cases.store.timeline import By
from enforcement.sealed_columns import DOCUMENT
from enforcement.tables import Table


class CaseDocument(Table, table=True):
    """A file of a case. ``digest`` is the SHA-256 of its bytes, which are sealed in ``said``.

    What people brought in has ``pages``, and in ``received`` the SHA-256 of each file as it came;
    the letters of the system have neither. ``said`` seals nothing once the content is destroyed.
    """

    __tablename__ = "case_document"
    __table_args__ = (
        one_of("kind", DocumentKind),
        one_of("withdrawn_because", WithdrawalReason),
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
    pages: int | None = None
    received: list[str] | None = Field(default=None, sa_type=ARRAY(String))
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_by: str | None = None
    withdrawn_because: WithdrawalReason | None = Field(default=None, sa_type=code(WithdrawalReason))

    @property
    def is_destroyed(self) -> bool:
        return self.withdrawn_because is WithdrawalReason.HOORT_HIER_NIET


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
    *,
    pages: int | None = None,
    received: Sequence[bytes] | None = None,
) -> CaseDocument:
    document_id = uuid4()
    sealed = base64.b64encode(content).decode()
    document = CaseDocument(
        document_id=document_id,
        case_id=case_id,
        kind=kind,
        media_type=media_type,
        size=len(content),
        digest=_digest(content),
        said=tx.vault.seal(DOCUMENT, document_id, sealed),
        added_at=tx.now,
        added_by=by.subject,
        pages=pages,
        received=None if received is None else [_digest(file) for file in received],
    )
    tx.session.add(document)
    return document


async def get_for_update(tx: Transaction, case_id: UUID, document_id: UUID) -> CaseDocument:
    """A document that people brought into a case. Raises ``DocumentNotFoundError``."""
    document = await tx.session.get(CaseDocument, document_id, with_for_update=True)
    if document is None or document.case_id != case_id or document.pages is None:
        raise DocumentNotFoundError
    return document


async def lock(tx: Transaction, document_id: UUID) -> CaseDocument:
    """Any document that is known to be there."""
    return await tx.session.get_one(CaseDocument, document_id, with_for_update=True)


async def move(tx: Transaction, document_ids: Sequence[UUID], case_id: UUID) -> None:
    """To the case that they turned out to be of; they stay sealed as they are."""
    own = col(CaseDocument.document_id).in_(document_ids)
    await tx.session.exec(update(CaseDocument).where(own).values(case_id=case_id))


def destroy_content(tx: Transaction, document: CaseDocument) -> None:
    """Keep nothing of what it says; size and digest still tell what was there."""
    document.said = tx.vault.seal(DOCUMENT, document.document_id, "")


async def of_case(
    tx: Transaction, case_id: UUID, kind: DocumentKind | None = None
) -> Sequence[CaseDocument]:
    """The documents of a case, in order, without their bytes; also those that were withdrawn."""
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


async def of_kind(
    tx: Transaction, case_ids: Sequence[UUID], kind: DocumentKind
) -> dict[UUID, list[UUID]]:
    """The documents of a kind, not withdrawn, by case, the oldest first."""
    query = (
        select(col(CaseDocument.case_id), col(CaseDocument.document_id))
        .where(
            col(CaseDocument.case_id).in_(case_ids),
            CaseDocument.kind == kind,
            col(CaseDocument.withdrawn_at).is_(None),
        )
        .order_by(col(CaseDocument.added_at), col(CaseDocument.document_id))
    )
    kept: dict[UUID, list[UUID]] = {}
    for case_id, document_id in (await tx.session.exec(query)).all():
        kept.setdefault(case_id, []).append(document_id)
    return kept


def _file(tx: Transaction, row: CaseDocument) -> StoredFile:
    content = base64.b64decode(tx.vault.open(DOCUMENT, row.document_id, row.said))
    return StoredFile(row.document_id, row.case_id, row.kind, row.media_type, content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
