"""Deadlines have their effect once, at the right time, whoever dies and whatever the clock says."""

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from .support.city import City
from .support.deaths import TIMER, deaths
from .support.instance import eventually

HOUR, DAY = 3600, 86_400
DECLARED = "SELECT count(*) FROM declared WHERE key = $1"


async def declared(city: City, number: int, *keys: UUID) -> None:
    """So many of each key have been declared, and in a while not one more."""

    async def so_many() -> bool:
        return all([await count(city, key) >= number for key in keys])

    await eventually(so_many, f"{number} were declared")
    await asyncio.sleep(1.2)  # two looks of the timers
    assert [await count(city, key) for key in keys] == [number] * len(keys)


async def count(city: City, key: UUID) -> int:
    return int(await city.fetch("pandkalender", DECLARED, key))


class Clock:
    """The clock of the declarer's machine, which goes wrong."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set_wrong_by(0)

    def set_wrong_by(self, seconds: float) -> None:
        draft = self.file.with_suffix(".new")
        draft.write_text(str(seconds))
        draft.rename(self.file)


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path / "clock")


@pytest.mark.parametrize("step", deaths(TIMER, always="timer.handled"))
async def test_it_dies_at_a_deadline_at(step: str, city: City, clock: Clock) -> None:
    """One that failed is tried later than others, so there each key has one only.

    All come due when the clock jumps, however long it took to promise them.
    """
    fails = {"TOY_DEADLINES_FAIL": "1"} if step in ("timer.failed", "timer.postponed") else {}
    each = 1 if fails else 4
    city.noter.start()
    city.declarer.start()
    await city.declarer.becomes_ready()
    keys = [uuid4() for _ in range(12 // each)]
    for number in range(each):
        for key in keys:
            await city.promise(key, number, seconds=HOUR + number)
    await city.declarer.stop()
    clock.set_wrong_by(2 * HOUR)
    late = {"TOY_CLOCK": str(clock.file), "TOY_RETRY_SECONDS": "0"}
    city.declarer.start(die_at=step, after=3, **late, **fails)
    assert await city.declarer.dies_at() == step
    city.declarer.start(**late)
    await declared(city, each, *keys)
    clock.set_wrong_by(0)
    await city.recovers()
    await city.noted_each_once_in_order()


async def test_the_clock_jumps_forward_and_back(city: City, clock: Clock) -> None:
    """By hours and days, as when a machine wakes up or its clock is put right."""
    city.noter.start()
    city.declarer.start(TOY_CLOCK=str(clock.file))
    await city.declarer.becomes_ready()
    key = uuid4()
    for number, due in enumerate((HOUR, 2 * HOUR, 2 * DAY, 3 * DAY)):
        await city.promise(key, number, seconds=due)
    await city.promise(key, 99, seconds=HOUR)
    await city.take_back(key, 99)
    await declared(city, 0, key)
    clock.set_wrong_by(2 * HOUR + 60)
    await declared(city, 2, key)
    clock.set_wrong_by(-5 * HOUR)
    await declared(city, 2, key)
    await city.promise(key, 4, seconds=10 * DAY)  # by the clock that is five hours late
    clock.set_wrong_by(0)
    await declared(city, 2, key)
    clock.set_wrong_by(2 * DAY + HOUR)
    await declared(city, 3, key)
    clock.set_wrong_by(30 * DAY)
    await declared(city, 5, key)
    clock.set_wrong_by(0)
    await city.recovers()
    await city.noted_each_once_in_order()


@pytest.mark.long
async def test_it_dies_while_the_clock_jumps(city: City, clock: Clock) -> None:
    """Each life sees another time, and the deadlines that were due in several are kept once."""
    city.noter.start()
    city.declarer.start(TOY_CLOCK=str(clock.file))
    await city.declarer.becomes_ready()
    keys = [uuid4() for _ in range(4)]
    for number in range(10):
        for key in keys:
            await city.promise(key, number, seconds=(number + 1) * HOUR)
    await city.declarer.stop()
    for turn, hours in enumerate((2, 5, -3, 1, 4, 8)):
        clock.set_wrong_by(hours * HOUR + 60)
        step = TIMER[turn % 3]
        city.declarer.start(die_at=step, after=2, TOY_CLOCK=str(clock.file))
        if hours > turn:
            assert await city.declarer.dies_at() == step
        else:
            await asyncio.sleep(3)  # little is due that an earlier life has not had
            city.declarer.kill()
    clock.set_wrong_by(DAY)
    city.declarer.start(TOY_CLOCK=str(clock.file))
    await declared(city, 10, *keys)
    await city.recovers()
    await city.noted_each_once_in_order()


@pytest.mark.night(
    "only a simulator drives a clock", stays="::test_the_clock_jumps_forward_and_back"
)
async def test_a_driven_clock_starts_anew_after_a_crash(city: City) -> None:
    """It then shows the real time, long before what it was driven to, until it is driven again."""
    key = uuid4()
    city.noter.start()
    city.declarer.start(KRACHTLIJN_CLOCK="driven")
    await city.declarer.becomes_ready()
    await city.promise(key, 0, seconds=HOUR)
    await city.promise(key, 1, seconds=2 * DAY)
    await city.drive(HOUR + 60)
    await declared(city, 1, key)
    city.declarer.kill()
    city.declarer.start(KRACHTLIJN_CLOCK="driven")
    await city.declarer.becomes_ready()
    await declared(city, 1, key)
    await city.drive(HOUR + 60)
    await declared(city, 1, key)
    await city.drive(3 * DAY)
    await declared(city, 2, key)
    await city.recovers()
    await city.noted_each_once_in_order()
