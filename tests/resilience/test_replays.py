"""Death in the middle of a replay: it goes on where it was, and the reader has nothing twice."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chassis.bus.replay import ask_for_replay
from chassis.db import Database

from .support.city import City
from .support.deaths import REPLAY, deaths
from .support.instance import eventually

EVENTS = 500
"""More than two batches of the relay."""
LATE = {"replay.finished": 1}
"""At which passing it dies; elsewhere in the second batch."""


@pytest.fixture
async def told(city: City) -> City:
    """A city in which much was declared and noted."""
    await city.start()
    keys = [uuid4() for _ in range(5)]
    for number in range(0, EVENTS // len(keys), 20):
        for key in keys:
            assert await city.declare(key, number, events=20)
    await city.noted_each_once_in_order()
    return city


async def ask(city: City) -> None:
    database = Database(city.sandbox.database("pandkalender", migrate=False).url)
    since = datetime(2020, 1, 1, tzinfo=UTC)
    async with database.begin(datetime.now(UTC)) as tx:
        await ask_for_replay(
            tx, "databank", since=since, until=None, actor="beheerder-1", reason="a scenario"
        )
    await database.close()


async def finished(city: City) -> None:
    query = "SELECT count(*) FROM bus_replay WHERE done_at IS NOT NULL"

    async def done() -> bool:
        return bool(await city.fetch("pandkalender", query))

    await eventually(done, "the replay is done")


@pytest.mark.parametrize("step", deaths(REPLAY, always="replay.confirmed"))
@pytest.mark.parametrize(
    "lost", [pytest.param(False, marks=pytest.mark.long, id="had"), pytest.param(True, id="lost")]
)
async def test_it_dies_in_a_replay_at(step: str, lost: bool, told: City) -> None:
    """To a reader that had everything, or that has come back from nothing."""
    if lost:
        await told.noter.stop()
        await told.execute("databank", "TRUNCATE noted, bus_inbox")
        told.noter.start()
    await told.declarer.stop()
    await ask(told)
    told.declarer.start(die_at=step, after=LATE.get(step, 2))
    assert await told.declarer.dies_at() == step
    told.declarer.start()
    await finished(told)
    sent = await told.fetch("pandkalender", "SELECT sent FROM bus_replay")
    assert sent == EVENTS, "each batch is noted as sent once"
    await told.recovers()
    await told.noted_each_once_in_order()


@pytest.mark.long
async def test_the_reader_dies_again_and_again_while_it_is_made_anew(told: City) -> None:
    await told.noter.stop()
    await told.execute("databank", "TRUNCATE noted, bus_inbox")
    await ask(told)
    for _ in range(6):
        told.noter.start(die_at="consumer.committed", after=1, KRACHTLIJN_BATCH_LIMIT="40")
        assert await told.noter.dies_at() == "consumer.committed"
    told.noter.start()
    await finished(told)
    await told.recovers()
    await told.noted_each_once_in_order()
