"""Two releases side by side: instances are renewed one by one under load, and taken back again.

The newer release's events come in four ways that the older one cannot have known: a new event, a
new version, a new code, a new field that may be left out.
"""

from collections.abc import AsyncIterator

import pytest

from .support.city import City
from .support.instance import Toy, eventually
from .support.newer import release

PARKED = "SELECT (SELECT count(*) FROM bus_parked) + (SELECT count(*) FROM bus_parking_log)"
NEWER_EFFECTS = "SELECT count(*) FROM noted WHERE release = 'newer'"


@pytest.fixture(autouse=True)
async def expanded(city: City) -> AsyncIterator[None]:
    """Broker and database know the newer release before any service does."""
    sandbox = city.sandbox
    with release.contracts():
        document = sandbox.definitions()
    sandbox.define(document)
    await city.execute("databank", release.EXPAND)
    yield
    city.noter.instances = 1


async def begin(city: City, slow: str) -> tuple[Toy, Toy]:
    """Everything at work, all of the older release, two instances of the reader."""
    first, second = city.noter, city.second_noter
    city.declarer.start()
    for toy in (first, second):
        toy.instances = 2
        toy.start(TOY_SLOW_SECONDS=slow)
    for toy in (city.declarer, first, second):
        await toy.becomes_ready()
    await city.works()
    return first, second


async def renew(city: City, toy: Toy, name: str, *, slow: str = "0", kill: bool = False) -> None:
    """An instance of one release makes place for one of another."""
    if kill:
        toy.kill()
    else:
        city.tally.stops.append(await toy.stop())
    toy.start(TOY_RELEASE=name, TOY_SLOW_SECONDS=slow)
    await toy.becomes_ready()


async def holds(*toys: Toy) -> None:
    """One of them says that it waits for a newer release, and is ready for requests."""

    async def told() -> bool:
        said = [await toy.readiness() for toy in toys]
        waiting = [each for each in said if "newer release" in str(each.get("degraded"))]
        return any(all(each.values()) for each in waiting)

    await eventually(told, "an older instance says that it waits")


async def drained(city: City) -> None:
    """Nothing of the newer release is left under way, as before a roll-back of readers."""

    async def at_rest() -> bool:
        under_way = await city.waiting_to_be_published()
        published = await city.fetch("pandkalender", "SELECT count(*) FROM bus_archive")
        noted = await city.fetch("databank", "SELECT count(*) FROM bus_inbox")
        return bool(not under_way and published == noted)

    await eventually(at_rest, "all that was published was noted")


@pytest.mark.night(
    "two releases in processes, under load",
    stays="chassis/tests/bus/test_ahead.py::test_a_newer_event_is_held_until_a_newer_instance_takes_over",
)
async def test_a_newer_release_comes_and_goes_under_load(city: City) -> None:
    """Publishers first, which nobody should do; and readers back first, which nobody should do."""
    first, second = await begin(city, slow="0")
    async with city.owners(pause=0.05):
        await renew(city, city.declarer, "newer")
        await holds(first, second)
        await renew(city, first, "newer")
        await city.recovers()
        await renew(city, second, "newer")
        await city.recovers()
        await renew(city, first, "older")
        await city.recovers()
        await renew(city, city.declarer, "older")
    await drained(city)
    async with city.owners(pause=0.05):
        await renew(city, second, "older")
        await city.recovers()
    await city.noted_each_once_in_order()
    assert await city.fetch("databank", PARKED) == 0
    assert await city.fetch("databank", NEWER_EFFECTS) > 0


@pytest.mark.long
async def test_releases_alternate_while_hundreds_of_messages_are_under_way(city: City) -> None:
    """Stopped and killed in turn, so that partitions change hands within batches."""
    first, second = await begin(city, slow="0.01")
    async with city.owners(pause=0.01):
        await renew(city, city.declarer, "newer")
        for turn in range(8):
            toy = (first, second)[turn % 2]
            name = ("newer", "newer", "older", "newer")[turn % 4]
            await renew(city, toy, name, slow="0.002", kill=turn % 3 == 0)
            await city.recovers(within=120)
        await renew(city, city.declarer, "older")
    await city.noted_each_once_in_order(within=120)
    assert await city.fetch("databank", PARKED) == 0
