"""``make bench-reporting``: every indicator, of every month, half and year of ten years, on two
million facts; the page of figures; and facts made anew from events.

Beside each stands a plain SQL query over the same facts: how many there are of the period, by kind.
Ratios say more than seconds, which are of this machine. Synthetic facts: as many shifts as make up
two million, and a city's inspections, reports, visits, sanctions and fines of ten years.
"""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from fastapi import FastAPI
from rich.console import Console
from rich.table import Table
from tests.speed.reporting_facts import FIRST_YEAR, YEARS, facts_of

from chassis.db import Database
from chassis.web import Function
from launcher.sandbox import Sandbox
from reporting.app import build
from reporting.facts.rules.facts import NewFact
from reporting.facts.store import facts
from reporting.indicators.compute import compute
from reporting.indicators.rules.periods import Period, of_year

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(FIRST_YEAR + YEARS, 1, 15, 12, tzinfo=UTC)
BATCH = 500
"""Events that a consumer takes into one transaction at most."""
MOST_SECONDS = 1.0
PLAIN = "SELECT kind, count(*) FROM fact WHERE day BETWEEN $1 AND $2 GROUP BY kind"


def periods() -> list[Period]:
    return [period for nr in range(YEARS) for period in of_year(FIRST_YEAR + nr)]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def fill(database: Database, number: int) -> float:
    """Facts as the handler keeps them, batch by batch: the seconds that it took."""
    begun = perf_counter()
    batch: list[NewFact] = []
    for fact in facts_of(number):
        batch.append(fact)
        if len(batch) == BATCH:
            await _keep(database, batch)
            batch = []
    await _keep(database, batch)
    return perf_counter() - begun


async def _keep(database: Database, batch: list[NewFact]) -> None:
    async with database.begin(TODAY) as tx:
        await facts.add(tx, batch)


async def timed_figures(database: Database) -> tuple[list[float], list[float]]:
    """Seconds of all indicators of each period, and of the plain query over the same facts."""
    ours, plain = [], []
    for period in periods():
        async with database.begin(TODAY) as tx:
            begun = perf_counter()
            await compute(tx, period)
            ours.append(perf_counter() - begun)
            begun = perf_counter()
            await tx.conn.fetch(PLAIN, period.first, period.last)
            plain.append(perf_counter() - begun)
    return ours, plain


async def timed_pages(sandbox: Sandbox, app: FastAPI) -> list[float]:
    """Seconds of the answer with every indicator of each year, over HTTP."""
    seconds = []
    async with sandbox.serve(app) as client:
        token = sandbox.token(Function.REPORTING_MEDEWERKER, service="reporting")
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": TODAY.isoformat()}
        for nr in range(YEARS):
            begun = perf_counter()
            answer = await client.get(
                "/v1/indicators", params={"period": str(FIRST_YEAR + nr)}, headers=headers
            )
            answer.raise_for_status()
            seconds.append(perf_counter() - begun)
    return seconds


def show(found: dict[str, Any]) -> None:
    table = Table("what", "ours", "plain SQL", "ratio")
    for name in ("p50", "p95", "worst"):
        ours, plain = found["figures"][name], found["plain"][name]
        table.add_row(
            f"62 indicators of a period, {name} (s)",
            f"{ours:.3f}",
            f"{plain:.3f}",
            f"{ours / plain:.1f}",
        )
    table.add_row("all of a year over HTTP, worst (s)", f"{found['http_worst']:.3f}", "", "")
    table.add_row(
        f"{found['facts']:,} facts kept anew (s)",
        f"{found['fill_seconds']:.0f}",
        f"{found['copy_seconds']:.0f}",
        f"{found['fill_seconds'] / found['copy_seconds']:.1f}",
    )
    Console().print(table)


async def copy_seconds(sandbox: Sandbox) -> float:
    """A plain copy of the same rows inside the database: the least that keeping them can cost."""
    async with sandbox.asking("reporting", owner=True) as owner:
        begun = perf_counter()
        await owner.execute(
            "CREATE TABLE fact_copy (LIKE fact INCLUDING ALL);"
            " INSERT INTO fact_copy OVERRIDING SYSTEM VALUE SELECT * FROM fact;"
            " DROP TABLE fact_copy",
            timeout=600,
        )
        return perf_counter() - begun


def summed(seconds: list[float]) -> dict[str, float]:
    return {
        "p50": median(seconds),
        "p95": percentile(seconds, 0.95),
        "worst": max(seconds),
    }


async def measure(number: int, sandbox: Sandbox, app: FastAPI) -> dict[str, Any]:
    database = Database(sandbox.database("reporting").url)
    try:
        filled = await fill(database, number)
        async with sandbox.asking("reporting", owner=True) as owner:
            await owner.execute("VACUUM ANALYZE", timeout=600)
        ours, plain = await timed_figures(database)
        copied = await copy_seconds(sandbox)
        pages = await timed_pages(sandbox, app)
    finally:
        await database.close()
    return {
        "facts": number,
        "periods": len(ours),
        "fill_seconds": filled,
        "copy_seconds": copied,
        "figures": summed(ours),
        "plain": summed(plain),
        "http_worst": max(pages),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-reporting")
    parser.add_argument("--facts", type=int, default=2_000_000)
    asked = parser.parse_args()
    sandbox = Sandbox.open(ROOT, "bench-reporting")
    try:
        app = build(sandbox.settings("reporting"))
        found = asyncio.run(measure(asked.facts, sandbox, app))
    finally:
        sandbox.close()
        sandbox.infra.stop()
    target = ROOT / ".run/bench/reporting.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, indent=2) + "\n")
    show(found)
    return 0 if found["figures"]["p95"] <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
