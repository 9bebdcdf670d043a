"""Death while parked messages are tried again or given up: each is done with once, in order."""

from collections import Counter
from uuid import UUID, uuid4

import pytest

from .support.city import City
from .support.deaths import DISCARD, REDRIVER, REQUEST, deaths
from .support.instance import eventually

REFUSED = 4
"""Each fourth of a key is refused until the repair, and what comes after it waits behind."""
ACTIONS = "SELECT array_agg(action || ' ' || event_id) FROM bus_parking_log"
AGAIN = "SELECT max(attempts) FROM bus_parked WHERE reason <> 'behind'"


@pytest.fixture
async def keys(city: City) -> list[UUID]:
    """A city at rest, whose noter has parked the fourth of each key and all that came after."""
    city.declarer.start()
    city.noter.start(TOY_REFUSES=str(REFUSED))
    for toy in (city.declarer, city.noter):
        await toy.becomes_ready()
    keys = [uuid4() for _ in range(3)]
    for number in range(1, 11):
        for key in keys:
            assert await city.declare(key, number)

    async def all_have_come() -> bool:
        return bool(await city.fetch("databank", "SELECT count(*) FROM bus_inbox") == 30)

    await eventually(all_have_come, "all have come")
    assert await parked(city) == 21
    await city.noter.stop()
    return keys


async def parked(city: City) -> int:
    return int(await city.fetch("databank", "SELECT count(*) FROM bus_parked"))


async def nothing_is_parked(city: City) -> None:
    async def none() -> bool:
        return await parked(city) == 0

    await eventually(none, "nothing is parked any more")


async def dealt_with(city: City, action: str) -> int:
    """How many were; fails when the log names one of them twice."""
    entries = Counter(await city.fetch("databank", ACTIONS) or [])
    done = {entry: times for entry, times in entries.items() if entry.startswith(f"{action} ")}
    assert set(done.values()) <= {1}
    return len(done)


@pytest.mark.parametrize("step", deaths([*REQUEST, *REDRIVER], always="redriver.removed"))
async def test_it_dies_in_a_redrive_at(step: str, city: City, keys: list[UUID]) -> None:
    fails = {"TOY_REFUSES": str(REFUSED)} if step in ("redriver.failed", "redriver.parked") else {}
    city.noter.start(die_at=step, after=1 if step in REQUEST or fails else 4, **fails)
    await city.noter.becomes_ready()
    await city.orders("redrives", all=True)
    assert await city.noter.dies_at() == step
    if fails:
        assert await parked(city) == 21
        assert await city.fetch("databank", AGAIN) == (2 if step == "redriver.parked" else 1)
    city.noter.start()
    await city.noter.becomes_ready()
    if await parked(city):
        await city.orders("redrives", all=True)  # who got no answer asks again
    await nothing_is_parked(city)
    for key in keys:
        assert await city.declare(key, 11)
    await city.noted_each_once_in_order()
    assert await dealt_with(city, "redriven") == 21


@pytest.mark.parametrize("step", deaths(DISCARD, always="discard.removed"))
async def test_it_dies_in_a_discard_at(step: str, city: City, keys: list[UUID]) -> None:
    city.noter.start(die_at=step)
    await city.noter.becomes_ready()
    assert await city.orders("discards", reason="rejected") is None
    assert await city.noter.dies_at() == step
    kept = await dealt_with(city, "discarded")
    assert kept == (3 if step == "discard.committed" else 0), "all three at once, or none"
    city.noter.start()
    await city.noter.becomes_ready()
    await city.orders("discards", reason="rejected")
    await nothing_is_parked(city)
    for key in keys:
        assert await city.declare(key, 11)
    await city.noted_each_once_in_order()
    assert await dealt_with(city, "discarded") == 3
    assert await dealt_with(city, "redriven") == 18, "what waited behind went on"
