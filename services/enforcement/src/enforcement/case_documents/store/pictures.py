"""Pictures of the pages of a document, sealed: who reads it opens no file of somebody else."""

import base64
from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from enforcement.case_documents.rules import DocumentNotFoundError
from enforcement.sealed_columns import PICTURE
from enforcement.tables import Table


class DocumentPicture(Table, table=True):
    """A page of a document as a JPEG; ``number`` counts from 1."""

    __tablename__ = "document_picture"
    __table_args__ = (
        Index("document_picture_page", "document_id", "number", unique=True),
        Index("document_picture_said_key", text("substr(said, 1, 5)")),
    )

    picture_id: UUID = Field(primary_key=True)
    document_id: UUID = Field(foreign_key="case_document.document_id")
    number: int
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


def add(tx: Transaction, document_id: UUID, pictures: Sequence[bytes]) -> None:
    for number, picture in enumerate(pictures, start=1):
        picture_id = uuid4()
        sealed = tx.vault.seal(PICTURE, picture_id, base64.b64encode(picture).decode())
        tx.session.add(
            DocumentPicture(
                picture_id=picture_id, document_id=document_id, number=number, said=sealed
            )
        )


async def get(tx: Transaction, document_id: UUID, number: int) -> bytes:
    """A page as a JPEG. Raises ``DocumentNotFoundError``."""
    query = select(DocumentPicture).where(
        DocumentPicture.document_id == document_id, DocumentPicture.number == number
    )
    row = (await tx.session.exec(query)).one_or_none()
    if row is None:
        raise DocumentNotFoundError
    return base64.b64decode(tx.vault.open(PICTURE, row.picture_id, row.said))


async def destroy(tx: Transaction, document_id: UUID) -> None:
    own = col(DocumentPicture.document_id) == document_id
    await tx.session.exec(delete(DocumentPicture).where(own))
