"""``make bench``: measures the bus against contenders in one run, and writes the ratios.

Absolute figures say something about the machine only; the ratios say something about the bus. Each
is measured several times, with its contender beside it each time: what stands in the summary is the
median, and a bar between the lowest and the highest is not decided (:mod:`tests.speed.verdicts`).
"""

import argparse
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

import uvloop
from rich.console import Console
from rich.table import Table

from launcher.sandbox import Sandbox

from . import measures
from .ground import Ground
from .verdicts import Bar, Verdict, told

ROOT = Path(__file__).resolve().parents[2]
WIDE = 8
"""Partitions of a reader in the measures whose names end in it."""
MANY = 20_000
"""Events for those, so that opening eight times as many connections weighs little."""
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

Figures = dict[str, list[float]]
"""What one measure found in each of its runs, by name."""
Step = Callable[[], Awaitable[dict[str, float]]]


async def run(sandbox: Sandbox, runs: int, *, short: bool, long: bool) -> dict[str, Figures]:
    ground = await Ground.prepare(sandbox)
    count = 4_000 if short else 10_000
    many = 1_000_000 if long else 40_000 if short else 200_000
    return {
        **await repeated(beside_the_floor(ground, count, short=short), runs),
        **await repeated({"relays": lambda: measures.relays(ground, count)}, runs),
        **await repeated(
            {
                "growth": lambda: measures.growth(ground, count, 250_000 if short else 5_000_000),
                "memory": lambda: measures.memory(ground, many),
            },
            1,
        ),
    }


async def run_partitioned(sandbox: Sandbox, runs: int, *, short: bool) -> dict[str, Figures]:
    ground = await Ground.prepare(sandbox)
    return await repeated(
        {"instances": lambda: measures.instances(ground, 600 if short else 3_000)}, runs
    )


async def run_wide(sandbox: Sandbox, runs: int, *, short: bool) -> dict[str, Figures]:
    """The same with a consumer for each of many partitions, beside contenders that have as many."""
    ground = await Ground.prepare(sandbox)
    steps = beside_the_floor(ground, 4_000 if short else MANY, short=short)
    return await repeated({f"{name}{WIDE}": step for name, step in steps.items()}, runs)


def beside_the_floor(ground: Ground, count: int, *, short: bool) -> dict[str, Step]:
    return {
        "drain": lambda: measures.drain(ground, count, 400 if short else 1_000),
        "sustained": lambda: measures.sustained(ground, count),
        "latency": lambda: measures.latency(ground, 3 if short else 15),
    }


async def repeated(steps: dict[str, Step], runs: int) -> dict[str, Figures]:
    """Each measure so many times; the turns of all pass in between, so that noise meets all."""
    found: dict[str, Figures] = {name: {} for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            for key, value in (await step()).items():
                found[name].setdefault(key, []).append(round(value, 3))
    for name, figures in found.items():
        show(name, figures)
    return found


def show(name: str, figures: Figures) -> None:
    table = Table("", name, "lowest", "highest", "bar", "", title_justify="left")
    for key, values in figures.items():
        bar = BARS.get((name, key))
        row = [f"{value:,.3f}" for value in (median(values), min(values), max(values))]
        verdict = bar.verdict(values) if bar else ""
        table.add_row(key, *row, str(bar or ""), verdict)
    Console().print(table)


def verdicts(found: dict[str, Figures]) -> dict[Verdict, list[str]]:
    """The bars that were not met, in words."""
    said: dict[Verdict, list[str]] = {Verdict.MISSED: [], Verdict.OPEN: []}
    for (name, key), bar in BARS.items():
        values = found[name][key]
        verdict = bar.verdict(values)
        if verdict in said:
            said[verdict].append(told(f"{name}.{key}", bar, values))
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="small numbers, to try it out")
    parser.add_argument("--long", action="store_true", help="memory over a million events")
    parser.add_argument("--runs", type=int, default=5, help="how often each ratio is measured")
    options = parser.parse_args()
    short, runs = options.short, options.runs
    one, two = Sandbox.open(ROOT, "bench"), Sandbox.open(ROOT, "bench", partitions=2)
    wide = Sandbox.open(ROOT, "bench", partitions=WIDE)
    try:
        found = uvloop.run(run(one, runs, short=short, long=options.long))
        found |= uvloop.run(run_partitioned(two, runs, short=short))
        found |= uvloop.run(run_wide(wide, runs, short=short))
    finally:
        one.close()
        two.close()
        wide.close()
        one.infra.stop()
    said = verdicts(found)
    summary = {
        name: {
            key: {"median": median(values), "runs": values} if len(values) > 1 else values[0]
            for key, values in figures.items()
        }
        for name, figures in found.items()
    }
    path = ROOT / ".run" / "bench" / "summary.json"
    ending = {"missed": said[Verdict.MISSED], "notDecided": said[Verdict.OPEN]}
    path.write_text(json.dumps({**summary, **ending}, indent=2) + "\n")
    console = Console(stderr=True, soft_wrap=True)
    for sentence in (*said[Verdict.MISSED], *said[Verdict.OPEN]):
        console.print(sentence, highlight=False)
    console.print(
        f"{len(BARS) - len(said[Verdict.MISSED]) - len(said[Verdict.OPEN])} of {len(BARS)} bars"
        f" are met, {len(said[Verdict.MISSED])} missed, {len(said[Verdict.OPEN])} not decided."
    )
    sys.exit(1 if said[Verdict.MISSED] else 0)


if __name__ == "__main__":
    main()
