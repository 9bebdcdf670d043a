"""27: a minor is declared while the databank lacks the key that her declaration is sealed with.

The databank gets a new seal key, of which the half that all may know is there before the half that
opens. What is sealed in between waits, is counted as waiting for a key, and has its effect by
itself once the key is there: nobody has to look at a list of parked messages first.
"""

from datetime import datetime, timedelta
from typing import Any

from simulator import gauges
from simulator.city.span import FIRST_DAY
from simulator.play.key_courier import READER, Desk
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must

NUMBER = 27
KIND = "minderjarigheid"
HOURS = timedelta(hours=2), timedelta(hours=7)


def tell(story: Story) -> Check:
    world = story.world
    person, spot = world.city.cast[27], world.city.stage.rooms[2]
    minor = {**story.claim_of(person), "birthDate": f"{FIRST_DAY.year - 15}-03-09"}

    async def raised(at: datetime) -> set[str]:
        return {signal["signalId"] for signal in await story.signals(KIND, at)}

    async def declare(at: datetime) -> None:
        starts, ends = (at + after for after in HOURS)
        answer = await story.declare(spot, person, (starts, ends), at, worker=minor)
        must(answer.status == 422, "a minor was declared")

    async def awaiting() -> int:
        return gauges.parse(await world.http.metrics(READER)).awaiting_key

    async def waits() -> int | None:
        return await awaiting() or None

    async def comes_late(at: datetime, desk: Desk) -> None:
        await desk.rotate()
        await desk.bring_public()
        before = await raised(at)
        await declare(at)
        world.keys.waited = await until(waits, "the attempt to wait for its key")
        story.must_not(await raised(at) != before, "the databank reads what it has no key for")
        desk.bring_private()

        async def signal() -> Any:
            return await raised(at) - before or None

        await until(signal, "a signal of the attempt, once the key is there")

    async def play(at: datetime) -> None:
        if world.keys.can:
            with world.keys.desk() as desk:
                await comes_late(at, desk)

    story.at(1.0, "a key comes late", play)

    async def check() -> None:
        must(not await awaiting(), "something still waits for a key")

    return check
