"""Patterns keep up with a busy calendar, and nobody notices them at work."""

import asyncio
from datetime import timedelta
from random import Random
from time import monotonic
from uuid import uuid4

import pytest

from chassis.settings import Settings
from databank.app import build
from databank.shifts import take
from launcher.sandbox import Sandbox

from ..support.databank import Databank, day, unlike_others
from ..support.patterns import swept, works

PEOPLE, SHIFTS, PREMISES, BATCH = 400, 10, 40, 100


async def detections(databank: Databank, until: asyncio.Task[None]) -> list[float]:
    """How long officers wait for the answer to what shows a move, in seconds, in order."""
    waits = []
    while not until.done():
        who = unlike_others()
        await databank.inspect("straat", day(0), who)
        begun = monotonic()
        found = await databank.inspect("escort", day(1), who)
        waits.append(monotonic() - begun)
        assert len(found["branchShifts"]) == 1
    return sorted(waits)


def shown(waits: list[float]) -> str:
    middle, most = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    return f"{middle * 1000:.0f} ms (p50), {most * 1000:.0f} ms (p99)"


@pytest.mark.long
async def test_four_thousand_shifts_are_swept_while_others_have_their_turn(
    sandbox: Sandbox, settings: Settings, databank: Databank
) -> None:
    """As in the city, one in four works in two premises. A tick that comes late tells how long
    the process was held up at once."""
    chance = Random(1)
    people = [unlike_others() for _ in range(PEOPLE)]
    premises = [uuid4() for _ in range(PREMISES)]
    homes = [chance.sample(premises, 2 if chance.random() < 0.25 else 1) for _ in people]
    shifts = [
        works(who, 20000 + chance.randint(0, 28) + nr / 100, 10, chance.choice(home))
        for who, home in zip(people, homes, strict=True)
        for nr in range(SHIFTS)
    ]
    chance.shuffle(shifts)
    late: list[float] = []

    async def ticks() -> None:
        while True:
            at = monotonic()
            await asyncio.sleep(0.01)
            late.append(monotonic() - at - 0.01)

    ticking = asyncio.create_task(ticks())
    app = build(settings)
    begun = monotonic()
    for first in range(0, len(shifts), BATCH):
        async with app.state.database.begin(day(0) + timedelta(days=20000)) as tx:
            await take.take([(one, tx) for one in shifts[first : first + BATCH]])
    declared_in = monotonic() - begun
    sweeping = asyncio.create_task(swept(databank))
    busy = await detections(databank, sweeping)
    await sweeping
    swept_in = monotonic() - begun
    ticking.cancel()
    calm = await detections(databank, asyncio.create_task(asyncio.sleep(5)))
    ordered = sorted(late)
    p99 = ordered[int(len(ordered) * 0.99)]
    print(  # noqa: T201
        f"declared {len(shifts)} in {declared_in:.1f} s, swept after {swept_in:.1f} s,"
        f" held up {p99 * 1000:.0f} ms (p99), {ordered[-1] * 1000:.0f} ms (most);"
        f" a move seen in {shown(busy)} meanwhile, {shown(calm)} after"
    )
    assert swept_in - declared_in < 60
    assert p99 < 0.1
    assert busy[len(busy) // 2] < 0.25
    await app.state.database.close()
