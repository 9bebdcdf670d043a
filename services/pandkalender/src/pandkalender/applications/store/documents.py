"""Documents of applications: clean PDFs with a picture of the first page, sealed.

Once the city has registered an application, it has the documents, and the calendar forgets them:
only what was sent, when and how large stays.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text, update
from sqlalchemy.orm import defer
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from pandkalender.sealed_columns import APPLICATION_DOCUMENT, APPLICATION_PICTURE
from pandkalender.tables import Table, moment


class SentFile(Table, table=True):
    """``said`` and ``picture`` are empty once the city has the document."""

    __tablename__ = "application_document"
    __table_args__ = (
        Index("application_document_said_key", text("substr(said, 1, 5)")),
        Index("application_document_picture_key", text("substr(picture, 1, 5)")),
    )

    document_id: UUID = Field(primary_key=True)
    application_id: UUID = Field(foreign_key="permit_application.application_id", index=True)
    code: str
    size: int
    pages: int
    digest: str
    said: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    picture: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    added_at: datetime = moment()
    sent_at: datetime | None = moment(nullable=True)


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document in a list, without its bytes."""

    document_id: UUID
    code: str
    size: int
    pages: int
    digest: str
    added_at: datetime
    sent_at: datetime | None


def add(
    tx: Transaction, application_id: UUID, code: str, pdf: bytes, pictures: Sequence[bytes]
) -> UUID:
    document_id = uuid4()
    picture = base64.b64encode(pictures[0]).decode()
    tx.session.add(
        SentFile(
            document_id=document_id,
            application_id=application_id,
            code=code,
            size=len(pdf),
            pages=len(pictures),
            digest=hashlib.sha256(pdf).hexdigest(),
            said=tx.vault.seal(APPLICATION_DOCUMENT, document_id, base64.b64encode(pdf).decode()),
            picture=tx.vault.seal(APPLICATION_PICTURE, document_id, picture),
            added_at=tx.now,
        )
    )
    return document_id


async def of_application(tx: Transaction, application_id: UUID) -> list[KeptDocument]:
    """In the order in which they were added."""
    query = (
        select(SentFile)
        .where(SentFile.application_id == application_id)
        .order_by(col(SentFile.added_at), col(SentFile.document_id))
        .options(
            defer(SentFile.said, raiseload=True),  # type: ignore[arg-type]
            defer(SentFile.picture, raiseload=True),  # type: ignore[arg-type]
        )
    )
    return [
        KeptDocument(
            row.document_id,
            row.code,
            row.size,
            row.pages,
            row.digest,
            row.added_at,
            row.sent_at,
        )
        for row in await tx.session.exec(query)
    ]


async def content(tx: Transaction, document_id: UUID) -> bytes:
    """The PDF of a document that was not sent yet."""
    said = await tx.conn.fetchval(
        "SELECT said FROM application_document WHERE document_id = $1", document_id
    )
    return base64.b64decode(tx.vault.open(APPLICATION_DOCUMENT, document_id, said))


async def picture(tx: Transaction, application_id: UUID, document_id: UUID) -> bytes | None:
    """The first page as JPEG; None once the city has the document."""
    sealed = await tx.conn.fetchval(
        "SELECT picture FROM application_document WHERE document_id = $1 AND application_id = $2",
        document_id,
        application_id,
    )
    if sealed is None:
        return None
    return base64.b64decode(tx.vault.open(APPLICATION_PICTURE, document_id, sealed))


async def remove(tx: Transaction, application_id: UUID, document_id: UUID) -> None:
    """Take away a document that was not sent; of one that was, nothing happens."""
    await tx.session.exec(
        delete(SentFile).where(
            col(SentFile.document_id) == document_id,
            col(SentFile.application_id) == application_id,
            col(SentFile.sent_at).is_(None),
        )
    )


async def note_sent(tx: Transaction, application_id: UUID) -> None:
    await tx.session.exec(
        update(SentFile)
        .where(col(SentFile.application_id) == application_id, col(SentFile.sent_at).is_(None))
        .values(sent_at=tx.now)
    )


async def forget_sent(tx: Transaction, application_id: UUID) -> None:
    """The city has them: the bytes go here."""
    await tx.session.exec(
        update(SentFile)
        .where(col(SentFile.application_id) == application_id, col(SentFile.sent_at).is_not(None))
        .values(said=None, picture=None)
    )


async def remove_all(tx: Transaction, application_id: UUID) -> None:
    await tx.session.exec(delete(SentFile).where(col(SentFile.application_id) == application_id))
