"""What stands of records in two branches, once every record that changed was read."""

import asyncio
from typing import Any
from uuid import UUID

from .databank import Databank

READING = "kind, from_branch, to_branch, after_day, before_day"
SIGNAL = "branch, known_in, known_until, seen_on"


async def records_read(databank: Databank) -> None:
    for _ in range(1_200):
        if not await databank.fetch("SELECT FROM reading_due LIMIT 1"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("records still wait to be read")


async def readings_of(databank: Databank, person_id: UUID) -> list[tuple[Any, ...]]:
    """Kind, branches and bracket of each that stands."""
    return await _standing(databank, "branch_reading", READING, person_id)


async def signals_of(databank: Databank, person_id: UUID) -> list[tuple[Any, ...]]:
    """Branch, known in, known until and first day of each "seen elsewhere" that stands."""
    rows = await _standing(databank, "seen_elsewhere", SIGNAL, person_id)
    return [(branch, tuple(known), *days) for branch, known, *days in rows]


async def _standing(
    databank: Databank, table: str, columns: str, person_id: UUID
) -> list[tuple[Any, ...]]:
    await records_read(databank)
    rows = await databank.fetch(
        f"SELECT {columns} FROM {table} WHERE person_id = $1 AND withdrawn_at IS NULL",
        person_id,
    )
    return sorted(tuple(row.values()) for row in rows)
