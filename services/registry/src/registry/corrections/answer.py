"""Answer a delivery with errors: its tables with each error beside its cell."""

import asyncio
from uuid import UUID

from chassis import long_work
from chassis.db import Transaction
from registry.corrections.answer_csv import write_csv
from registry.corrections.answer_workbook import write
from registry.corrections.judge_kept import judge_kept
from registry.delivery_register import store as deliveries
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.minimum_format.rules.columns import TableName
from registry.settings import RegistrySettings
from registry.uploads import store as kept_uploads
from registry.uploads.read_upload import WORKBOOK


async def answer(
    tx: Transaction, delivery_id: UUID, organisation: str | None, settings: RegistrySettings
) -> bytes:
    """An XLSX file, the sender's own if it was one. Raises ``DeliveryNotFoundError``,
    ``NothingKeptError``."""
    own = (await _own(tx, delivery_id, organisation)).get(WORKBOOK)
    if own is not None:
        return own
    kept = await judge_kept(tx, delivery_id, organisation, settings)
    await long_work.computes(tx)
    return await asyncio.to_thread(write, kept.sheets, kept.errors, kept.agreements)


async def answer_table(
    tx: Transaction,
    delivery_id: UUID,
    organisation: str | None,
    table: TableName,
    settings: RegistrySettings,
) -> bytes:
    """One table as CSV, the sender's own file if it was one. Raises ``DeliveryNotFoundError``,
    ``NothingKeptError``."""
    own = (await _own(tx, delivery_id, organisation)).get(table)
    if own is not None:
        return own
    kept = await judge_kept(tx, delivery_id, organisation, settings)
    errors = [error for error in kept.errors if error.table is table]
    return await asyncio.to_thread(write_csv, kept.sheets[table], errors)


async def _own(tx: Transaction, delivery_id: UUID, organisation: str | None) -> dict[str, bytes]:
    if await deliveries.get(tx, delivery_id, organisation) is None:
        raise DeliveryNotFoundError
    return await kept_uploads.find_answer(tx, delivery_id)
