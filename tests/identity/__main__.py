"""``make bench-identity``: the matcher's quality and speed, and Splink's, in one run.

Writes ``.run/bench/identity.json``. Speeds are of this machine, when nothing else runs on it.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from tests.identity import bars
from tests.identity.ours import Run, Times

from databank.quality import Judge
from databank.quality.figures import figures
from databank.standalone import standalone
from launcher.identity import showing
from launcher.identity.place import database_url
from simulator.claims import Claims, Told

ROOT = Path(__file__).resolve().parents[2]
ONE_BY_ONE = 3_000
"""Claims decided one a transaction, at the end, when the store is full."""
TAKEN_AWAY = (("national-number",), ("national-number", "birth-date"))
SEED = 20_26
console = Console()


class Bench:
    """The parts, each of which can be measured by itself; ``own`` comes before the others."""

    def __init__(self, url: str, persons: int, many: int) -> None:
        self._url = url
        self._many = many
        self._persons = persons
        self._claims = Claims(persons, SEED)
        self.found: dict[str, Any] = {}
        self.parts: dict[str, Callable[[], Awaitable[None]]] = {
            "own": self.own,
            "orders": self.orders,
            "fields": self.fields,
            "peer": self.peer,
            "half-million": self.half_million,
        }

    async def own(self) -> None:
        """Quality at 50,000 persons, batches, and single claims at the end."""
        run, times = await self._play(self._claims.stream(), len(self._claims), single=ONE_BY_ONE)
        showing.judged(run.judge, (), run.seconds)
        showing.slips(run.judge)
        self.found["own"] = {**figures(run.judge.report()), "byCulture": _by_culture(run.judge)}
        self.found["cultures"] = _cultures(run.judge)
        self.found["single"] = {"p50": round(times.p50, 3), "p99": round(times.p99, 3)}
        self.found["batched"] = _rates(run)

    async def orders(self) -> None:
        found = [self.found["own"]["f1"]]
        for order in (1, 2):
            run, _ = await self._play(self._claims.stream(order), len(self._claims))
            found.append(figures(run.judge.report())["f1"])
        self.found["orders"] = {"f1": found, "spread": round(max(found) - min(found), 6)}

    async def fields(self) -> None:
        """What is left of the quality when fields are taken away from every claim."""
        self.found["fields"] = {}
        for without in TAKEN_AWAY:
            claims = self._claims.stream(without=without)
            run, _ = await self._play(claims, len(self._claims))
            report = figures(run.judge.report())
            self.found["fields"][" ".join(("without", *without))] = report
            console.print(f"without {' and '.join(without)}: " + _in_short(report))

    async def peer(self) -> None:
        from tests.identity.peer import Peer

        peer = await asyncio.to_thread(Peer.trained, self._claims.stream())
        threshold, report = await asyncio.to_thread(peer.best)
        seconds = await asyncio.to_thread(peer.seconds_for_one)
        console.print(f"Splink, linked from {threshold} bits on: " + _in_short(figures(report)))
        self.found["peer"] = {
            **figures(report),
            "version": peer.version,
            "threshold": threshold,
            "millisecondsForOne": round(1000 * seconds, 1),
            "f1Ahead": round(self.found["own"]["f1"] - report.pairs.f1, 6),
            "timesFaster": round(1000 * seconds / self.found["single"]["p50"], 1),
        }

    async def half_million(self) -> None:
        claims = Claims(self._many, SEED)
        run, _ = await self._play(claims.stream(), len(claims))
        console.print(f"{self._many:,} persons: " + _in_short(figures(run.judge.report())))
        self.found["half-million"] = {**figures(run.judge.report()), **_rates(run)}

    async def _play(
        self, told: Iterator[Told], count: int, *, single: int = 0
    ) -> tuple[Run, Times]:
        single = min(single, count // 4)
        async with standalone(self._url) as store:
            run = Run(store, batch=200)
            await run.batched(islice(told, count - single))
            return run, await run.singly(told) if single else Times([])


def _rates(run: Run) -> dict[str, Any]:
    return {
        "perSecond": round(run.last_per_second),
        "perSecondFromEmpty": round(run.per_second),
        "growth": [(claims, round(rate)) for claims, rate in run.rates],
    }


def _cultures(judge: Judge) -> dict[str, Any]:
    """``worstTimes`` is of cultures with enough links to tell; ``worse`` counts all that are."""
    whole, groups = judge.report(), judge.by_group()
    rate = whole.false_merges.rate
    times = {
        group: report.false_merges.rate / rate if rate else 0.0
        for group, report in groups.items()
        if report.has_enough(whole)
    }
    worse = [group for group, report in groups.items() if report.is_worse(whole, showing.TIMES)]
    return {
        "worstTimes": round(max(times.values(), default=0.0), 2),
        "worse": len(worse),
        "which": worse,
        "times": {group: round(value, 2) for group, value in times.items()},
    }


def _by_culture(judge: Judge) -> dict[str, Any]:
    return {group: figures(report) for group, report in judge.by_group().items()}


def _in_short(report: dict[str, Any]) -> str:
    return (
        f"precision {report['precision']:.4f}, recall {report['recall']:.4f}, F1 {report['f1']:.4f}"
        f", review {report['reviewRate']:.2%}, blocking {report['blockingRecall']:.2%}"
    )


async def measure(bench: Bench, parts: list[str], path: Path) -> None:
    """Written after each part, so that a run that is stopped leaves what it measured."""
    for part in parts:
        console.rule(part)
        await bench.parts[part]()
        path.write_text(json.dumps({**bench.found, "missed": bars.missed(bench.found)}, indent=2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="2,000 persons, without Splink")
    parser.add_argument(
        "--parts", nargs="+", choices=["own", "orders", "fields", "peer", "half-million"]
    )
    options = parser.parse_args()
    short = ["own", "orders", "fields"]
    parts = options.parts or (short if options.short else [*short, "peer", "half-million"])
    bench = Bench(database_url(ROOT), 2_000 if options.short else 50_000, 500_000)
    bench.found["machine"] = {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
    }
    path = ROOT / ".run" / "bench" / "identity.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    uvloop.run(measure(bench, parts if "own" in parts else ["own", *parts], path))
    bars.show(bench.found)
    wrong = bars.missed(bench.found)
    for sentence in wrong:
        Console(stderr=True).print(f"Not reached: {sentence}")
    sys.exit(1 if wrong and not options.short else 0)


if __name__ == "__main__":
    main()
