"""The relay: recorded events go to the broker, in order per key, and none is forgotten.

One relay per database works at a time, by lease. A row leaves the outbox only after the broker's
confirm, so a crash repeats and never loses; whoever reads drops the repetition by its id.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic, time_ns
from uuid import UUID, uuid4

import asyncpg
import structlog

from chassis import telemetry
from chassis.backoff import INTERRUPTIONS, Backoff, raise_if_cancelled
from chassis.bus import failpoints, outbox
from chassis.bus.connection import connected
from chassis.bus.envelope import decode
from chassis.bus.outbox import StoredEvent
from chassis.bus.publisher import PublishChannel, RefusedError
from chassis.bus.replay import replay_some
from chassis.bus.retention.policy import Terms
from chassis.bus.topology import EXCHANGE
from chassis.db import Database
from chassis.traces import OFF, Kind, Traces

LEASE_SECONDS = 2.0
"""Seconds that the events of a relay that died wait for the next one."""
RENEW_SECONDS = 0.5
"""Age of the lease, in seconds, at which it is renewed while there is nothing to publish..."""
RENEW_AT_LAST_SECONDS = 1.2
"""...and at which it is renewed before anything is published."""
IDLE_POLL_SECONDS = 0.25
REFUSED_SECONDS = 60.0
"""Seconds after which an event that the broker refused is tried again."""

TAKE_LEASE = """
INSERT INTO bus_lease AS lease (name, owner, until)
VALUES ('relay', $1, clock_timestamp() + $2 * interval '1 second')
ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, until = EXCLUDED.until
WHERE lease.owner = EXCLUDED.owner OR lease.until < clock_timestamp()
RETURNING owner
"""
IS_TAKEN = """
SELECT EXISTS (
  SELECT FROM bus_lease WHERE name = 'relay' AND owner <> $1 AND until >= clock_timestamp()
)
"""
"""Asked first by who has not got it: taking would lock the row even where it fails."""
GIVE_BACK = "DELETE FROM bus_lease WHERE name = 'relay' AND owner = $1"
log = structlog.get_logger("relay")


class Relay:
    """``urls`` are the publisher's own broker login on each node; ``publisher`` is its name."""

    def __init__(
        self,
        publisher: str,
        urls: str,
        database: Database,
        *,
        batch: int = 200,
        terms: Terms | None = None,
        tracing: Traces = OFF,
    ) -> None:
        """``terms`` say which archived events are too old to be sent again."""
        self._publisher = publisher
        self._urls = urls
        self._database = database
        self._batch = batch
        self._tracing = tracing
        self._terms = terms or Terms.load()
        self._owner: UUID = uuid4()
        self._leased_at = 0.0
        self._asked_at = -IDLE_POLL_SECONDS
        self._one_by_one = 0
        self._looked_at_refused = 0.0
        self._hint = asyncio.Event()
        self._stopping = asyncio.Event()
        self.connected = False
        self.holds_lease = False

    def wake(self, _recorded: int = 0) -> None:
        """Look now instead of at the next poll: something was recorded."""
        failpoints.at("producer.committed")
        self._hint.set()

    def stop(self) -> None:
        """Publish what is there and return from :meth:`run`.

        What is left when the broker or the database goes away meanwhile waits for the next relay.
        """
        self._stopping.set()
        self._hint.set()

    async def run(self) -> None:
        """Publish until :meth:`stop`, whatever goes away in between."""
        backoff = Backoff()
        while not self._stopping.is_set():
            try:
                async with connected(self._urls, f"{self._publisher} relay") as connection:
                    channel = await PublishChannel.open(connection, self._publisher)
                    async with self._listening():
                        await self._serve(channel, backoff)
            except INTERRUPTIONS as error:
                raise_if_cancelled(error)
                telemetry.RETRIES.labels("relay").inc()
                log.warning("relay interrupted", error=type(error).__name__, cause=_cause(error))
            if not self._stopping.is_set():
                await backoff.wait(self._stopping)

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        """Hear what other instances of the service record."""

        def hint(*_: object) -> None:
            self._hint.set()

        async with self._database.connection() as conn:
            await conn.add_listener(outbox.CHANNEL, hint)
            try:
                yield
            finally:
                conn.terminate()  # asking to hear no more could wait for a server that hangs

    async def _serve(self, channel: PublishChannel, backoff: Backoff) -> None:
        """Not connected as soon as it ends, before the connection has said goodbye."""
        self.connected = True
        try:
            await self._publish_all(channel, backoff)
        finally:
            self.connected = self.holds_lease = False

    async def _publish_all(self, channel: PublishChannel, backoff: Backoff) -> None:
        while True:
            self._hint.clear()
            is_last = self._stopping.is_set()  # before the look: something may come meanwhile
            count = await self._publish_some(channel)
            if count:
                backoff.reset()
            elif is_last:
                await self._give_back()
                return
            if channel.is_closed:
                raise ConnectionResetError("the broker closed the channel")
            if (
                count == self._batch
                or self._one_by_one
                or self._hint.is_set()
                or self._stopping.is_set()
            ):
                continue
            try:
                await asyncio.wait_for(self._hint.wait(), IDLE_POLL_SECONDS)
            except TimeoutError:
                continue

    async def _publish_some(self, channel: PublishChannel) -> int:
        """Publish a batch of the outbox; when that is empty, a batch of a replay.

        Without the lease it only asks for that, as often as it polls, whatever was recorded.
        """
        if not self.holds_lease and not self._stopping.is_set():
            if monotonic() < self._asked_at + IDLE_POLL_SECONDS:
                return 0
            self._asked_at = monotonic()
        async with self._database.connection() as conn:
            if not await self._holds_lease(conn, RENEW_AT_LAST_SECONDS):
                return 0
            events = await self._next(conn)
            if not events:
                self._one_by_one = 0
                if not await self._holds_lease(conn, RENEW_SECONDS):
                    return 0
                return await replay_some(conn, channel, self._publisher, self._terms, self._batch)
            failpoints.at("producer.taken")
            began_at = time_ns()
            await self._send(conn, channel, events)
            if self._tracing.is_on:
                self._trace(events, began_at)
            self._one_by_one = max(0, self._one_by_one - 1)
            failpoints.at("producer.confirmed")
            await outbox.archive(conn, events)
            failpoints.at("producer.archived")
        for event_type, count in Counter(event.type for event in events).items():
            telemetry.PUBLISHED.labels(event_type).inc(count)
        return len(events)

    def _trace(self, events: list[StoredEvent], began_at: int) -> None:
        for event in events:
            name, parent = f"publish {event.routing_key}", decode(event.body).cause.traceparent
            self._tracing.begin(
                name, Kind.PRODUCER, parent, began_at=began_at, event_id=str(event.event_id)
            ).end()

    async def _next(self, conn: asyncpg.Connection) -> list[StoredEvent]:
        """A batch, or the one event that is tried again; one by one to find what was refused."""
        if monotonic() >= self._looked_at_refused + REFUSED_SECONDS:
            self._looked_at_refused = monotonic()
            if again := await outbox.refused(conn, REFUSED_SECONDS):
                return again
        return await outbox.pending(conn, 1 if self._one_by_one else self._batch)

    async def _send(
        self, conn: asyncpg.Connection, channel: PublishChannel, events: list[StoredEvent]
    ) -> None:
        """Sets aside what the broker refuses, so that the next turn goes on without it."""
        try:
            await channel.send(EXCHANGE, events)
        except RefusedError as error:
            if len(events) > 1:
                self._one_by_one = len(events)
            else:
                (event,) = events
                await outbox.set_aside(conn, event, str(error))
                log.error("set aside", event_type=event.type, event_id=str(event.event_id))
            raise

    async def _holds_lease(self, conn: asyncpg.Connection, renew_after: float) -> bool:
        """Ask for the lease, again when it is older than so many seconds; False without it."""
        asked_at = monotonic()
        if self.holds_lease and asked_at <= self._leased_at + renew_after:
            return True
        if self.holds_lease or not await conn.fetchval(IS_TAKEN, self._owner):
            answer = await conn.fetchval(TAKE_LEASE, self._owner, LEASE_SECONDS)
            self.holds_lease, self._leased_at = answer is not None, asked_at
        return self.holds_lease

    async def _give_back(self) -> None:
        async with self._database.connection() as conn:
            await conn.execute(GIVE_BACK, self._owner)


def _cause(error: BaseException) -> str | None:
    return type(error.__cause__).__name__ if error.__cause__ else None
