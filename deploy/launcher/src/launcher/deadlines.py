"""Deadlines of a service in tests: each has its effect on its moment, and none a day before it.

A test of a service goes over every timer that it handles and asks for a case of it. So a timer
whose handler does nothing is found, and one that nobody thought of too.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_bytes

from fastapi import FastAPI

from chassis.bus.errands import deadline_loops
from chassis.bus.timers import Errand, TimerHandler
from chassis.clock import DrivenClock
from chassis.db import Database
from chassis.web.code_tries.rate_limit import take_try
from launcher.sandbox import Sandbox

DAY = timedelta(days=1)
LOGS = ("access_log", "bus_", "web_")
"""Beginnings of names of tables that say who did what, or what was told: kept by own terms."""

DUE_AT = "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2"
STAND = """
INSERT INTO bus_timer (name, key, due_at, data) VALUES ($1, $2, $3, '{}')
ON CONFLICT (name, key) DO UPDATE SET due_at = EXCLUDED.due_at
"""
TABLES = """
SELECT relname FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""


@dataclass(frozen=True)
class Deadline:
    """A deadline that a test brought about.

    ``key`` names its row, ``happened`` asks for its effect. ``due`` is the moment at which it must
    stand, by the law or the handbook; ``early`` how long before it there may be no effect yet.
    """

    key: str
    happened: Callable[[], Awaitable[bool]]
    due: datetime | None = None
    early: timedelta = DAY


@dataclass(frozen=True)
class ProvenBy:
    """An existing test, ``<file>::<name>``, which fails when the timer does nothing."""

    test: str

    def check(self, tests: Path) -> None:
        file, _, name = self.test.partition("::")
        assert f"def {name}(" in (tests / file).read_text(), f"no test {self.test}"


SHARED = {
    "alert": ProvenBy(
        "chassis/tests/test_alerts.py"
        "::test_an_alert_leaves_by_mail_with_what_to_do_and_nothing_else"
    ),
    "export-make": ProvenBy(
        "services/pandkalender/tests/test_exports.py"
        "::test_an_owner_alone_gets_a_large_one_after_a_day"
    ),
    "export-term": ProvenBy("services/pandkalender/tests/test_timers.py::export_over"),
}
"""Deadlines that the chassis handles in every service that has them; paths from the root."""


def each_has_a_case(app: FastAPI, cases: Collection[str]) -> None:
    """Fail where a service handles a deadline that no case brings about, or has a case too many."""
    root = Path(__file__).parents[4]
    for case in SHARED.values():
        case.check(root)
    assert {*cases} - {*SHARED} == app.state.platform.timers - {*SHARED}


@asynccontextmanager
async def standing(
    sandbox: Sandbox, service: str, name: str, key: str, due: datetime
) -> AsyncIterator[None]:
    """A deadline of every night or morning as the one before left it; afterwards as it was."""
    async with sandbox.asking(service, owner=True) as conn:
        before = await conn.fetchval(DUE_AT, name, key)
        await conn.execute(STAND, name, key, due)
    try:
        yield
    finally:
        async with sandbox.asking(service, owner=True) as conn:
            await conn.execute("DELETE FROM bus_timer WHERE name = $1 AND key = $2", name, key)
            if before is not None:
                await conn.execute(STAND, name, key, before)


async def comes_due(
    sandbox: Sandbox,
    service: str,
    database: Database,
    handlers: Mapping[str, TimerHandler | Errand],
    name: str,
    deadline: Deadline,
) -> None:
    """Let a deadline come, by a clock of its own: its effect is there then, and not before."""
    async with sandbox.asking(service) as conn:
        due = await conn.fetchval(DUE_AT, name, deadline.key)
    assert due is not None, f"no {name} stands for {deadline.key}"
    assert deadline.due in (None, due), f"{name} comes at {due}, not at {deadline.due}"
    await run_until(database, {name: handlers[name]}, due - deadline.early)
    assert not await deadline.happened(), f"{name} had its effect before it was due"
    await run_until(database, {name: handlers[name]}, due)
    assert await deadline.happened(), f"{name} came due, and had no effect"


async def run_until(
    database: Database, handlers: Mapping[str, TimerHandler | Errand], to: datetime
) -> None:
    """Do all of these that are due by a moment, on a clock of its own."""
    clock = DrivenClock()
    clock.advance(to)
    for loop in deadline_loops(database, handlers, clock).values():
        while await loop.run_one():
            pass


@dataclass(frozen=True)
class Traces:
    """Where a database names something: by an id, or a word that nobody else has.

    ``kept`` are tables in which it may stay, each for a reason that the case gives.
    """

    sandbox: Sandbox
    service: str
    values: Collection[str]
    kept: Collection[str] = field(default=())

    async def tables(self) -> set[str]:
        """The tables with any of the values in any column; of logs only what is not one."""
        async with self.sandbox.asking(self.service, owner=True) as conn:
            names = [row["relname"] for row in await conn.fetch(TABLES)]
            asked = " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS"  # noqa: S608 - names of tables
                f" (SELECT FROM {name} AS t WHERE t::text LIKE ANY ($1))"
                for name in names
                if not name.startswith(LOGS)
            )
            wanted = [f"%{value}%" for value in self.values]
            return {row[0] for row in await conn.fetch(asked, wanted)}

    async def are_gone(self) -> bool:
        return not await self.tables() - {*self.kept}


async def code_tries_over(
    sandbox: Sandbox, service: str, database: Database, now: datetime
) -> Deadline:
    """A try of a code that counts no more, by the database's own clock."""
    source = token_bytes(32)
    async with database.begin(now) as tx:
        await take_try(tx, source)
    async with sandbox.asking(service, owner=True) as conn:
        long_ago = "UPDATE code_try SET last_at = last_at - interval '11 minutes' WHERE source = $1"
        await conn.execute(long_ago, source)

    async def is_forgotten() -> bool:
        async with sandbox.asking(service, owner=True) as conn:
            return not await conn.fetchval(
                "SELECT count(*) FROM code_try WHERE source = $1", source
            )

    return Deadline("all", is_forgotten)
