"""Death while a service forgets what it has kept long enough: no row goes without its proof."""

from uuid import uuid4

from .support.city import City
from .support.instance import eventually

EVENTS, BATCH = 60, 10
LONG_AGO = "UPDATE bus_inbox SET handled_at = handled_at - interval '10 years'"
LEFT = "SELECT count(*) FROM bus_inbox WHERE handled_at < now() - interval '1 year'"
PROVED = "SELECT coalesce(sum(events), 0) FROM bus_erasure WHERE store = 'inbox'"


async def left(city: City) -> int:
    return int(await city.fetch("databank", LEFT))


async def proved(city: City) -> int:
    return int(await city.fetch("databank", PROVED))


async def test_it_dies_again_and_again_while_it_erases(city: City) -> None:
    await city.start()
    assert await city.declare(uuid4(), 0, events=EVENTS)
    await city.noted_each_once_in_order()
    await city.noter.stop()
    await city.execute("databank", LONG_AGO)
    for life in (1, 2, 3):
        # The archive comes first, and has nothing that is old; then a batch of the inbox.
        city.noter.start(die_at="retention.erased", after=2, TOY_ERASES=str(BATCH))
        assert await city.noter.dies_at() == "retention.erased"
        assert await left(city) == EVENTS - life * BATCH
        assert await proved(city) == life * BATCH
    city.noter.start(TOY_ERASES=str(BATCH))

    async def all_gone() -> bool:
        return await left(city) == 0

    await eventually(all_gone, "all that was kept long enough is gone")
    assert await proved(city) == EVENTS
    await city.recovers()
    await city.noted_each_once_in_order()
