"""Death at any moment, under load."""

import asyncio
import random

import pytest

from .support.city import City
from .support.instance import eventually

MANY = pytest.param(240, marks=[pytest.mark.long, pytest.mark.timeout(3600)])


@pytest.mark.night(
    "kills at moments by chance, beside each step by name",
    stays="tests/resilience/test_steps.py::test_it_dies_at",
)
@pytest.mark.parametrize("kills", [8, MANY])
async def test_it_dies_at_random(kills: int, city: City) -> None:
    chance = random.Random(kills)
    await city.start()
    async with city.owners():
        await city.works()
        for number in range(kills):
            toy = (city.declarer, city.noter)[number % 2]
            await asyncio.sleep(chance.uniform(0, 0.6))
            toy.kill()
            toy.start()
            if chance.random() < 0.8:
                await eventually(city.something_moves, f"{toy.name} works again")
        await city.recovers()
    await city.noted_each_once_in_order()
