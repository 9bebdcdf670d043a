"""``make bench``: measures the bus against contenders in one run, and writes the ratios.

Absolute figures say something about the machine only; the ratios say something about the bus.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

import uvloop
from rich.console import Console
from rich.table import Table

from launcher.sandbox import Sandbox

from . import measures
from .ground import Ground

ROOT = Path(__file__).resolve().parents[2]
WIDE = 8
"""Partitions of a reader in the measures whose names end in it."""
TARGETS = {
    ("drain", "ofFloor"): (">=", 0.95),
    ("drain", "timesObvious"): (">=", 15.0),
    ("sustained", "ofFloor"): (">=", 0.8),
    ("latency", "p50OfFloor"): ("<=", 1.5),
    ("latency", "p99OfFloor"): ("<=", 1.5),
    ("relays", "ofOne"): (">=", 0.95),
    ("relays", "ofFloor"): (">=", 0.95),
    ("growth", "ofEmpty"): (">=", 0.8),
    ("instances", "times"): (">=", 1.8),
    ("memory", "times"): ("<=", 1.15),
    (f"drain{WIDE}", "ofFloor"): (">=", 0.95),
    (f"drain{WIDE}", "timesObvious"): (">=", 8.0),
    (f"sustained{WIDE}", "ofFloor"): (">=", 0.8),
    (f"latency{WIDE}", "p50OfFloor"): ("<=", 1.5),
    (f"latency{WIDE}", "p99OfFloor"): ("<=", 1.5),
}


async def run(sandbox: Sandbox, *, short: bool, long: bool) -> dict[str, dict[str, float]]:
    ground = await Ground.prepare(sandbox)
    count = 4_000 if short else 20_000
    many = 1_000_000 if long else 40_000 if short else 200_000
    steps = {
        "drain": lambda: measures.drain(ground, count, 400 if short else 2_000),
        "sustained": lambda: measures.sustained(ground, count),
        "latency": lambda: measures.latency(ground, 3 if short else 15),
        "relays": lambda: measures.relays(ground, count),
        "growth": lambda: measures.growth(ground, count, 250_000 if short else 5_000_000),
        "memory": lambda: measures.memory(ground, many),
    }
    found = {}
    for name, step in steps.items():
        found[name] = {key: round(value, 3) for key, value in (await step()).items()}
        show(name, found[name])
    return found


async def run_wide(sandbox: Sandbox, *, short: bool) -> dict[str, dict[str, float]]:
    """The same with a consumer for each of many partitions, beside contenders that have as many."""
    ground = await Ground.prepare(sandbox)
    count = 4_000 if short else 20_000
    steps = {
        "drain": lambda: measures.drain(ground, count, 400 if short else 2_000),
        "sustained": lambda: measures.sustained(ground, count),
        "latency": lambda: measures.latency(ground, 3 if short else 15),
    }
    found = {}
    for step, measure in steps.items():
        name = f"{step}{WIDE}"
        found[name] = {key: round(value, 3) for key, value in (await measure()).items()}
        show(name, found[name])
    return found


async def run_partitioned(sandbox: Sandbox, *, short: bool) -> dict[str, float]:
    ground = await Ground.prepare(sandbox)
    found = await measures.instances(ground, 600 if short else 3_000)
    return {key: round(value, 3) for key, value in found.items()}


def show(name: str, figures: dict[str, float]) -> None:
    table = Table("", name, "target", title_justify="left")
    for key, value in figures.items():
        sign, target = TARGETS.get((name, key), ("", ""))
        table.add_row(key, f"{value:,.3f}", f"{sign} {target}")
    Console().print(table)


def missed(found: dict[str, dict[str, float]]) -> list[str]:
    """The targets that were not reached, in words."""
    wrong = []
    for (name, key), (sign, target) in TARGETS.items():
        value = found[name][key]
        if (value < target) if sign == ">=" else (value > target):
            wrong.append(f"{name}.{key} is {value}, the target is {sign} {target}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="small numbers, to try it out")
    parser.add_argument("--long", action="store_true", help="memory over a million events")
    options = parser.parse_args()
    short = options.short
    one, two = Sandbox.open(ROOT, "bench"), Sandbox.open(ROOT, "bench", partitions=2)
    wide = Sandbox.open(ROOT, "bench", partitions=WIDE)
    try:
        found = uvloop.run(run(one, short=short, long=options.long))
        found["instances"] = asyncio.run(run_partitioned(two, short=short))
        show("instances", found["instances"])
        found |= uvloop.run(run_wide(wide, short=short))
    finally:
        one.close()
        two.close()
        wide.close()
        one.infra.stop()
    summary = ROOT / ".run" / "bench" / "summary.json"
    summary.write_text(json.dumps({**found, "missed": missed(found)}, indent=2) + "\n")
    for sentence in missed(found):
        Console(stderr=True).print(sentence)
    sys.exit(1 if missed(found) else 0)


if __name__ == "__main__":
    main()
