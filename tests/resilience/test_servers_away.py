"""Broker or database stop, hang or drop their connections, and come back."""

import asyncio

import asyncpg
import pytest

from .support.city import City
from .support.instance import eventually


@pytest.fixture
async def busy(city: City) -> City:
    """A city at work."""
    await city.start()
    await city.works()
    return city


async def test_the_database_stops_at_once_and_comes_back(busy: City) -> None:
    async def refused() -> bool:
        return 503 in busy.refusals

    async with busy.owners():
        await asyncio.sleep(0.5)
        await busy.database.stop_at_once()
        await busy.noter.says_not("database")
        await busy.declarer.says_not("database")
        await eventually(refused, "an owner is told to come back")
        await busy.database.start()
        await busy.recovers()
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_the_database_hangs_for_a_while(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.database.freeze()
        await busy.noter.says_not("database")
        await asyncio.sleep(5)
        busy.database.thaw()
        await busy.recovers()
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_the_database_hangs_longer_than_anyone_waits(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.database.freeze()
        await asyncio.sleep(45)
        await busy.noter.says_not("database")
        busy.database.thaw()
        await busy.recovers()
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_a_stop_does_not_wait_for_a_database_that_hangs(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.database.freeze()
        await asyncio.sleep(1)
        for toy in (busy.declarer, busy.noter):
            busy.tally.stops.append(await toy.stop())
        busy.database.thaw()
        await busy.start()
        await busy.recovers()
    await busy.noted_each_once_in_order()


async def test_the_broker_is_killed_and_comes_back(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        await busy.broker.kill()
        await busy.noter.says_not("consumers")
        await busy.declarer.says_not("broker")
        accepted = len(busy.accepted)

        async def declared() -> bool:
            return len(busy.accepted) > accepted

        await eventually(declared, "owners can declare without a broker")
        await busy.broker.start()
        await busy.recovers()
    assert not busy.refusals
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_the_broker_hangs_for_a_while(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.broker.freeze()
        await asyncio.sleep(6)
        busy.broker.thaw()
        await busy.recovers()
    assert not busy.refusals
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_the_broker_hangs_until_it_is_given_up(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.broker.freeze()
        await busy.noter.says_not("consumers")
        await busy.declarer.says_not("broker")
        busy.broker.thaw()
        await busy.recovers()
    assert not busy.refusals
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_the_broker_hangs_until_it_is_given_up_and_dies(busy: City) -> None:
    """What it was sent while it hung is nowhere: only a confirm counts."""
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.broker.freeze()
        await busy.declarer.says_not("broker")
        await busy.broker.kill()
        await busy.broker.start()
        await busy.recovers()
    assert not busy.refusals
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_a_stop_does_not_wait_for_a_broker_that_hangs(busy: City) -> None:
    async with busy.owners():
        await asyncio.sleep(0.5)
        busy.broker.freeze()
        await asyncio.sleep(1)
        for toy in (busy.noter, busy.declarer):
            busy.tally.stops.append(await toy.stop())
        busy.broker.thaw()
        await busy.start()
        await busy.recovers()
    await busy.noted_each_once_in_order()


@pytest.mark.long
async def test_connections_are_cut_again_and_again(busy: City) -> None:
    async with busy.owners():
        for _ in range(4):
            await asyncio.sleep(0.7)
            await cut_everything(busy)
        await busy.recovers()
    await busy.noted_each_once_in_order()


async def cut_everything(city: City) -> None:
    """Every connection of the toys, to the broker and to the database."""
    sandbox = city.sandbox
    with sandbox.management() as client:
        for connection in client.get(f"/api/vhosts/{sandbox.vhost}/connections").json():
            client.delete(f"/api/connections/{connection['name']}")
    conn = await asyncpg.connect(sandbox.infra.superuser_dsn())
    names = [database.name for database in sandbox.databases.values()]
    await conn.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY($1)", names
    )
    await conn.close()


async def test_a_queue_is_removed_and_declared_again(busy: City) -> None:
    """The broker cancels the consumer, and tells it only by the way."""
    sandbox = busy.sandbox
    await busy.noted_each_once_in_order()
    with sandbox.management() as client:
        for partition in range(sandbox.partitions):
            client.delete(f"/api/queues/{sandbox.vhost}/databank.{partition}").raise_for_status()
        await busy.noter.says_not("consumers")
        client.post("/api/definitions", json=sandbox.definitions()).raise_for_status()
    await busy.recovers()
    await busy.noted_each_once_in_order()
