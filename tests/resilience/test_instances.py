"""Two instances share the partitions; whichever is there has the work, and never both the same."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from .support.city import City
from .support.instance import Toy


async def both(city: City, slow: float = 0) -> tuple[Toy, Toy]:
    """Two instances of the noter at work, each with half of the partitions."""
    first, second = city.noter, city.second_noter
    city.declarer.start()
    for toy in (first, second):
        toy.instances = 2
        toy.start(TOY_SLOW_SECONDS=str(slow))
    for toy in (city.declarer, first, second):
        await toy.becomes_ready()
    await city.works()
    return first, second


@pytest.fixture(autouse=True)
async def alone_again(city: City) -> AsyncIterator[None]:
    yield
    city.noter.instances = 1


@pytest.mark.long
async def test_one_dies_and_the_other_takes_over(city: City) -> None:
    first, second = await both(city)
    async with city.owners(pause=0.01):
        for dying in (first, second):
            await asyncio.sleep(1)
            dying.kill()
            await city.recovers()
            dying.start()
            await dying.becomes_ready()
        await city.recovers()
    await city.noted_each_once_in_order()


@pytest.mark.long
async def test_partitions_change_hands_while_many_messages_are_under_way(city: City) -> None:
    """Killed, stopped and back again, with hundreds unacknowledged each time."""
    first, second = await both(city, slow=0.01)
    async with city.owners(pause=0.005):
        for turn in range(6):
            await asyncio.sleep(2)
            leaving = (first, second)[turn % 2]
            if turn % 3 == 0:
                leaving.kill()
            else:
                city.tally.stops.append(await leaving.stop())
            await asyncio.sleep(1)
            leaving.start(TOY_SLOW_SECONDS="0.01")
            await leaving.becomes_ready()
    await city.recovers(within=90)
    await city.noted_each_once_in_order(within=90)


@pytest.mark.long
async def test_one_freezes_and_comes_back_when_the_other_has_taken_over(city: City) -> None:
    """The frozen one still holds a batch that it may not have twice."""
    first, _ = await both(city, slow=0.003)
    async with city.owners(pause=0.1):
        for _ in range(2):
            await asyncio.sleep(1)
            first.freeze()
            await asyncio.sleep(16)
            await city.recovers()
            first.thaw()
    await city.recovers()
    await city.noted_each_once_in_order()
