"""What stands of records in two branches, and what others heard of it, once every record that
changed was read."""

import asyncio
from typing import Any
from uuid import UUID

from chassis.bus.envelope import decode
from contracts.databank import (
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingWithdrawn,
    SeenElsewhere,
    SeenElsewhereWithdrawn,
)

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


async def told_is_what_stands(databank: Databank) -> None:
    """Of everybody: what was told and not withdrawn is what is kept, in whatever order it comes."""
    await records_read(databank)
    rows = await databank.fetch(
        "SELECT body FROM bus_outbox UNION ALL SELECT body FROM bus_archive"
    )
    readings: dict[str, tuple[int, dict[str, Any]]] = {}
    signals: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    for event in (decode(row["body"]) for row in rows):
        data = event.data
        if event.type in (BranchReadingFound.type, BranchReadingChanged.type):
            revision = data.get("revision", 1)
            if revision > readings.get(data["readingId"], (0, {}))[0]:
                readings[data["readingId"]] = revision, data["reading"]
        elif event.type == SeenElsewhere.type:
            signals[data["signalId"]] = data
        elif event.type == BranchReadingWithdrawn.type:
            gone.add(data["readingId"])
        elif event.type == SeenElsewhereWithdrawn.type:
            gone.add(data["signalId"])
    heard = {
        (each, revision, *(told[name] for name in HEARD))
        for each, (revision, told) in readings.items()
        if each not in gone
    }
    kept = await databank.fetch(
        f"SELECT id, revision, {READING} FROM branch_reading WHERE withdrawn_at IS NULL"
    )
    assert heard == {tuple(map(_wire, row.values())) for row in kept}
    kept = await databank.fetch(
        "SELECT id, branch, known_in, known_until FROM seen_elsewhere WHERE withdrawn_at IS NULL"
    )
    assert {
        (each, told["branch"], tuple(told["knownIn"]), told["knownUntil"])
        for each, told in signals.items()
        if each not in gone
    } == {tuple(map(_wire, row.values())) for row in kept}


HEARD = ("kind", "fromBranch", "toBranch", "after", "before")


def _wire(value: Any) -> Any:
    """A value of a row, as it travels."""
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, int) else str(value)
