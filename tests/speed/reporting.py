"""``make bench-reporting``: every indicator, of every month, half and year of ten years, on two
million facts; the page of figures; facts kept anew; and reporting made anew from the archives.

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

import httpx
from fastapi import FastAPI
from rich.console import Console
from rich.table import Table
from tests.speed import reporting_rebuild
from tests.speed.reporting_facts import FIRST_YEAR, YEARS, facts_of
from tests.speed.verdicts import Bar, Verdict

from chassis.db import Database
from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from launcher.sandbox import Sandbox
from reporting.app import build
from reporting.facts.rules.facts import NewFact
from reporting.facts.store import facts
from reporting.indicators.compute import compute
from reporting.periods.rules import Period, of_year

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(FIRST_YEAR + YEARS, 1, 15, 12, tzinfo=UTC)
BATCH = 500
"""Events that a consumer takes into one transaction at most."""
REBUILT = 200_000
"""Facts from whose events reporting is made anew, unless more are asked for."""
BARS = {
    "figures": Bar("<=", 1.0),
    "page": Bar("<=", 1.0),
    "rebuild": Bar("<=", reporting_rebuild.MOST_SECONDS),
}
"""Seconds: p95 of all indicators of a period, p95 of /cijfers, a rebuild of two million events."""
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


async def timed_answers(sandbox: Sandbox, app: FastAPI) -> tuple[list[float], list[float]]:
    """Seconds of the API's answer with every indicator of each year, and of the page of figures of
    each period, beside the one before it, as its reader gets it."""
    async with sandbox.serve(app) as client:
        token = sandbox.token(Function.REPORTING_MEDEWERKER, service="reporting")
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": TODAY.isoformat()}
        years = [{"period": str(FIRST_YEAR + nr)} for nr in range(YEARS)]
        answers = [await _timed(client, "/v1/indicators", year, headers) for year in years]
        cookie = {"Cookie": await _signed_in(app)}
        every = [{"periode": period.id} for period in periods()]
        return answers, [await _timed(client, "/cijfers", asked, cookie) for asked in every]


async def _signed_in(app: FastAPI) -> str:
    reader = Function.REPORTING_MEDEWERKER
    actor = Actor("bench", reader, "STAD", DOMAIN_OF[reader])
    async with app.state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    return f"{app.state.login.cookies.session}={token}"


async def _timed(
    client: httpx.AsyncClient, path: str, asked: dict[str, str], headers: dict[str, str]
) -> float:
    begun = perf_counter()
    answer = await client.get(path, params=asked, headers=headers)
    seconds = perf_counter() - begun
    if answer.status_code != httpx.codes.OK:
        raise RuntimeError(f"{path}: {answer.status_code}")
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
    for name in ("p50", "p95", "worst"):
        table.add_row(f"/cijfers of a period, {name} (s)", f"{found['page'][name]:.3f}", "", "")
    rebuilt = found["rebuild"]
    table.add_row(
        f"{rebuilt['events']:,} events made anew from the archives (a second)",
        f"{rebuilt['perSecond']:,.0f}",
        "",
        "",
    )
    table.add_row(
        f"{reporting_rebuild.EVENTS:,} at that rate (s)", f"{rebuilt['secondsForAll']:.0f}", "", ""
    )
    table.add_row(
        "... by the time of two processors (s)", f"{rebuilt['processorSecondsForAll']:.0f}", "", ""
    )
    Console().print(table)
    for name, verdict in found["verdicts"].items():
        Console().print(f"{name}: {verdict} (the bar is {BARS[name]} s)", highlight=False)


def judged(found: dict[str, Any]) -> dict[str, Verdict]:
    """A rebuild by the clock and by the processor's time: where other work runs they may disagree,
    and nothing is decided."""
    rebuilt = found["rebuild"]
    figures = {
        "figures": [found["figures"]["p95"]],
        "page": [found["page"]["p95"]],
        "rebuild": [rebuilt["secondsForAll"], rebuilt["processorSecondsForAll"]],
    }
    return {name: bar.verdict(figures[name]) for name, bar in BARS.items()}


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


async def measure(number: int, rebuilt: int, sandbox: Sandbox, app: FastAPI) -> dict[str, Any]:
    database = Database(sandbox.database("reporting").url)
    try:
        filled = await fill(database, number)
        async with sandbox.asking("reporting", owner=True) as owner:
            await owner.execute("VACUUM ANALYZE", timeout=600)
        ours, plain = await timed_figures(database)
        copied = await copy_seconds(sandbox)
        answers, pages = await timed_answers(sandbox, app)
    finally:
        await database.close()
    remade = await reporting_rebuild.measure(sandbox, rebuilt)
    found = {
        "facts": number,
        "periods": len(ours),
        "fill_seconds": filled,
        "copy_seconds": copied,
        "figures": summed(ours),
        "plain": summed(plain),
        "http_worst": max(answers),
        "page": summed(pages),
        "rebuild": remade,
    }
    return found | {"verdicts": judged(found)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-reporting")
    parser.add_argument("--facts", type=int, default=2_000_000)
    parser.add_argument("--rebuild", type=int, default=REBUILT, help="facts made anew")
    asked = parser.parse_args()
    sandbox = Sandbox.open(ROOT, "bench-reporting")
    try:
        app = build(sandbox.settings("reporting"))
        found = asyncio.run(measure(asked.facts, asked.rebuild, sandbox, app))
    finally:
        sandbox.close()
        sandbox.infra.stop()
    target = ROOT / ".run/bench/reporting.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, indent=2) + "\n")
    show(found)
    return 1 if Verdict.MISSED in found["verdicts"].values() else 0


if __name__ == "__main__":
    sys.exit(main())
