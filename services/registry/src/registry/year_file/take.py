"""Take the rows that were asked for, as a file; each time a line in the access log."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from chassis import long_work
from chassis.db import Transaction
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor
from chassis.web.exports.file_formats import MEDIA_TYPES
from registry.organisations.rules import Organisations
from registry.year_file import store, write_file
from registry.year_file.read_year_file import read_year_file
from registry.year_file.rules import OPEN_FOR, FileFormat
from registry.year_file.store import YearFileTaking


class TakingNotFoundError(NotFoundError):
    """Nobody asked for it, or somebody else did."""

    def __init__(self) -> None:
        super().__init__("Deze aanvraag van rijen")


class TakingOverError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            "Je vroeg deze rijen meer dan een uur geleden. Vraag ze opnieuw, met de reden.",
            code="aanvraag-voorbij",
        )


@dataclass(frozen=True, slots=True)
class TakenFile:
    """``content`` prints nothing."""

    name: str
    format: FileFormat
    content: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format]

    @property
    def headers(self) -> dict[str, str]:
        """A browser keeps it as a file, and no cache does."""
        return {
            "Content-Disposition": f'attachment; filename="{self.name}"',
            "Cache-Control": "no-store",
        }


async def fetch(
    tx: Transaction, taking_id: UUID, organisations: Organisations, actor: Actor
) -> TakenFile:
    """The file that this person asked for within the last hour. Raises ``RefusedError``."""
    taking = await store.get_for_update(tx, taking_id, actor.subject)
    if taking is None:
        raise TakingNotFoundError
    if tx.now > taking.asked_at + OPEN_FOR:
        raise TakingOverError
    return await take(tx, taking, organisations, actor)


async def take(
    tx: Transaction, taking: YearFileTaking, organisations: Organisations, actor: Actor
) -> TakenFile:
    """Raises ``RefusedError`` where no row is kept."""
    year, table = taking.year, taking.table_name
    found = await read_year_file(
        tx, year, table, organisations, actor=actor, purpose=taking.purpose
    )
    taking.taken_at, taking.rows = tx.now, len(found.lines)
    tx.session.add(taking)
    watermark = write_file.mark(tx, found, taking, actor)
    await long_work.computes(tx)
    content = await asyncio.to_thread(write_file.write, found, watermark, taking.format)
    return TakenFile(f"jaarbestand-{year}-{table}.{taking.format}", taking.format, content)
