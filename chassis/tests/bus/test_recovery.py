"""What goes away comes back by itself. The long proof under fire is a suite of its own."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest
from aiormq.exceptions import DeliveryError
from pamqp.commands import Basic

from chassis.bus import outbox, record
from chassis.bus.connection import connected
from chassis.bus.outbox import StoredEvent
from chassis.bus.publisher import PublishChannel, UnconfirmedError
from chassis.bus.topology import EXCHANGE
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, note_declared, now, running
from .support.sides import Side


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
    async def all_told() -> bool:
        async with publisher.database.connection() as conn:
            return bool(await conn.fetchval("SELECT count(*) = 0 FROM bus_outbox"))

    async with running(publisher.relay):
        # One that arrived: whatever was cut in the test before is whole again.
        async with publisher.database.begin(now()) as tx:
            record(tx, declared())
        await eventually(all_told)
        async with publisher.database.begin(now()) as tx:
            for _ in range(500):
                record(tx, declared())
    assert await all_told()
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_archive") == 501


async def test_what_was_recorded_while_the_relay_looked_is_published_before_it_stops(
    publisher: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks, finds nothing, and hears of the end only then: there may be more by now."""
    look = outbox.pending

    async def looked_just_before(conn: asyncpg.Connection, limit: int) -> list[StoredEvent]:
        found = await look(conn, limit)
        if not found and not publisher.relay._stopping.is_set():
            async with publisher.database.begin(now()) as tx:
                record(tx, declared())
            publisher.relay.stop()
        return found

    monkeypatch.setattr(outbox, "pending", looked_just_before)
    await publisher.relay.run()
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_outbox") == 0


@pytest.mark.parametrize("how", ["cancelled", "refused", "returned"])
async def test_a_confirm_that_is_none_is_not_taken_for_one(publisher: Side, how: str) -> None:
    """The client cancels what waits for the broker when it gives the connection up."""
    async with publisher.database.begin(now()) as tx:
        for _ in range(3):
            record(tx, declared())
    async with publisher.database.connection() as conn:
        events = await outbox.pending(conn, 3)
    async with connected(publisher.sandbox.amqp_url("pandkalender"), "test") as connection:
        publishing = await PublishChannel.open(connection, "pandkalender")
        channel = publishing._channel
        sending = asyncio.create_task(publishing.send(EXCHANGE, events))
        while len(channel.confirmations) < len(events):  # noqa: ASYNC110  # the client tells nobody
            await asyncio.sleep(0)
        second = list(channel.confirmations.values())[1]
        if how == "cancelled":
            second.cancel()
        elif how == "refused":
            second.set_exception(DeliveryError(None, Basic.Nack()))
        else:
            second.set_result(object())
        with pytest.raises(UnconfirmedError):
            await sending


async def test_many_messages_in_one_write_arrive_in_order_and_whole(
    publisher: Side, reader: Side
) -> None:
    """Also those that are longer than a frame of the broker."""
    shift_id = uuid4()
    sizes = [10, 200_000, 131_064, 131_065, 0, *[300] * 120]
    bodies = [bytes([number % 251]) * size for number, size in enumerate(sizes)]
    events = [
        StoredEvent(
            position=number,
            event_id=uuid4(),
            type=ShiftDeclared.type,
            routing_key=ShiftDeclared.routing_key,
            partition_key=str(shift_id),
            correlation_id=uuid4(),
            body=body,
            recorded_at=now(),
        )
        for number, body in enumerate(bodies)
    ]
    async with connected(publisher.sandbox.amqp_url("pandkalender"), "test") as connection:
        publishing = await PublishChannel.open(connection, "pandkalender")
        await publishing.send(EXCHANGE, events)
        assert not publishing._channel.confirmations
        assert not publishing._channel.message_id_delivery_tag
    async with connected(publisher.sandbox.amqp_url("databank"), "test") as connection:
        channel = await connection.channel()
        queue = await channel.get_queue("databank.0", ensure=False)
        found = []
        async with queue.iterator(timeout=10, no_ack=True) as messages:
            async for message in messages:
                found.append(message)
                if len(found) == len(events):
                    break
    assert [message.body for message in found] == bodies
    assert {message.headers["partitionkey"] for message in found} == {str(shift_id)}
    assert [message.message_id for message in found] == [str(event.event_id) for event in events]
    assert {message.user_id for message in found} == {"pandkalender"}
    assert {message.delivery_mode for message in found} == {2}
