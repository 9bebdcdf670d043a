"""A key stays in its partition, whatever the broker goes through: order per key hangs on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import UUID, uuid4

import aio_pika
import pytest

from chassis.bus.topology import EXCHANGE, queue_name
from contracts.pandkalender import ShiftEnded
from launcher.nursery import Nursery
from launcher.sandbox import Sandbox

from .conftest import ENVIRONMENT
from .support.city import City
from .support.instance import eventually
from .support.summary import Summary, tallied

PARTITIONS = 12
"""More than ten, since names with two digits sort between those with one."""
KEYS = [uuid4() for _ in range(400)]


@pytest.fixture
async def wide_city(
    whole_city: City, pytestconfig: pytest.Config, summary: Summary, request: pytest.FixtureRequest
) -> AsyncIterator[City]:
    """A city of its own on the servers of ``whole_city``; its readers have many partitions."""
    root = Path(pytestconfig.rootpath)
    sandbox = await asyncio.to_thread(Sandbox.open, root, ENVIRONMENT, PARTITIONS)
    with Nursery(sandbox.infra.run) as nursery:
        wide = City(sandbox, nursery)
        await wide.begin()
        async with tallied(wide, summary, request.node):
            yield wide
        wide.close()
    await asyncio.to_thread(sandbox.close)


async def placed(sandbox: Sandbox) -> dict[UUID, str]:
    """The queue that a message of each key goes to, found out by sending and taking one."""
    found: dict[UUID, str] = {}
    async with AsyncExitStack() as stack:
        admin = await stack.enter_async_context(await aio_pika.connect(sandbox.amqp_url("admin")))
        channel = await admin.channel()
        for name in (queue_name("databank", number) for number in range(PARTITIONS)):

            async def take(message: aio_pika.abc.AbstractIncomingMessage, name: str = name) -> None:
                found[UUID(str(message.headers["partitionkey"]))] = name
                await message.ack()

            await (await channel.get_queue(name, ensure=False)).consume(take)
        connection = await aio_pika.connect(sandbox.amqp_url("pandkalender"))
        publisher = await stack.enter_async_context(connection)
        exchange = await (await publisher.channel()).get_exchange(EXCHANGE, ensure=False)
        for key in KEYS:
            message = aio_pika.Message(
                b"{}", user_id="pandkalender", headers={"partitionkey": str(key)}
            )
            await exchange.publish(message, ShiftEnded.routing_key)

        async def all_there() -> bool:
            return len(found) == len(KEYS)

        await eventually(all_there, "a message of each key arrived")
    return found


async def stays(city: City, restarts: int) -> None:
    before = await placed(city.sandbox)
    assert len(set(before.values())) == PARTITIONS
    for _ in range(restarts):
        await city.broker.kill()
        await city.broker.start()
        after = await placed(city.sandbox)
        assert [key for key in KEYS if after[key] != before[key]] == []
    await city.start()
    await city.works()
    await city.noted_each_once_in_order()


async def test_no_key_moves_to_another_partition_when_the_broker_restarts(wide_city: City) -> None:
    await stays(wide_city, restarts=1)


@pytest.mark.long
async def test_no_key_ever_moves(wide_city: City) -> None:
    await stays(wide_city, restarts=10)


@pytest.mark.night(
    "a large backlog under kills that smaller ones prove",
    stays="tests/resilience/test_servers_away.py::test_the_broker_is_killed_and_comes_back",
)
async def test_order_holds_when_the_broker_restarts_under_a_backlog(wide_city: City) -> None:
    """What waits of a key and what comes new of it are in one queue, with a slow reader."""
    city = wide_city
    city.declarer.start()
    await city.declarer.becomes_ready()
    for number in (1, 2):
        for key in KEYS:
            assert await city.declare(key, number)
        await published(city)
        await city.broker.kill()
        await city.broker.start()
        await city.declarer.becomes_ready()
    for key in KEYS:
        assert await city.declare(key, 3)
    city.noter.start(TOY_SLOW_SECONDS="0.01")
    await city.noted_each_once_in_order(within=240)


async def published(city: City) -> None:
    async def nothing_waits() -> bool:
        return await city.waiting_to_be_published() == 0

    await eventually(nothing_waits, "all was published")
