"""``make bench``: measures the bus against contenders in one run, and writes the ratios.

Absolute figures say something about the machine only; the ratios say something about the bus. Each
is measured several times, with its contender beside it each time: what stands in the summary is the
median, and a bar between the lowest and the highest is not decided (:mod:`tests.speed.verdicts`).
It may be broken off: each figure is in the summary as soon as it is there, what is slow comes last.
"""

import argparse
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import uvloop

from chassis.gc_thresholds import collect_seldom
from launcher.sandbox import Sandbox

from . import measures
from .ground import Ground
from .growth import Readers
from .summary import Summary
from .verdicts import Bar

ROOT = Path(__file__).resolve().parents[2]
WIDE = 8
"""Partitions of a reader in the measures whose names end in it."""
MANY = 20_000
"""Events for those and for each backlog, so that opening connections weighs little."""
FEW_RUNS = 3
"""Runs at most of what takes long at a fixed pace, whatever the machine can do."""
BROKEN_OFF = 130
"""The exit code of what somebody stopped from the keyboard."""
BARS = {
    ("drain", "ofFloor"): Bar(">=", 0.95),
    ("drain", "timesObvious"): Bar(">=", 15.0),
    ("sustained", "ofFloor"): Bar(">=", 0.9),
    ("latency", "p50OfFloor"): Bar("<=", 1.2),
    ("latency", "p99OfFloor"): Bar("<=", 1.5),
    ("relays", "ofOne"): Bar(">=", 0.95),
    ("relays", "ofFloor"): Bar(">=", 0.95),
    ("growth", "ofEmpty"): Bar(">=", 0.8),
    ("instances", "times"): Bar(">=", 1.8),
    ("memory", "times"): Bar("<=", 1.15),
    (f"drain{WIDE}", "ofFloor"): Bar(">=", 0.95),
    (f"drain{WIDE}", "timesObvious"): Bar(">=", 15.0),
    (f"sustained{WIDE}", "ofFloor"): Bar(">=", 0.9),
    (f"latency{WIDE}", "p50OfFloor"): Bar("<=", 1.2),
    (f"latency{WIDE}", "p99OfFloor"): Bar("<=", 1.5),
}

Step = Callable[[int], Awaitable[dict[str, float]]]
"""A measure, told the number of its run."""


class Bench:
    """The measures in their order, with what they found."""

    def __init__(self, summary: Summary, runs: int, *, short: bool, long: bool) -> None:
        self._summary = summary
        self._runs = runs
        self._short = short
        self._events = 4_000 if short else 10_000
        self._backlog = 4_000 if short else MANY
        self._rows = 250_000 if short else 5_000_000
        self._many = 1_000_000 if long else 40_000 if short else 200_000

    async def narrow(self, sandbox: Sandbox) -> None:
        ground = await Ground.prepare(sandbox)
        await self._beside_the_floor(ground, "", self._events)
        await self._repeat({"relays": lambda _: measures.relays(ground, self._events)}, self._runs)

    async def wide(self, sandbox: Sandbox) -> None:
        """The same with a consumer for each of many partitions, as its contenders have."""
        await self._beside_the_floor(await Ground.prepare(sandbox), f"{WIDE}", self._backlog)

    async def partitioned(self, sandbox: Sandbox) -> None:
        ground, count = await Ground.prepare(sandbox), 600 if self._short else 3_000
        await self._repeat(
            {"instances": lambda _: measures.instances(ground, count)}, min(self._runs, FEW_RUNS)
        )

    async def grown(self, sandbox: Sandbox, other: Sandbox) -> None:
        """On the ground that :meth:`narrow` prepared, beside one with a full inbox."""
        readers = await Readers.prepare(Ground(sandbox), await Ground.prepare(other), self._rows)
        await self._repeat({"growth": lambda run: readers.measure(self._backlog, run)}, self._runs)

    async def large(self, sandbox: Sandbox) -> None:
        """One run, on the ground that :meth:`narrow` prepared."""
        ground = Ground(sandbox)
        await self._repeat({"memory": lambda _: measures.memory(ground, self._many)}, 1)

    async def _beside_the_floor(self, ground: Ground, ending: str, sustained: int) -> None:
        slow, seconds = (400, 3) if self._short else (1_000, 15)
        backlog = self._backlog
        await self._repeat(
            {
                f"drain{ending}": lambda run: measures.drain(ground, backlog, slow, run),
                f"sustained{ending}": lambda run: measures.sustained(ground, sustained, run),
            },
            self._runs,
        )
        await self._repeat(
            {f"latency{ending}": lambda run: measures.latency(ground, seconds, run)},
            min(self._runs, FEW_RUNS),
        )

    async def _repeat(self, steps: dict[str, Step], runs: int) -> None:
        """Each measure so many times; the turns of all pass in between, so that noise meets all."""
        for run in range(runs):
            for name, step in steps.items():
                start = perf_counter()
                found = await step(run)
                self._summary.add(name, found, perf_counter() - start)
        for name in steps:
            self._summary.show(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="small numbers, to try it out")
    parser.add_argument("--long", action="store_true", help="memory over a million events")
    parser.add_argument("--runs", type=int, default=5, help="how often each ratio is measured")
    options = parser.parse_args()
    collect_seldom()  # as every service does; the contenders have it too
    summary = Summary(ROOT / ".run" / "bench" / "summary.json", BARS)
    bench = Bench(summary, options.runs, short=options.short, long=options.long)
    one, two = Sandbox.open(ROOT, "bench"), Sandbox.open(ROOT, "bench", partitions=2)
    wide, full = Sandbox.open(ROOT, "bench", partitions=WIDE), Sandbox.open(ROOT, "bench")
    try:
        for part in (
            partial(bench.narrow, one),
            partial(bench.wide, wide),
            partial(bench.partitioned, two),
            partial(bench.grown, one, full),
            partial(bench.large, one),
        ):
            uvloop.run(part())
    except KeyboardInterrupt:
        summary.judge()
        sys.exit(BROKEN_OFF)
    finally:
        for sandbox in (one, two, wide, full):
            sandbox.close()
        one.infra.stop()
    sys.exit(0 if summary.judge() else 1)


if __name__ == "__main__":
    main()
