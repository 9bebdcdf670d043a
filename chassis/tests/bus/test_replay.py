"""A publisher's archive goes to one reader again; only what that reader lost has an effect."""

from datetime import UTC, datetime

from chassis.bus import record
from chassis.bus.replay import ask_for_replay
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, note_declared, now, running
from .support.sides import Side

EVER = datetime(2000, 1, 1, tzinfo=UTC)


async def forget(reader: Side) -> None:
    """What a rebuild does first, as the database's owner."""
    import asyncpg

    conn = await asyncpg.connect(reader.sandbox.database(reader.name, migrate=False).owner_url)
    await conn.execute("TRUNCATE bus_inbox, effect")
    await conn.close()


async def replayed(publisher: Side) -> bool:
    async with publisher.database.connection() as conn:
        return bool(await conn.fetchval("SELECT bool_and(done_at IS NOT NULL) FROM bus_replay"))


async def ask(publisher: Side) -> None:
    async with publisher.database.begin(now()) as tx:
        await ask_for_replay(
            tx, "databank", since=EVER, until=None, actor="beheerder-1", reason="rebuild"
        )
    publisher.relay.wake()


async def test_a_reader_that_lost_everything_is_as_it_was_after_a_replay(
    publisher: Side, reader: Side
) -> None:
    async with running(publisher.relay, reader.consumer({ShiftDeclared: note_declared})):
        async with publisher.database.begin(now()) as tx:
            for _ in range(450):
                record(tx, declared())

        async def all_there() -> bool:
            return len(await reader.effects()) == 450

        await eventually(all_there)
        before = await reader.effects()
        await forget(reader)
        await ask(publisher)
        await eventually(all_there)
        assert await reader.effects() == before


async def test_a_reader_that_lost_nothing_does_nothing_twice(publisher: Side, reader: Side) -> None:
    async with running(publisher.relay, reader.consumer({ShiftDeclared: note_declared})):
        async with publisher.database.begin(now()) as tx:
            for _ in range(50):
                record(tx, declared())

        async def all_there() -> bool:
            return len(await reader.effects()) >= 50

        await eventually(all_there)
        await ask(publisher)

        async def done() -> bool:
            return await replayed(publisher)

        await eventually(done)
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)
    assert len(await reader.effects()) == 51
