"""Produce the file of an export: rows in batches, each with its lines in the access log.

Each batch is one short transaction of a deadline that is due at once, so that progress shows, a
stop loses nothing, memory is bounded and nobody waits long for the end of the access log.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import structlog

from chassis.bus.timers import Long, Timer, TimerHandler, revoke, schedule
from chassis.db import Transaction
from chassis.outages import is_transient
from chassis.web.access_log.log import Action, record_access
from chassis.web.exports import store
from chassis.web.exports.export_list import Batch, ExportList
from chassis.web.exports.file_formats import WRITERS
from chassis.web.exports.registry import Exports
from chassis.web.exports.rules import AFTER, AutomaticStep, State
from chassis.web.exports.store import Export
from chassis.web.exports.watermark import Watermark

MAKE, TERM = "export-make", "export-term"
AT_ONCE = 1_000
"""Rows that are made while somebody waits, at most."""
BATCH = 2_000
"""Rows that are read in one transaction."""
PART = 1024 * 1024
"""Bytes of one part of a file in the database."""

log = structlog.get_logger("exports")


async def begin(tx: Transaction, export_id: UUID) -> None:
    """Have an export made beside the requests."""
    await schedule(tx, MAKE, str(export_id), tx.now)


async def make_at_once(tx: Transaction, exports: Exports, export_id: UUID) -> None:
    """Make the whole of a small export, in the transaction that asks for it."""
    while True:
        export = await store.find(tx, export_id)
        assert export is not None
        if await _step(tx, exports, export):
            return


async def end(tx: Transaction, export_id: UUID) -> None:
    """End the timers of an export."""
    await revoke(tx, MAKE, str(export_id))
    await revoke(tx, TERM, str(export_id))


def timers(exports: Exports) -> Mapping[str, TimerHandler]:
    """The deadlines of a service that has exports."""

    async def make(timer: Timer, tx: Transaction) -> None:
        export = await store.find(tx, UUID(timer.key), lock=True)
        if export is None or (export.state, AutomaticStep.AFMAKEN) not in AFTER:
            return
        try:
            async with tx.conn.transaction():
                done = await _step(tx, exports, export)
        except Exception as error:
            if is_transient(error):
                raise
            log.error("export failed", listing=export.listing, error=type(error).__name__)
            await store.set_state(
                tx, export.export_id, AFTER[export.state, AutomaticStep.MISLUKKEN]
            )
            return
        if not done:
            await begin(tx, export.export_id)

    async def term(timer: Timer, tx: Transaction) -> None:
        export = await store.find(tx, UUID(timer.key), lock=True)
        after = AFTER.get((export.state, AutomaticStep.TERMIJN)) if export else None
        if export is None or after is None or export.expires_at is None:
            return
        if export.expires_at > tx.now:
            await schedule(tx, TERM, timer.key, export.expires_at)
            return
        await store.set_state(tx, export.export_id, after)
        if after is State.BEZIG:
            await begin(tx, export.export_id)

    return {MAKE: Long(make), TERM: term}


async def _step(tx: Transaction, exports: Exports, export: Export) -> bool:
    """Read one batch, or write the file once all is read; True when the file is there."""
    listing = exports.listing(export.listing)
    if listing is None:
        raise LookupError("a list that the service no longer has")
    if export.read_all:
        await _assemble(tx, exports, listing, export)
        return True
    room = exports.limits.largest - export.made_rows
    batch = await listing.read(tx, export.wanted, export.read_after, min(BATCH, room))
    done = batch.after is None or len(batch.rows) >= room
    await store.add_rows(tx, export, batch.rows, batch.after, done)
    await store.add_about(tx, export.export_id, batch.about)
    await _log(tx, export, batch)
    return False


async def _log(tx: Transaction, export: Export, batch: Batch) -> None:
    """Whom the rows disclose, each once per batch (DP-04)."""
    for kind, subject_id in dict.fromkeys(batch.about):
        await record_access(
            tx,
            export.asker,
            action=Action.DISCLOSE,
            subject_kind=kind,
            subject_id=subject_id,
            purpose=export.purpose,
        )


async def _assemble(tx: Transaction, exports: Exports, listing: ExportList, export: Export) -> None:
    mark = Watermark(
        export_id=export.export_id,
        listing=listing.label,
        first=export.first_day,
        last=export.last_day,
        subject=export.asked_by,
        function=export.asked_function,
        organisation=export.organisation,
        purpose=listing.purpose(export.purpose),
        reason=export.reason,
        made_at=tx.now,
        approved_by=export.decided_by,
        rows=export.made_rows,
    )
    size = 0
    with TemporaryDirectory(prefix="uitvoer-") as folder:  # readable by this user alone, then gone
        path = Path(folder) / f"uitvoer.{export.format}"
        writer = WRITERS[export.format](path, listing.columns, mark)
        async for rows in store.rows(tx, export.export_id):
            await asyncio.to_thread(writer.add, rows)
        await asyncio.to_thread(writer.finish)
        with path.open("rb") as made:
            number = 0
            while content := made.read(PART):
                await store.add_file_part(tx, export.export_id, number, content)
                number += 1
                size += len(content)
    expires_at = tx.now + exports.limits.kept
    await store.finish(tx, export.export_id, size, expires_at)
    await schedule(tx, TERM, str(export.export_id), expires_at)
