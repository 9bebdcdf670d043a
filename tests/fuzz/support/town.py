"""Sends messages with the publishers' own logins, and finds out what became of each copy."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import aiormq
import asyncpg
from aiormq.abc import AbstractChannel, DeliveredMessage
from fastapi import FastAPI

from chassis.bus.topology import EXCHANGE
from contracts import SERVICES, events_for, events_of
from launcher.names import ADMIN
from launcher.sandbox import Sandbox

from .messages import Message

READERS = [service for service in SERVICES if events_for(service)]
PUBLISHERS = [service for service in SERVICES if events_of(service)]

EVIDENCE = {
    "databank": "SELECT shift_id AS id FROM shift",
    "pandkalender": "SELECT premises_id AS id FROM premises",
    "enforcement": "SELECT finding_id AS id FROM finding",
    "reporting": "SELECT event_id AS id FROM fact",
}
"""Rows that show that an event of an ordinary kind had its effect."""

TAKEN = """
SELECT event_id FROM bus_inbox WHERE event_id = ANY($1)
UNION SELECT event_id FROM bus_parked WHERE event_id = ANY($1)
"""
"""A message that nobody vouches for is parked and takes no entry in the inbox."""
LET_THROUGH = "UPDATE bus_pause SET let_through_at = clock_timestamp()"
COUNTED = f"SELECT count(*) FROM ({TAKEN}) AS taken"


@dataclass
class Outcome:
    """What a reader did with everything that it ever got."""

    dead: list[bytes] = field(default_factory=list)
    parked: dict[bytes, str] = field(default_factory=dict)
    """Reason by body."""
    inbox: set[UUID] = field(default_factory=set)
    taken: set[UUID] = field(default_factory=set)
    """Those of the inbox, and of all that is parked."""
    evidence: set[UUID] = field(default_factory=set)


@dataclass
class Town:
    sandbox: Sandbox
    apps: dict[str, FastAPI]
    channels: dict[str, AbstractChannel]
    databases: dict[str, asyncpg.Connection]
    outcomes: dict[str, Outcome]
    settled: Counter[str] = field(default_factory=Counter)
    """Dead letters of earlier waves, by reader."""

    @classmethod
    @asynccontextmanager
    async def of(cls, sandbox: Sandbox, apps: dict[str, FastAPI]) -> AsyncIterator["Town"]:
        async with AsyncExitStack() as stack:
            channels, databases = {}, {}
            for name in [*PUBLISHERS, ADMIN]:
                connection = await aiormq.connect(sandbox.amqp_url(name))
                stack.push_async_callback(connection.close)
                channels[name] = await connection.channel(publisher_confirms=True)
            for reader in READERS:
                databases[reader] = await asyncpg.connect(sandbox.database(reader).url)
                stack.push_async_callback(databases[reader].close)
            town = cls(sandbox, apps, channels, databases, {name: Outcome() for name in READERS})
            await town._collect_the_dead()
            yield town

    async def _collect_the_dead(self) -> None:
        for reader in READERS:

            async def collect(message: DeliveredMessage, reader: str = reader) -> None:
                self.outcomes[reader].dead.append(message.body)

            await self.channels[ADMIN].basic_consume(f"{reader}.dead", collect, no_ack=True)

    def begin_anew(self) -> None:
        """Forget the dead letters of the test before; all of them are here once it ended."""
        for outcome in self.outcomes.values():
            outcome.dead.clear()
        self.settled.clear()

    async def send(self, messages: Sequence[Message]) -> None:
        """Each publisher's messages in their order; returns when the broker has them all."""
        async with asyncio.TaskGroup() as group:
            for message in messages:
                group.create_task(self._send_one(message))

    async def _send_one(self, message: Message) -> None:
        await self.channels[message.event.publisher].basic_publish(
            message.body,
            exchange=EXCHANGE,
            routing_key=message.event.routing_key,
            properties=message.properties,
        )

    async def settle(self, reader: str, wave: Sequence[Message], seconds: float) -> None:
        """Wait until every copy of a wave is accounted for, or time is up.

        Twenty bad ones in a row make a reader stand; somebody lets them through then.
        """
        dead = self.outcomes[reader].dead
        ids = [message.readable_id for message in copies(reader, wave) if message.readable_id]
        expected = len(copies(reader, wave)) - repeats(ids)
        for _ in range(int(seconds / 0.1)):
            taken = await self.databases[reader].fetchval(COUNTED, list(set(ids)))
            if taken + len(dead) - self.settled[reader] >= expected and await self._idle(reader):
                break
            await self.databases[reader].execute(LET_THROUGH)
            await asyncio.sleep(0.1)
        self.settled[reader] = len(dead)

    async def _idle(self, reader: str) -> bool:
        """Whether also repetitions, which leave no new row in the inbox, have been handled."""
        queue = await self.channels[ADMIN].queue_declare(f"{reader}.0", passive=True)
        return queue.message_count == 0

    async def look(self, reader: str, messages: Sequence[Message]) -> Outcome:
        """What became of these messages in the end."""
        outcome, conn = self.outcomes[reader], self.databases[reader]
        parked = await conn.fetch("SELECT body, reason, detail FROM bus_parked")
        outcome.parked = {row["body"]: f"{row['reason']}: {row['detail']}" for row in parked}
        ids = list({message.readable_id for message in messages} - {None})
        inbox = await conn.fetch("SELECT event_id FROM bus_inbox WHERE event_id = ANY($1)", ids)
        outcome.inbox = {row["event_id"] for row in inbox}
        outcome.taken = {row["event_id"] for row in await conn.fetch(TAKEN, ids)}
        outcome.evidence = {row["id"] for row in await conn.fetch(EVIDENCE[reader])}
        return outcome

    def at_work(self) -> list[str]:
        """The readers whose loops all run and whose consumers are attached."""
        return [
            reader
            for reader, app in self.apps.items()
            if not app.state.platform.failed()
            and all(consumer.attached for consumer in app.state.platform.consumers)
        ]


def copies(reader: str, messages: Sequence[Message]) -> list[Message]:
    """The messages that the broker gives to a reader."""
    return [message for message in messages if reader in message.event.readers]


def repeats(ids: Sequence[UUID]) -> int:
    """How many of them leave no entry of their own in the inbox, since an earlier one has it."""
    return len(ids) - len(set(ids))
