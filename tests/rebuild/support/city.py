"""All five services at work in one corner, and the figures that come of it."""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import typer.main
from click.testing import CliRunner

from chassis.bus import record
from chassis.bus.outbox import Outbox
from chassis.bus.relay import Relay
from chassis.bus.seal import Sealer
from chassis.clock import DrivenClock
from chassis.db import Database
from chassis.web import Function
from contracts import SERVICES, Event, events_for
from launcher import bus
from launcher.errors import LauncherError
from launcher.operations import rebuild
from launcher.operations.places import Place
from launcher.operations.rebuild import RebuildResult
from launcher.sandbox import Sandbox

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ASKED = datetime(2026, 7, 1, 12, tzinfo=UTC)
WHO = ("--actor", "beheerder-1", "--because", "a test")
OF_OTHERS = {
    "/v1/branch-shifts/summary?period=2026": Function.POLITIE_TEAMLEIDER,
    "/v1/branch-readings/summary?period=2026": Function.POLITIE_TEAMLEIDER,
    "/v1/facts/counts": Function.TECHNISCH_BEHEERDER,
}
"""What the clerk of the city may not read."""
FIGURES = (
    *(f"/v1/indicators?period={period}" for period in ("2026", "2026-H1", "2026-01", "2026-02")),
    "/v1/shifts/summary?period=2026",
    "/v1/regie-records",
)
LET_GO = """
SELECT FROM bus_parked AS waits
 WHERE reason = 'behind' AND NOT EXISTS (
       SELECT FROM bus_parked AS head
        WHERE head.consumer = waits.consumer AND head.partition_key = waits.partition_key
          AND head.reason NOT IN ('behind', 'held'))
 LIMIT 1
"""
"""Messages that the redriver is about to take: those of a key after a rebuild, for one."""


