"""``make bench-web``: server time and bytes over the wire of the heaviest pages, against bars.

The real applications behind uvicorn, on a real broker and database. Server time is from the arrival
of a request until its last byte is handed over. Bytes are what chromium received, headers included.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import Any

import uvicorn
from rich.console import Console
from rich.table import Table

from databank.app import build as build_databank
from launcher import ports
from launcher.sandbox import Sandbox
from pandkalender.app import build as build_pandkalender

from . import policies, wire
from .town import Town, Visit

ROOT = Path(__file__).resolve().parents[3]
TURNS = 4
P95_MS, FIRST_BYTES, LATER_BYTES = 80.0, 150_000, 30_000
BARS = {"p95Ms": P95_MS, "firstBytes": FIRST_BYTES, "laterBytes": LATER_BYTES}
BUILD = {"pandkalender": build_pandkalender, "databank": build_databank}

Application = Callable[[Any, Any, Any], Awaitable[None]]


class Timed:
    """Between uvicorn and the application: how long each answer took, in milliseconds."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.took: list[float] = []
        self.worked: list[float] = []
        """Of the processor alone: what a machine that others keep busy adds is not in it."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        began, work = perf_counter(), thread_time()
        await self._app(scope, receive, send)
        if scope["type"] == "http":
            self.took.append((perf_counter() - began) * 1000)
            self.worked.append((thread_time() - work) * 1000)


@asynccontextmanager
async def served(app: Application, port: int) -> AsyncIterator[None]:
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server.serve())
    for _ in range(400):
        if server.started:
            break
        await asyncio.sleep(0.05)
    yield
    server.should_exit = True
    await task


async def server_time(town: Town, visit: Visit, timed: Timed, count: int) -> dict[str, float]:
    async with town.client(visit.service) as client:
        for number in range(count + 10):
            if number == 10:  # what a process does once is not what a visitor waits for
                timed.took.clear()
                timed.worked.clear()
            answer = await client.get(visit.path, headers=town.headers(visit))
            if answer.status_code != 200:
                raise RuntimeError(f"{visit.name}: {answer.status_code}")
    took = timed.took[:count]
    worked = median(timed.worked[:count])
    return {"p50Ms": median(took), "p95Ms": quantiles(took, n=20)[-1], "processorMs": worked}


async def run(sandbox: Sandbox, count: int, events: int) -> dict[str, dict[str, float]]:
    taken = ports.claim(sandbox.infra.run, *(f"bench-web-{name}" for name in BUILD))
    urls = {name: f"http://127.0.0.1:{taken[f'bench-web-{name}']}" for name in BUILD}
    async with AsyncExitStack() as stack:
        apps, timed = {}, {}
        for name, build in BUILD.items():
            settings = await asyncio.to_thread(sandbox.settings, name)
            apps[name] = build(settings.model_copy(update={"public_url": urls[name]}))
            timed[name] = Timed(apps[name])
            await stack.enter_async_context(served(timed[name], taken[f"bench-web-{name}"]))
        town = Town(sandbox, apps, urls)
        found: dict[str, dict[str, float]] = {}
        for visit in await town.settle(events):
            figures = await server_time(town, visit, timed[visit.service], count)
            figures |= await wire.weigh(town, visit)
            if visit.service == policies.SERVICE:
                figures["policiesRatio"] = await cost_of_policies(
                    town, visit, timed[visit.service], count
                )
            found[visit.name] = {key: round(value, 2) for key, value in figures.items()}
        return found


async def cost_of_policies(town: Town, visit: Visit, timed: Timed, count: int) -> float:
    """The median of a page with the row policies, as a multiple of what it is without them.

    In turns of few requests, so that what else the machine does falls on both.
    """
    took: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * TURNS):
        held = turn % 2 == 0
        async with policies.lifted(town.sandbox) if not held else nullcontext():
            await server_time(town, visit, timed, max(count // TURNS, 10))
            took[held] += timed.took
    return median(took[True]) / median(took[False])


def show(found: dict[str, dict[str, float]]) -> None:
    table = Table(
        "page", "p50 ms", "p95 ms", "processor ms", "first visit", "later visits", "with policies"
    )
    for name, one in found.items():
        first, later = f"{one['firstBytes'] / 1000:.1f} KB", f"{one['laterBytes'] / 1000:.1f} KB"
        times = (f"{one[key]:.1f}" for key in ("p50Ms", "p95Ms", "processorMs"))
        cost = f"{one['policiesRatio']:.2f} x" if "policiesRatio" in one else ""
        table.add_row(name, *times, first, later, cost)
    table.add_row("bar", "", f"<= {P95_MS:.0f}", "", "<= 150 KB", "<= 30 KB", "", style="bold")
    Console().print(table)


def missed(found: dict[str, dict[str, float]]) -> list[str]:
    return [
        f"{name}: {key} is {one[key]:,.1f}, the bar is {bar:,.0f}"
        for name, one in found.items()
        for key, bar in BARS.items()
        if one[key] > bar
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="few requests, to try it out")
    options = parser.parse_args()
    sandbox = Sandbox.open(ROOT, "bench-web")
    try:
        found = asyncio.run(run(sandbox, 30 if options.short else 200, 500))
    finally:
        sandbox.close()
        sandbox.infra.stop()
    show(found)
    summary = ROOT / ".run" / "bench" / "web.json"
    summary.parent.mkdir(parents=True, exist_ok=True)
    summary.write_text(
        json.dumps({**found, "bars": BARS, "missed": missed(found)}, indent=2) + "\n"
    )
    for sentence in missed(found):
        Console(stderr=True).print(sentence)
    sys.exit(1 if missed(found) else 0)


if __name__ == "__main__":
    main()
