"""What is measured. Every figure is a ratio to a contender of the same run."""

import asyncio
import resource
from collections.abc import Callable
from contextlib import AsyncExitStack
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TypeVar

import asyncpg

from chassis.bus import record
from contracts import Event
from contracts.pandkalender import ShiftEnded

from . import by_hand, obvious, ours
from .ground import PUBLISHER, READER, Ground, event, timed, verified

NOW = "SELECT extract(epoch FROM clock_timestamp())"
WARM_SECONDS = 1.0
"""Seconds of the steady pace before its latency counts."""

Contender = TypeVar("Contender")


async def fill(ground: Ground, count: int) -> None:
    """A backlog in the reader's queue, published by our own relay."""
    async with ground.publisher() as database, ours.relaying(ground, database):
        await ours.record_all(database, count, 200)
        await ground.until_published()


def in_turn(run: int, *contenders: Contender) -> list[Contender]:
    """The contenders, each of them first in every other run: who comes second finds all warm."""
    return [*contenders[:: -1 if run % 2 else 1]]


async def drain(ground: Ground, count: int, slow_count: int, run: int) -> dict[str, float]:
    """Events per second through inbox and one business row, from a backlog."""
    found = {}
    for name, contender, number in (
        *in_turn(run, ("hand", by_hand, count), ("ours", ours, count)),
        ("obvious", obvious, slow_count),
    ):
        await ground.clear()
        await fill(ground, number)

        async def work(contender=contender, number=number) -> None:  # type: ignore[no-untyped-def]
            async with contender.consuming(ground):
                await ground.until(number)

        found[name] = await timed(ground, number, work)
    return {
        **found["ours"].of(found["hand"]),
        "obviousPerSecond": found["obvious"].per_second,
        "timesObvious": found["ours"].per_second / found["obvious"].per_second,
    }


async def sustained(ground: Ground, count: int, run: int) -> dict[str, float]:
    """Events per second from recording to effect, everything running at once."""

    async def hand() -> None:
        conn = await asyncpg.connect(ground.url(PUBLISHER))
        hint = asyncio.Event()
        async with by_hand.consuming(ground), by_hand.relaying(ground, hint):
            await by_hand.record_all(conn, ShiftEnded.routing_key, hint, count, 10)
            await ground.until(count)
        await conn.close()

    async def own() -> None:
        async with (
            ground.publisher() as database,
            ours.consuming(ground),
            ours.relaying(ground, database),
        ):
            await ours.record_all(database, count, 10)
            await ground.until(count)

    found = {}
    for name, work in in_turn(run, ("hand", hand), ("ours", own)):
        await ground.clear()
        found[name] = await timed(ground, count, work)
    return found["ours"].of(found["hand"])


async def latency(
    ground: Ground, seconds: float, run: int, per_second: int = 200
) -> dict[str, float]:
    """Milliseconds from the commit to the effect, at a steady pace.

    Before it comes a second of which nothing counts: it waits for connections to be opened, and
    would be all that the 99th percentile tells of.
    """
    found = {}
    for name in in_turn(run, "hand", "ours"):
        await ground.clear()
        found[name] = await _latency_of(ground, name, int(seconds * per_second), per_second)
    ratios = {
        f"{point}OfFloor": found["ours"][point] / found["hand"][point] for point in ("p50", "p99")
    }
    return {
        **{f"ours{point.upper()}": found["ours"][point] for point in ("p50", "p99")},
        **{f"hand{point.upper()}": found["hand"][point] for point in ("p50", "p99")},
        **ratios,
    }


