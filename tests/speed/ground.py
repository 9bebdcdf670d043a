"""Where all contenders run: own virtual host and databases, the same events, the same machine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from time import perf_counter
from uuid import uuid4

import asyncpg

from chassis.bus import schema
from chassis.bus.backlog import Backlog
from chassis.bus.connection import connect
from chassis.bus.handlers import Batched, Handler
from chassis.bus.outbox import Outbox
from chassis.bus.seal import Sealer
from chassis.bus.topology import queue_name
from chassis.db import Database
from contracts import SERVICES, events_for
from contracts.databank import ShiftVerified
from contracts.pandkalender import ShiftEnded
from launcher.sandbox import Sandbox

from .processor import Processor

PUBLISHER, READER = "pandkalender", "databank"
LOOK_SECONDS = 0.02
RECORDED = "SELECT count(*) FROM bus_outbox"
EFFECTS = "CREATE TABLE effect (event_id uuid NOT NULL, key text NOT NULL, at timestamptz NOT NULL)"


def event() -> ShiftEnded:
    """The event that every contender carries; nothing in it is sealed, so that all do the same."""
    return ShiftEnded(
        shift_id=uuid4(), premises_id=uuid4(), ended_at=datetime.now(UTC), early=False
    )


def verified() -> ShiftVerified:
    """An event of the same size, of the other service."""
    return ShiftVerified(shift_id=uuid4(), verified_at=datetime.now(UTC))


@dataclass
class Ground:
    """A publisher's and a reader's database, and the broker between them."""

    sandbox: Sandbox

    @classmethod
    async def prepare(cls, sandbox: Sandbox) -> "Ground":
        for service in (PUBLISHER, READER):
            database = sandbox.database(service, migrate=False)
            conn = await asyncpg.connect(database.owner_url)
            statements: list[str] = []
            for upgrade in schema.UPGRADES:
                upgrade(statements.append, service)
            for statement in [*statements, EFFECTS]:
                await conn.execute(statement)
            await conn.close()
        return cls(sandbox)

    def url(self, service: str) -> str:
        return self.sandbox.database(service, migrate=False).url

    def amqp(self, service: str) -> str:
        return self.sandbox.amqp_url(service)

    @asynccontextmanager
    async def publisher(self, service: str = PUBLISHER) -> AsyncIterator[Database]:
        sealer = Sealer.load(self.sandbox.infra.credentials.seal_public)
        outbox = Outbox(service, sealer, backlog=Backlog(10_000_000))
        database = Database(self.url(service), at_end=[outbox.write])
        yield database
        await database.close()

    async def clear(self, *, keep_inbox: bool = False) -> None:
        for service in (PUBLISHER, READER):
            conn = await asyncpg.connect(self.sandbox.database(service, migrate=False).owner_url)
            tables = "bus_outbox, bus_archive, bus_sequence, bus_lease, effect"
            await conn.execute(f"TRUNCATE {tables}" + ("" if keep_inbox else ", bus_inbox"))
            await conn.close()
        with self.sandbox.management() as client:
            readers = [service for service in SERVICES if events_for(service)]
            for reader, partition in product(readers, range(self.sandbox.partitions)):
                name = queue_name(reader, partition)
                client.delete(f"/api/queues/{self.sandbox.vhost}/{name}/contents")

    async def settle(self, table: str) -> None:
        """Leave a table of the reader as months would: vacuumed, and every page on disk."""
        name = self.sandbox.database(READER, migrate=False).name
        conn = await asyncpg.connect(self.sandbox.infra.superuser_dsn(name))
        await conn.execute(f"VACUUM (ANALYZE) {table}", timeout=600)
        await conn.execute("CHECKPOINT", timeout=600)
        await conn.close()

    async def waiting(self, partition: int) -> int:
        """The messages in a queue of the reader."""
        async with await connect(self.amqp(READER), "bench") as connection:
            channel = await connection.channel()
            queue = await channel.declare_queue(queue_name(READER, partition), passive=True)
            return queue.declaration_result.message_count or 0

    async def archived(self, service: str) -> int:
        """The events that a relay has published."""
        async with self._asking(service) as conn:
            return int(await conn.fetchval("SELECT count(*) FROM bus_archive"))

    async def recorded(self, service: str = PUBLISHER) -> int:
        """The events that a relay has still to publish."""
        async with self._asking(service) as conn:
            return int(await conn.fetchval(RECORDED))

    async def until_published(self, service: str = PUBLISHER, seconds: float = 120) -> None:
        """Wait while the relay works: a relay that is stopped may leave events to the next one."""
        end = perf_counter() + seconds
        async with self._asking(service) as conn:
            while left := await conn.fetchval(RECORDED):
                if perf_counter() > end:
                    raise TimeoutError(f"{left} events are not published")
                await asyncio.sleep(LOOK_SECONDS)

    @asynccontextmanager
    async def _asking(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        """One connection for many questions: a new one costs more than hundreds of messages."""
        conn = await asyncpg.connect(self.url(service))
        yield conn
        await conn.close()

    async def until(self, count: int, seconds: float = 120) -> None:
        """Wait until so many effects are there, or no more came for so many seconds."""
        found, end = 0, perf_counter() + seconds
        async with self._asking(READER) as conn:
            while (now := await conn.fetchval("SELECT count(*) FROM effect")) < count:
                if now > found:
                    found, end = now, perf_counter() + seconds
                if perf_counter() > end:
                    waiting = [await self.waiting(each) for each in range(self.sandbox.partitions)]
                    raise TimeoutError(
                        f"only {now} of {count} effects; {await self.recorded()} not published, "
                        f"{waiting} in the reader's queues"
                    )
                await asyncio.sleep(LOOK_SECONDS)


Table = dict[type, Handler | Batched]


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of a contender over ``count`` events."""

    count: int
    seconds: float
    processor: Processor

    @property
    def per_second(self) -> float:
        return self.count / self.seconds

    def of(self, floor: "Pass") -> dict[str, float]:
        """Beside the floor: the rate, and the processor's seconds, which noise hardly touches."""
        return {
            "oursPerSecond": self.per_second,
            "handPerSecond": floor.per_second,
            **self.processor.per(self.count, "ours"),
            **floor.processor.per(floor.count, "hand"),
            "processorOfFloor": self.processor.total / floor.processor.total,
            "ofFloor": self.per_second / floor.per_second,
        }


async def timed(ground: Ground, count: int, work: Callable[[], Awaitable[None]]) -> Pass:
    begun, start = Processor.now(ground.sandbox), perf_counter()
    await work()
    seconds = perf_counter() - start
    return Pass(count, seconds, Processor.now(ground.sandbox).since(begun))
