"""Texts that people typed on a page of ours, sealed, sign for sign: their document shows them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from enforcement.sealed_columns import TYPED
from enforcement.tables import Table


class TypedText(Table, table=True):
    """The text of a document that somebody typed, empty where it has papers alone.

    ``letter_id`` is the letter of which the code opened the page: it says whose text it is.
    """

    __tablename__ = "typed_text"
    __table_args__ = (Index("typed_text_said_key", text("substr(said, 1, 5)")),)

    document_id: UUID = Field(primary_key=True, foreign_key="case_document.document_id")
    letter_id: UUID = Field(index=True, foreign_key="letter.letter_id")
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


def add(tx: Transaction, document_id: UUID, letter_id: UUID, typed: str) -> None:
    said = tx.vault.seal(TYPED, document_id, typed)
    tx.session.add(TypedText(document_id=document_id, letter_id=letter_id, said=said))


async def of_documents(tx: Transaction, document_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The texts of those documents that have one, by document."""
    query = select(TypedText).where(col(TypedText.document_id).in_(document_ids))
    rows = (await tx.session.exec(query)).all()
    texts = {row.document_id: _typed(tx, row) for row in rows}
    return {document_id: typed for document_id, typed in texts.items() if typed}


async def by_letters(tx: Transaction, letter_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Texts that came in with the codes of these letters, perhaps empty, by document."""
    query = select(TypedText).where(col(TypedText.letter_id).in_(letter_ids))
    return {row.document_id: _typed(tx, row) for row in (await tx.session.exec(query)).all()}


async def destroy(tx: Transaction, document_id: UUID) -> None:
    await tx.session.exec(delete(TypedText).where(col(TypedText.document_id) == document_id))


def _typed(tx: Transaction, row: TypedText) -> str:
    return str(tx.vault.open(TYPED, row.document_id, row.said))
