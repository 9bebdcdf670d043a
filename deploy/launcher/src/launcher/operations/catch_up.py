"""Catching up: a reader that lost events gets what it misses, before anything that is live.

The reader holds live events, every publisher sends what is missing by the archives, and when all
of it was had the reader lets the held ones go. Each step may be repeated: a command that was cut
off is given again, and goes on.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from chassis.bus import catch_up
from chassis.bus.replay import ask_for_listed
from launcher.operations import completeness
from launcher.operations.places import Place

PAUSE_SECONDS = 0.5

Progress = Callable[[int, int], None]
"""Called with the number of events that came, and the number of all."""


@dataclass(frozen=True)
class ReplayRequest:
    """The number of events that a publisher was asked for, and the position of the last of them."""

    events: int
    last: int


@dataclass(frozen=True)
class Outcome:
    """The number of events still missing; ``held``: live ones let go, None while they are held."""

    missing: int
    held: int | None


async def lost(place: Place, reader: str) -> dict[str, int]:
    """The number of events that :func:`ask` would ask for, by publisher."""
    found = await completeness.of(place, reader, settle=timedelta(0), most=0)
    return {publisher: len(positions) for publisher, positions in found.positions.items()}


async def hold(place: Place, reader: str, *, actor: str, reason: str) -> None:
    """Have the reader hold what is live, from before it runs again."""
    completeness.read_by(reader)
    async with place.database(reader) as database, database.begin(datetime.now(UTC)) as tx:
        await catch_up.begin(tx, reader, actor=actor, reason=reason)


async def ask(place: Place, reader: str, *, actor: str, reason: str) -> dict[str, ReplayRequest]:
    """Have the reader hold what is live, and its publishers send what it misses."""
    await hold(place, reader, actor=actor, reason=reason)
    found = await completeness.of(place, reader, settle=timedelta(0), most=0)
    asked = {}
    for publisher, positions in found.positions.items():
        wanted = sorted(positions)
        async with place.database(publisher) as database, database.begin(datetime.now(UTC)) as tx:
            await ask_for_listed(tx, reader, wanted, actor=actor, reason=reason)
        asked[publisher] = ReplayRequest(len(wanted), wanted[-1])
    return asked


async def follow(
    place: Place, reader: str, asked: Mapping[str, ReplayRequest], *, wait: float, shown: Progress
) -> Outcome:
    """Wait until the reader had all that was asked for, and then let it go on."""
    until = monotonic() + wait
    up_to = {publisher: one.last for publisher, one in asked.items()}
    total = sum(one.events for one in asked.values())
    while True:
        began = monotonic()
        found = await completeness.of(place, reader, up_to=up_to, most=0)
        missing = found.missing_count
        shown(max(0, total - missing), total)
        if not missing:
            async with place.database(reader) as database, database.begin(datetime.now(UTC)) as tx:
                return Outcome(0, await catch_up.end(tx, reader))
        if monotonic() >= until:
            return Outcome(missing, None)
        # as long as it took: where there is much to compare, the databases have other work too
        await asyncio.sleep(max(PAUSE_SECONDS, monotonic() - began))
