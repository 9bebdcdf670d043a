"""Two instances of a service share its work; when one goes, the other has it all, in order."""

import asyncio
from functools import partial
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.bus.consumer import Consumer
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.relay import Relay
from chassis.clock import SystemClock
from chassis.db import Transaction
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled, declared
from .support.handlers import eventually, message, note_cancelled, note_declared, now, running
from .support.sides import Side, Table

TABLE: Table = {ShiftDeclared: note_declared, ShiftCancelled: note_cancelled}


def instance(reader: Side, priority: int) -> Consumer:
    return Consumer(
        reader.sandbox.amqp_url(reader.name),
        reader.database,
        reader.dispatcher_of(TABLE),
        SystemClock(),
        priority=priority,
    )


async def declare(publisher: Side, shifts: list[UUID]) -> None:
    for shift_id in shifts:
        async with publisher.database.begin(now()) as tx:
            record(tx, declared(shift_id))
            record(tx, cancelled(shift_id))


async def test_the_other_instance_takes_over_in_order_when_one_dies(
    publisher: Side, reader: Side
) -> None:
    first, second = instance(reader, 1), instance(reader, 0)
    tasks = [asyncio.create_task(consumer.run()) for consumer in (first, second)]
    relay = asyncio.create_task(publisher.relay.run())
    shifts = [uuid4() for _ in range(60)]
    declaring = asyncio.create_task(declare(publisher, shifts))
    await asyncio.sleep(0.2)
    tasks[0].cancel()
    await declaring

    async def all_there() -> bool:
        return len(await reader.effects()) >= 2 * len(shifts)

    await eventually(all_there)
    second.stop()
    publisher.relay.stop()
    await asyncio.gather(tasks[1], relay)
    effects = await reader.effects()
    assert len(effects) == 2 * len(shifts)
    for shift_id in shifts:
        assert [what for key, what in effects if key == str(shift_id)] == ["Ana", "cancelled"]


async def test_one_relay_works_and_another_takes_over_what_the_first_left(
    publisher: Side, reader: Side
) -> None:
    url = publisher.sandbox.amqp_url("pandkalender")
    relays = [Relay("pandkalender", url, publisher.database) for _ in range(2)]
    tasks = [asyncio.create_task(relay.run()) for relay in relays]

    async def one_works() -> bool:
        return any(relay.holds_lease for relay in relays)

    await eventually(one_works)
    assert [relay.holds_lease for relay in relays].count(True) == 1
    holder = next(relay for relay in relays if relay.holds_lease)
    other = next(relay for relay in relays if relay is not holder)
    holder.stop()

    async def taken_over() -> bool:
        return other.holds_lease

    await eventually(taken_over)
    async with publisher.database.begin(now()) as tx:
        record(tx, declared())
    other.stop()
    await asyncio.gather(*tasks)
    async with publisher.database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM bus_archive") == 1


async def test_a_relay_without_the_lease_locks_nothing(publisher: Side) -> None:
    async with publisher.database.connection() as conn:
        await conn.execute(
            "INSERT INTO bus_lease VALUES ('relay', $1, clock_timestamp() + interval '1 hour')",
            uuid4(),
        )
        async with running(publisher.relay):

            async def connected() -> bool:
                return publisher.relay.connected

            await eventually(connected)
            for _ in range(200):
                publisher.relay.wake()
                await asyncio.sleep(0.005)
        assert await conn.fetchval("SELECT xmax::text::bigint FROM bus_lease") == 0


async def test_what_was_under_way_at_a_stop_comes_in_order_to_the_next(
    publisher: Side, reader: Side
) -> None:
    """Also what the broker sent between the last acknowledgement and the end."""

    async def slowly(event: ShiftDeclared, tx: Transaction) -> None:
        await asyncio.sleep(0.002)
        await note_declared(event, tx)

    shift_id = uuid4()
    async with publisher.database.begin(now()) as tx:
        for number in range(800):
            record(tx, declared(shift_id, f"{number:03}"))
    first = reader.consumer({ShiftDeclared: slowly}, limit=150)
    working = asyncio.create_task(first.run())
    async with running(publisher.relay):
        await eventually(partial(noted, reader, 100))
    first.stop()
    await working
    async with running(reader.consumer({ShiftDeclared: note_declared})):
        await eventually(partial(noted, reader, 800))
    names = [what for _, what in await reader.effects()]
    assert names == sorted(names)


async def noted(reader: Side, count: int) -> bool:
    return len(await reader.effects()) >= count


async def test_two_instances_that_give_a_message_up_park_it_once(reader: Side) -> None:
    """One had it, hung, and the broker gave it to the other."""
    shift = declared()
    body = message(reader, shift, uuid4())
    delivery = Delivery(decode(body), body, shift.publisher, True, True, None)
    for _ in range(2):
        assert await reader.consumer({})._pipeline._park(delivery, RuntimeError(), 3)
    assert len(await reader.sandbox.parked(reader.name)) == 1
