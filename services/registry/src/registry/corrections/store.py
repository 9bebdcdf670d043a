"""Uploads with errors, sealed, until they are put right or their term is over."""

import base64
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Column, ForeignKey, Index, LargeBinary, text
from sqlalchemy import Uuid as UuidType
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from registry.deliveries.rules.minimum_format import TableName
from registry.sealed_columns import UPLOAD
from registry.tables import Table
from registry.validation.rules.validate import Sheet


class KeptUpload(Table, table=True):
    """The three tables of a delivery with errors, as they were read and without identifiers.

    Sealed, since somebody may have written in a cell what belongs in no register.
    """

    __tablename__ = "kept_upload"
    __table_args__ = (Index("kept_upload_said_key", text("substr(said, 1, 5)")),)

    delivery_id: UUID = Field(
        sa_column=Column(
            UuidType, ForeignKey("delivery.delivery_id", ondelete="CASCADE"), primary_key=True
        )
    )
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kept_at: datetime = Field(sa_type=MOMENT)


def add(tx: Transaction, delivery_id: UUID, sheets: Mapping[TableName, Sheet]) -> None:
    plain = {
        table.value: [sheet.header, sheet.header_row, sheet.rows] for table, sheet in sheets.items()
    }
    packed = base64.b64encode(zlib.compress(orjson.dumps(plain))).decode()
    said = tx.vault.seal(UPLOAD, delivery_id, packed)
    tx.session.add(KeptUpload(delivery_id=delivery_id, said=said, kept_at=tx.now))


async def find(tx: Transaction, delivery_id: UUID) -> dict[TableName, Sheet] | None:
    """The tables as they were kept, if they still are."""
    row = await tx.session.get(KeptUpload, delivery_id)
    if row is None:
        return None
    packed = base64.b64decode(tx.vault.open(UPLOAD, delivery_id, row.said))
    plain: dict[str, Any] = orjson.loads(zlib.decompress(packed))
    return {TableName(table): _sheet(*content) for table, content in plain.items()}


async def is_kept(tx: Transaction, delivery_id: UUID) -> bool:
    """Whether there is still something to put right, without opening it."""
    query = select(KeptUpload.kept_at).where(KeptUpload.delivery_id == delivery_id)
    return (await tx.session.exec(query)).first() is not None


async def erase(tx: Transaction, delivery_id: UUID) -> None:
    await tx.session.exec(delete(KeptUpload).where(col(KeptUpload.delivery_id) == delivery_id))


def _sheet(header: list[str], header_row: int, rows: list[tuple[int, list[str]]]) -> Sheet:
    read = tuple((number, tuple(cells)) for number, cells in rows)
    return Sheet(tuple(header), read, header_row)
