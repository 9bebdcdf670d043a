"""Death at each step that an event passes, from the change to the acknowledgement of its effect."""

import asyncio
from uuid import uuid4

import pytest

from chassis.bus.failpoints import STEPS

from .support.city import City


@pytest.mark.parametrize("step", STEPS)
async def test_it_dies_at(step: str, city: City) -> None:
    city.declarer.start(die_at=step if step.startswith("producer") else None, after=4)
    city.noter.start(die_at=step if step.startswith("consumer") else None, after=4)
    dying = city.declarer if step.startswith("producer") else city.noter
    surviving = city.noter if dying is city.declarer else city.declarer
    await surviving.becomes_ready()
    keys = [uuid4() for _ in range(3)]
    number = 0
    while dying.alive:
        await city.declare(keys[number % 3], number)
        number += 1
        await asyncio.sleep(0.01)
        assert number < 3000, f"it passes {step} no more"
    assert await dying.dies_at() == step
    dying.start()
    await city.recovers()
    await city.noted_each_once_in_order()
