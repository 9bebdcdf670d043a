"""Ids of events begin with a time, which keeps the index of an inbox together."""

from datetime import UTC, datetime

from chassis.bus import record
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, note_declared, now, running
from .support.sides import Side

TOUCHED = "SELECT count(DISTINCT left(event_id::text, 4)) FROM bus_inbox"
WRITTEN = "SELECT event_id, recorded_at FROM bus_outbox ORDER BY position"


async def tell(publisher: Side, transactions: int, each: int) -> None:
    for _ in range(transactions):
        async with publisher.database.begin(now()) as tx:
            for _ in range(each):
                record(tx, declared())


async def test_ids_of_events_follow_the_time_at_which_they_were_written(publisher: Side) -> None:
    begun = datetime.now(UTC)
    await tell(publisher, 5, 40)
    async with publisher.database.connection() as conn:
        rows = await conn.fetch(WRITTEN)
    ids = [row["event_id"] for row in rows]
    assert ids == sorted(ids)
    assert {each.version for each in ids} == {7}
    first = datetime.fromtimestamp((ids[0].int >> 80) / 1000, UTC)
    assert abs((first - begun).total_seconds()) < 60


async def test_what_comes_to_an_inbox_stands_together_in_its_index(
    publisher: Side, reader: Side
) -> None:
    """Ids of chance would begin in as many ways as there are events."""
    async with running(publisher.relay, reader.consumer({ShiftDeclared: note_declared})):
        await tell(publisher, 2, 100)

        async def all_there() -> bool:
            return len(await reader.effects()) == 200

        await eventually(all_there)
    async with reader.database.connection() as conn:
        assert await conn.fetchval(TOUCHED) == 1
