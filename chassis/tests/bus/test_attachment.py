"""How a consumer holds on to its queue: how much it has in hand, and that it notices the end."""

import asyncio

import aio_pika

from chassis.db import Transaction
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import eventually, note_declared, running
from .support.sides import Side


async def waiting(reader: Side) -> int:
    """Messages that the broker sent to nobody yet."""
    async with await aio_pika.connect(reader.sandbox.amqp_url("admin")) as connection:
        found = await (await connection.channel()).declare_queue("databank.0", passive=True)
        return found.declaration_result.message_count or 0


def take_away_the_queue(reader: Side) -> None:
    with reader.sandbox.management() as client:
        client.delete(f"/api/queues/{reader.sandbox.vhost}/databank.0").raise_for_status()


async def put_it_back(reader: Side) -> None:
    await asyncio.to_thread(reader.sandbox.define, reader.sandbox.definitions())


async def test_a_batch_is_under_way_while_another_is_in_hand_and_no_more(reader: Side) -> None:
    go_on = asyncio.Event()

    async def wait(event: ShiftDeclared, tx: Transaction) -> None:
        await go_on.wait()
        await note_declared(event, tx)

    ids = await reader.sandbox.publish(*(declared() for _ in range(20)))
    async with running(reader.consumer({ShiftDeclared: wait}, limit=3)):
        try:

            async def six_were_sent() -> bool:
                return await waiting(reader) == 14

            await eventually(six_were_sent, 20)
            await asyncio.sleep(0.5)
            assert await waiting(reader) == 14
        finally:
            go_on.set()
        await reader.sandbox.handled("databank", ids)
    assert len(await reader.effects()) == 20


async def test_a_queue_that_is_taken_away_is_noticed_at_rest_and_found_again(reader: Side) -> None:
    consumer = reader.consumer({ShiftDeclared: note_declared})
    consumer._backoff._longest = 0.05

    async def attached() -> bool:
        return consumer.attached

    async def left() -> bool:
        return not consumer.attached

    async with running(consumer):
        await eventually(attached)
        await asyncio.to_thread(take_away_the_queue, reader)
        try:
            await eventually(left, 10)
        finally:
            await put_it_back(reader)
        await eventually(attached)
        ids = await reader.sandbox.publish(declared())
        await reader.sandbox.handled("databank", ids)


async def test_a_consumer_whose_queue_went_is_not_attached_while_it_works(reader: Side) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(event: ShiftDeclared, tx: Transaction) -> None:
        begun.set()
        await go_on.wait()
        await note_declared(event, tx)

    consumer = reader.consumer({ShiftDeclared: wait})
    consumer._backoff._longest = 0.05

    async def left() -> bool:
        return not consumer.attached

    async with running(consumer):
        await reader.sandbox.publish(declared())
        try:
            async with asyncio.timeout(20):
                await begun.wait()
            assert consumer.attached
            await asyncio.to_thread(take_away_the_queue, reader)
            await eventually(left, 10)
            assert await reader.effects() == []
        finally:
            go_on.set()
            await put_it_back(reader)
