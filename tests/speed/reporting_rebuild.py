"""Reporting made anew by the whole way: from the archives of its publishers to facts and inbox."""

from dataclasses import asdict
from time import perf_counter
from typing import Any

from tests.speed import reporting_archive
from tests.speed.processor import Processor

from contracts import SERVICES
from launcher.operations import rebuild
from launcher.operations.places import Place
from launcher.sandbox import Sandbox

EVENTS = 2_000_000
MOST_SECONDS = 600.0
"""For so many events, on so many processors."""
PROCESSORS = 2


async def measure(sandbox: Sandbox, number: int) -> dict[str, Any]:
    """Seconds of a rebuild from as many archived events as make so many facts.

    ``secondsForAll`` is what :data:`EVENTS` would take at the same rate by the clock, and
    ``processorSecondsForAll`` by the processor's time on two of them that do nothing else. Tables
    of more rows have deeper indexes, so measure them whole where the verdict is near.
    """
    place = _place(sandbox)
    await reporting_archive.fill(sandbox, number)
    used, begun = Processor.now(sandbox), perf_counter()
    done = await rebuild.carry_out(
        place, actor="bench", reason="bench", accept_loss=False, shown=lambda *_: None
    )
    seconds = perf_counter() - begun
    if done.parked or done.unreadable:
        raise RuntimeError(f"not every event was taken: {asdict(done)}")
    spent = Processor.now(sandbox).since(used)
    return {
        "events": done.events,
        "seconds": seconds,
        "perSecond": done.events / seconds,
        "secondsForAll": EVENTS * seconds / done.events,
        "processorSecondsForAll": EVENTS * spent.total / done.events / PROCESSORS,
        **spent.per(done.events, "ours"),
    }


def _place(sandbox: Sandbox) -> Place:
    databases: dict[str, str] = {}
    for service in SERVICES:
        database = sandbox.database(service)
        databases |= {service: database.url, f"{service}_owner": database.owner_url}
    return Place(databases, None, None)