async def _latency_of(ground: Ground, name: str, count: int, per_second: int) -> dict[str, float]:
    conn = await asyncpg.connect(ground.url(PUBLISHER))
    recorded: dict[str, float] = {}
    warm = int(WARM_SECONDS * per_second)
    count += warm

    async def pace(number: int, start: float) -> None:
        await asyncio.sleep(max(0.0, start + number / per_second - perf_counter()))

    if name == "hand":
        hint = asyncio.Event()
        async with by_hand.consuming(ground), by_hand.relaying(ground, hint):
            start = perf_counter()
            for number in range(count):
                await pace(number, start)
                (key,) = await by_hand.record_some(conn, ShiftEnded.routing_key, 1)
                recorded[key] = await conn.fetchval(NOW)
                hint.set()
            await ground.until(count)
    else:
        async with (
            ground.publisher() as database,
            ours.consuming(ground),
            ours.relaying(ground, database),
        ):
            start = perf_counter()
            for number in range(count):
                await pace(number, start)
                ended = event()
                async with database.begin(ours.now()) as tx:
                    record(tx, ended)
                recorded[str(ended.shift_id)] = await conn.fetchval(NOW)
            await ground.until(count)
    await conn.close()
    return await _percentiles(ground, dict(islice(recorded.items(), warm, None)))


SIDES: dict[str, Callable[[], Event]] = {PUBLISHER: event, READER: verified}
"""Two services that publish, with the event of each."""


async def relays(ground: Ground, count: int) -> dict[str, float]:
    """Events per second that relays of two services publish side by side, from two backlogs.

    Beside one of them alone with as many events in all, and beside two that are written by hand.
    """
    found = {}
    for name, sides, by in (
        ("one", [PUBLISHER], ours),
        ("two", [*SIDES], ours),
        ("hand", [*SIDES], by_hand),
    ):
        await ground.clear()
        async with AsyncExitStack() as stack:
            databases = {
                side: await stack.enter_async_context(ground.publisher(side)) for side in sides
            }
            each = count // len(sides)
            for side, database in databases.items():
                await ours.record_all(database, each, 200, SIDES[side])

            async def work(by=by, databases=databases) -> None:  # type: ignore[no-untyped-def]
                async with AsyncExitStack() as running:
                    for side, database in databases.items():
                        base = asyncio.Event() if by is by_hand else database
                        await running.enter_async_context(by.relaying(ground, base, side))
                    for side in databases:
                        await ground.until_published(side)

            found[name] = await timed(ground, each * len(sides), work)
        published = [await ground.archived(side) for side in sides]
        if published != [each] * len(sides):
            raise AssertionError(f"{name}: {published} of {each} each were published")
    return {
        "onePerSecond": found["one"].per_second,
        "ofOne": found["two"].per_second / found["one"].per_second,
        **found["two"].of(found["hand"]),
    }


async def _percentiles(ground: Ground, recorded: dict[str, float]) -> dict[str, float]:
    conn = await asyncpg.connect(ground.url(READER))
    rows = await conn.fetch("SELECT key, extract(epoch FROM at) AS at FROM effect")
    await conn.close()
    taken = [
        max(0.1, 1000 * float(row["at"] - recorded[row["key"]]))
        for row in rows
        if row["key"] in recorded
    ]
    return {"p50": median(taken), "p99": quantiles(taken, n=100)[98]}


async def memory(ground: Ground, events: int, chunk: int = 20_000) -> dict[str, float]:
    """Resident memory after all events against after the first tenth of them."""
    taken = []
    await ground.clear()
    for _ in range(events // chunk):
        await ground.clear(keep_inbox=True)
        await fill(ground, chunk)
        async with ours.consuming(ground):
            await ground.until(chunk)
        taken.append(_resident_mib())
    early = taken[max(0, len(taken) // 10 - 1)]
    return {"events": events, "earlyMiB": early, "lateMiB": taken[-1], "times": taken[-1] / early}


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


async def instances(ground: Ground, count: int) -> dict[str, float]:
    """Two instances against one, each with its partition, where a handler spends 5 ms.

    One instance works off its partition's share alone; two work off both shares side by side.
    """

    async def with_partitions(*partitions: int) -> float:
        await ground.clear()
        await fill(ground, count)
        waiting = sum([await ground.waiting(partition) for partition in partitions])

        async def work() -> None:
            async with AsyncExitStack() as stack:
                for partition in partitions:
                    await stack.enter_async_context(
                        ours.consuming(ground, ours.slowly, partition=partition)
                    )
                await ground.until(waiting)

        return (await timed(ground, waiting, work)).per_second

    one = await with_partitions(0)
    two = await with_partitions(0, 1)
    return {"onePerSecond": one, "twoPerSecond": two, "times": two / one}
