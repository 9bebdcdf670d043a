"""What goes away comes back by itself. The long proof under fire is a suite of its own."""

import asyncio
from typing import Any, cast

import asyncpg
import pytest
from aiormq import Channel

from chassis.bus import record
from chassis.bus.publishing import Publishing, UnconfirmedError
from contracts.pandkalender import ShiftDeclared

from .conftest import Side, declared
from .test_pipeline import eventually, note_declared, now, running


async def test_cut_connections_lose_and_double_nothing(publisher: Side, reader: Side) -> None:
    shifts = [declared() for _ in range(300)]
    async with running(publisher.relay, reader.consumer({ShiftDeclared: note_declared}, limit=10)):

        async def declare() -> None:
            for shift in shifts:
                async with publisher.database.begin(now()) as tx:
                    record(tx, shift)

        declaring = asyncio.create_task(declare())
        for _ in range(3):
            await asyncio.sleep(0.25)
            await cut_everything(publisher, reader)
        await declaring

        async def all_there() -> bool:
            return len(await reader.effects()) >= len(shifts)

        await eventually(all_there, 30)
        await asyncio.sleep(0.2)
    effects = await reader.effects()
    assert sorted(key for key, _ in effects) == sorted(str(shift.shift_id) for shift in shifts)


async def cut_everything(publisher: Side, reader: Side) -> None:
    """Every connection to the broker, and every one of the reader to its database."""
    sandbox = reader.sandbox
    with sandbox.management() as client:
        for connection in client.get(f"/api/vhosts/{sandbox.vhost}/connections").json():
            client.delete(f"/api/connections/{connection['name']}")
    conn = await asyncpg.connect(sandbox.infra.superuser_dsn())
    await conn.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
        sandbox.database("databank", migrate=False).name,
    )
    await conn.close()


async def test_a_full_stop_publishes_what_was_recorded_before_it(publisher: Side) -> None:
    async with running(publisher.relay), publisher.database.begin(now()) as tx:
        for _ in range(500):
            record(tx, declared())
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_outbox") == 0
        assert await conn.fetchval("SELECT count(*) FROM bus_archive") == 500


async def test_a_confirm_that_was_cancelled_is_no_confirm(publisher: Side) -> None:
    """The client cancels what waits for the broker when it gives the connection up."""

    class GivenUp:
        async def basic_publish(self, *_: object, **__: object) -> None:
            raise asyncio.CancelledError

    async with publisher.database.begin(now()) as tx:
        record(tx, declared())
    async with publisher.database.connection() as conn:
        rows: list[Any] = await conn.fetch("SELECT * FROM bus_outbox")
    with pytest.raises(UnconfirmedError):
        await Publishing(cast(Channel, GivenUp()), "pandkalender").send("anywhere", rows)