@dataclass
class City:
    """The services as people use them, and as an operator does."""

    sandbox: Sandbox
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    clocks: dict[str, DrivenClock] = field(default_factory=dict)
    _running: dict[str, AsyncExitStack] = field(default_factory=dict)

    async def start(self, service: str, at: datetime | None = None) -> None:
        """On the day that it knew last, or ``at`` one; else on the real one until it is told."""
        app = importlib.import_module(f"{service}.app").build(self.sandbox.settings(service))
        if before := self.clocks.get(service):
            app.state.clock.advance(before.now())
        elif at is not None:
            app.state.clock.advance(at)
        self.clocks[service] = app.state.clock
        self._running[service] = AsyncExitStack()
        client = await self._running[service].enter_async_context(self.sandbox.serve(app))
        self.clients[service] = client

    async def stop(self, service: str) -> None:
        del self.clients[service]
        await self._running.pop(service).aclose()

    async def does(
        self,
        service: str,
        function: Function,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        organisation: str = "STAD",
        at: datetime = START,
    ) -> Any:
        """POST with a body, GET without; the answer, which must be good."""
        sent = {} if body is None else {"json": body}
        answer = await self.asks(service, function, path, organisation, at, **sent)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    async def asks(
        self,
        service: str,
        function: Function,
        path: str,
        organisation: str,
        at: datetime,
        **sent: Any,
    ) -> httpx.Response:
        """POST with anything that is sent, GET without."""
        token = self.sandbox.token(function, organisation, service=service)
        headers = {
            "Authorization": f"Bearer {token}",
            "Krachtlijn-Time": at.isoformat(),
            "Krachtlijn-Purpose": "toezicht",
        }
        method = "POST" if sent else "GET"
        return await self.clients[service].request(method, path, headers=headers, **sent)

    async def day_comes(self, at: datetime) -> None:
        """For every service that runs: what is due by then is done."""
        for service in self.clients:
            self.clocks[service].advance(at)
        await self.settled()

    async def owns(self, path: str, body: dict[str, Any], at: datetime = START) -> Any:
        return await self.does(
            "pandkalender", Function.EIGENAAR, path, body, organisation="OWN-001", at=at
        )

    async def polices(
        self, path: str, body: dict[str, Any] | None = None, at: datetime = START
    ) -> Any:
        return await self.does(
            "databank", Function.POLITIE_AGENT, path, body, organisation="LPA", at=at
        )

    async def figures(self) -> dict[str, Any]:
        """Everything that reporting shows, at one and the same hour."""
        asked = dict.fromkeys(FIGURES, Function.REPORTING_MEDEWERKER) | OF_OTHERS
        return {
            path: await self.does("reporting", function, path, at=ASKED)
            for path, function in asked.items()
        }

    async def facts(self, kind: str) -> int:
        counts = await self.does(
            "reporting", Function.TECHNISCH_BEHEERDER, "/v1/facts/counts", at=ASKED
        )
        return sum(count["facts"] for name, count in counts.items() if f".{kind}." in name)

    async def records(self, *events: Event, at: datetime = START) -> None:
        """Through the outbox of their publisher, as a change in that service would."""
        publisher = events[0].publisher
        sealer = Sealer.load(self.sandbox.infra.credentials.seal_public)
        database = Database(
            self.sandbox.database(publisher).url, at_end=[Outbox(publisher, sealer).write]
        )
        async with database.begin(at) as tx:
            for event in events:
                record(tx, event)
        await database.close()

    @asynccontextmanager
    async def relaying(self, publisher: str) -> AsyncIterator[None]:
        """What a service recorded leaves, while the service itself does not run."""
        database = Database(self.sandbox.database(publisher).url)
        relay = Relay(publisher, self.sandbox.amqp_url(publisher), database)
        task = asyncio.create_task(relay.run())
        try:
            yield
        finally:
            relay.stop()
            await task
            await database.close()

    async def settled(self) -> None:
        """Until everybody has had everything that was told, and nobody tells more.

        What is parked for somebody to look at, and what waits behind it, goes nowhere by itself.
        """
        quiet = 0
        for _ in range(600):
            quiet = quiet + 1 if await self._is_quiet() else 0
            if quiet == 3:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("events were still on their way")

    async def _is_quiet(self) -> bool:
        archived: list[asyncpg.Record] = []
        for service, clock in self.clocks.items():
            due = f"SELECT FROM bus_timer WHERE due_at <= '{clock.now().isoformat()}' LIMIT 1"
            if await self.rows(service, due):
                return False
        if clock := self.clocks.get("databank"):
            begun = f"SELECT FROM person WHERE expected_at <= '{clock.now().isoformat()}' LIMIT 1"
            if await self.rows("databank", begun):
                return False
        for service in SERVICES:
            if await self.rows(service, "SELECT FROM bus_outbox LIMIT 1"):
                return False
            archived += await self.rows(service, "SELECT event_id, type FROM bus_archive")
        for reader in SERVICES:
            types = {event.type for event in events_for(reader)}
            had = {row[0] for row in await self.rows(reader, "SELECT event_id FROM bus_inbox")}
            if {row["event_id"] for row in archived if row["type"] in types} - had:
                return False
            if await self.rows(reader, LET_GO):
                return False
        return True

    async def rows(self, service: str, query: str) -> list[asyncpg.Record]:
        return await _ask(self.sandbox.database(service).url, query)

    async def owner(self, service: str, statement: str) -> None:
        await _ask(self.sandbox.database(service).owner_url, statement)

    async def krachtlijn(self, *arguments: str) -> tuple[int, Any, str]:
        """Exit code, JSON answer and complaint of ``krachtlijn bus``, by somebody, for a reason."""
        who = () if arguments[0] in ("completeness", "status") else WHO
        return await self.operates(bus.app, *arguments, *who)

    async def operates(self, app: typer.Typer, *arguments: str) -> tuple[int, Any, str]:
        """The same of any command that takes the addresses of databases."""
        return await self.at(self.addresses(), app, *arguments)

    def addresses(self) -> list[str]:
        """The options of a command that say where everything is."""
        place = ["--secrets", str(self.sandbox.infra.credentials.folder)]
        for service in SERVICES:
            database = self.sandbox.database(service)
            place += ["--database-url", f"{service}={database.url}"]
            place += ["--database-url", f"{service}_owner={database.owner_url}"]
        return place

    def place(self) -> Place:
        databases = {}
        for service in SERVICES:
            database = self.sandbox.database(service)
            databases |= {service: database.url, f"{service}_owner": database.owner_url}
        return Place(databases, None, None)

    async def rebuild(self, *, processes: int) -> RebuildResult:
        """A rebuild by so many processes; by this one alone where 0."""
        return await rebuild.carry_out(
            self.place(),
            actor="beheerder-1",
            reason="a test",
            accept_loss=False,
            shown=lambda *_: None,
            processes=processes,
        )

    async def at(self, place: list[str], app: typer.Typer, *arguments: str) -> tuple[int, Any, str]:
        command = typer.main.get_command(app)
        words = [*arguments, "--json", *place]
        found = await asyncio.to_thread(CliRunner().invoke, command, words)
        if isinstance(found.exception, LauncherError):
            return 1, None, str(found.exception)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found.exit_code, json.loads(found.stdout or "null"), found.stderr


def worker(number: int) -> dict[str, Any]:
    return {
        "givenNames": f"Ana{'bcdefgh'[number] * 3}",
        "familyName": f"{'lmnoprs'[number] * 4}escu",
        "birthDate": f"{1990 + number}-02-1{number}",
        "document": {"kind": "paspoort", "country": "ROU", "number": uuid4().hex[:9].upper()},
    }


def hours(number: float) -> datetime:
    return START + timedelta(hours=number)


async def _ask(url: str, query: str) -> list[asyncpg.Record]:
    conn = await asyncpg.connect(url)
    try:
        return list(await conn.fetch(query))
    finally:
        await conn.close()
