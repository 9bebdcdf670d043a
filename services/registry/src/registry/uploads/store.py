"""Uploads with errors, sealed, until they are put right or their term is over."""

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Column, ForeignKey, Index, LargeBinary, text
from sqlalchemy import Uuid as UuidType
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from chassis.json_documents import json_bytes
from chassis.tables import MOMENT
from registry.delivery_register.rules.delivery import OVER
from registry.delivery_register.store import Delivery
from registry.minimum_format.rules.columns import LINKAGE_CODE, TableName, header
from registry.sealed_columns import ANSWER, UPLOAD
from registry.tables import Table
from registry.validation.rules.validate import Sheet


class KeptUpload(Table, table=True):
    """The three tables of a delivery with errors, as they were read and without identifiers.

    Sealed, since somebody may have written in a cell what belongs in no register.
    """

    __tablename__ = "kept_upload"
    __table_args__ = (
        Index("kept_upload_said_key", text("substr(said, 1, 5)")),
        Index("kept_upload_answer_key", text("substr(answer, 1, 5)")),
    )

    delivery_id: UUID = Field(
        sa_column=Column(
            UuidType, ForeignKey("delivery.delivery_id", ondelete="CASCADE"), primary_key=True
        )
    )
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answer: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """The sender's own files with each error beside its cell, where that could be done."""
    kept_at: datetime = Field(sa_type=MOMENT)


ERASE_OVER = """
DELETE FROM kept_upload k USING delivery d
 WHERE d.delivery_id = k.delivery_id AND d.organisation = $1 AND d.state = ANY($2::text[])
"""
FORGET_OWN_FILES = """
UPDATE kept_upload k SET answer = NULL FROM delivery d
 WHERE d.delivery_id = k.delivery_id AND d.organisation = $1 AND k.answer IS NOT NULL
"""


@dataclass(frozen=True, slots=True, repr=False)
class OpenedUpload:
    """A kept upload with its tables; ``year`` is that of its delivery."""

    delivery_id: UUID
    year: int
    sheets: dict[TableName, Sheet]


def add(
    tx: Transaction,
    delivery_id: UUID,
    sheets: Mapping[TableName, Sheet],
    answer: Mapping[str, bytes],
) -> None:
    """Keep the tables, and the files of the answer by the names of their fields."""
    said = _sealed(tx, delivery_id, sheets)
    files = {field: base64.b64encode(data).decode() for field, data in answer.items()}
    sealed = tx.vault.seal(ANSWER, delivery_id, _packed(files)) if files else None
    tx.session.add(KeptUpload(delivery_id=delivery_id, said=said, answer=sealed, kept_at=tx.now))


async def find(tx: Transaction, delivery_id: UUID) -> dict[TableName, Sheet] | None:
    """The tables as they were kept, if they still are."""
    row = await tx.session.get(KeptUpload, delivery_id)
    if row is None:
        return None
    return _opened(tx, row)


async def find_answer(tx: Transaction, delivery_id: UUID) -> dict[str, bytes]:
    """The sender's own files with their errors, by the names of their fields, if there are any."""
    row = await tx.session.get(KeptUpload, delivery_id)
    if row is None or row.answer is None:
        return {}
    files = _unpacked(tx.vault.open(ANSWER, delivery_id, row.answer))
    return {field: base64.b64decode(data) for field, data in files.items()}


async def fields_of_answer(tx: Transaction, delivery_id: UUID) -> frozenset[str]:
    """The names of the fields whose files come back as the sender's own."""
    return frozenset(await find_answer(tx, delivery_id))


async def is_kept(tx: Transaction, delivery_id: UUID) -> bool:
    """Whether there is still something to put right, without opening it."""
    query = select(KeptUpload.kept_at).where(KeptUpload.delivery_id == delivery_id)
    return (await tx.session.exec(query)).first() is not None


async def erase(tx: Transaction, delivery_id: UUID) -> None:
    await tx.session.exec(delete(KeptUpload).where(col(KeptUpload.delivery_id) == delivery_id))


async def erase_over(tx: Transaction, organisation: str) -> None:
    """Of deliveries that were withdrawn or replaced: nobody can put those right any more."""
    await tx.conn.execute(ERASE_OVER, organisation, [*OVER])


async def kept_of(tx: Transaction, organisation: str) -> list[OpenedUpload]:
    """Every upload of an organisation that is kept, opened."""
    query = (
        select(KeptUpload, Delivery.year)
        .join(Delivery, col(Delivery.delivery_id) == KeptUpload.delivery_id)
        .where(Delivery.organisation == organisation)
    )
    return [
        OpenedUpload(kept.delivery_id, year, _opened(tx, kept))
        for kept, year in (await tx.session.exec(query)).all()
    ]


async def forget_own_files(tx: Transaction, organisation: str) -> None:
    """Let the sender's own files go, which may hold more than their tables.

    Answers are then written from the tables.
    """
    await tx.conn.execute(FORGET_OWN_FILES, organisation)


async def forget_linkage(tx: Transaction, year: int) -> None:
    """Take linkage codes out of every upload of a year, and seal it again.

    The sender's own file has them too, and goes: the answer is then written from the tables.
    """
    query = select(KeptUpload).join(Delivery, col(Delivery.delivery_id) == KeptUpload.delivery_id)
    for kept in (await tx.session.exec(query.where(Delivery.year == year))).all():
        tables = _opened(tx, kept)
        clients = tables[TableName.CLIENTEN]
        if LINKAGE_CODE in map(header, clients.header):
            tables[TableName.CLIENTEN] = _without_linkage(clients)
            kept.said, kept.answer = _sealed(tx, kept.delivery_id, tables), None
            tx.session.add(kept)


def _without_linkage(sheet: Sheet) -> Sheet:
    kept = [nr for nr, name in enumerate(sheet.header) if header(name) != LINKAGE_CODE]
    wide = len(sheet.header)
    rows = tuple(
        (number, (*(cells[nr] for nr in kept if nr < len(cells)), *cells[wide:]))
        for number, cells in sheet.rows
    )
    names = tuple(sheet.header[nr] for nr in kept)
    places = tuple(sheet.places[nr] for nr in kept) if sheet.places else ()
    return replace(sheet, header=names, rows=rows, places=places)


def _opened(tx: Transaction, kept: KeptUpload) -> dict[TableName, Sheet]:
    plain = _unpacked(tx.vault.open(UPLOAD, kept.delivery_id, kept.said))
    return {TableName(table): _sheet(*content) for table, content in plain.items()}


def _sealed(tx: Transaction, delivery_id: UUID, sheets: Mapping[TableName, Sheet]) -> bytes:
    plain = {
        table.value: [sheet.header, sheet.header_row, sheet.rows, sheet.places, sheet.name]
        for table, sheet in sheets.items()
    }
    return tx.vault.seal(UPLOAD, delivery_id, _packed(plain))


def _packed(plain: Any) -> str:
    return base64.b64encode(zlib.compress(json_bytes(plain), level=3)).decode()


def _unpacked(packed: str) -> Any:
    return orjson.loads(zlib.decompress(base64.b64decode(packed)))


def _sheet(
    names: list[str],
    header_row: int,
    rows: list[tuple[int, list[str]]],
    places: Sequence[int] = (),
    name: str = "",
) -> Sheet:
    read = tuple((number, tuple(cells)) for number, cells in rows)
    return Sheet(tuple(names), read, header_row, tuple(places), name)
