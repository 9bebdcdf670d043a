"""A toy pair of services on the real bus: pandkalender declares, databank counts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import asyncpg

from chassis.bus import schema
from chassis.bus.consumer import Consumer
from chassis.bus.dispatcher import Dispatcher
from chassis.bus.handlers import Batched, Handler
from chassis.bus.outbox import Outbox
from chassis.bus.redrive import Redriver
from chassis.bus.relay import Relay
from chassis.bus.seal import Opener, Sealer
from chassis.clock import SystemClock
from chassis.db import Database
from contracts import Event, events_for
from launcher.sandbox import Sandbox

Table = dict[type[Event], Handler | Batched]


async def make_tables(sandbox: Sandbox) -> None:
    for service in ("pandkalender", "databank"):
        database = sandbox.database(service, migrate=False)
        conn = await asyncpg.connect(database.owner_url)
        statements: list[str] = []
        for upgrade in schema.UPGRADES:
            upgrade(statements.append, service)
        for statement in statements:
            await conn.execute(statement)
        await conn.execute("CREATE TABLE effect (nr bigserial, key text, what text)")
        await conn.close()


@dataclass
class Side:
    """One service's database and what runs beside it."""

    sandbox: Sandbox
    name: str
    database: Database
    relay: Relay
    consumers: list[Consumer] = field(default_factory=list)

    def dispatcher_of(
        self, handlers: Table, *, hold_newer: bool = True, opener: Opener | None = None
    ) -> Dispatcher:
        """What these handlers do; events that are not named have no effect."""

        async def nothing(_event: Event, _tx: object) -> None:
            return

        table = {event: handlers.get(event, nothing) for event in events_for(self.name)}
        keys = opener or self.sandbox.opener(self.name)
        return Dispatcher(self.name, table, keys, SystemClock(), hold_newer=hold_newer)

    def consumer(
        self, handlers: Table, *, limit: int = 200, opener: Opener | None = None
    ) -> Consumer:
        return Consumer(
            self.sandbox.amqp_url(self.name),
            self.database,
            self.dispatcher_of(handlers, opener=opener),
            SystemClock(),
            limit=limit,
        )

    def redriver(self, handlers: Table, *, opener: Opener | None = None) -> Redriver:
        dispatcher = self.dispatcher_of(handlers, opener=opener)
        return Redriver(self.database, dispatcher, SystemClock())

    async def has_sent_all(self) -> bool:
        async with self.sandbox.asking(self.name) as conn:
            return not await conn.fetchval("SELECT EXISTS (SELECT FROM bus_outbox)")

    async def effects(self) -> list[tuple[str, str]]:
        async with self.sandbox.asking(self.name) as conn:
            rows = await conn.fetch("SELECT key, what FROM effect ORDER BY nr")
        return [(row["key"], row["what"]) for row in rows]


async def side_of(sandbox: Sandbox, name: str) -> AsyncIterator[Side]:
    """A service on the bus, and nothing of it left afterwards."""
    sealer = Sealer.load(sandbox.infra.credentials.seal_public)
    url = sandbox.database(name, migrate=False).url
    database = Database(url, at_end=[Outbox(name, sealer).write])
    relay = Relay(name, sandbox.amqp_url(name), database)
    database.after_commit(relay.wake)
    yield Side(sandbox, name, database, relay)
    await database.close()
    async with sandbox.asking(name, owner=True) as owner:
        await owner.execute(
            "TRUNCATE bus_outbox, bus_archive, bus_inbox, bus_parked, bus_parking_log, bus_timer,"
            " bus_sequence, bus_lease, bus_replay, bus_replay_event, bus_catch_up, bus_attempt,"
            " bus_pause, bus_rebuild, bus_rebuild_share, bus_reader_order, bus_hold, bus_release,"
            " bus_erasure, bus_gap, effect"
        )
    with sandbox.management() as client:
        for queue in ("databank.0", "databank.control", "databank.dead"):
            client.delete(f"/api/queues/{sandbox.vhost}/{queue}/contents")
