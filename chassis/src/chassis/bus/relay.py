"""Carries recorded events to the broker, in order per key, and forgets none.

One relay per database works at a time, by lease. A row leaves the outbox only after the broker's
confirm, so a crash repeats and never loses; whoever reads drops the repetition by its id.
"""

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import cast
from uuid import UUID, uuid4

import aio_pika
import asyncpg
import structlog
from aio_pika.abc import AbstractConnection
from aiormq import Channel
from pamqp.commands import Basic

from chassis import telemetry
from chassis.backoff import INTERRUPTIONS, Backoff, raise_if_cancelled
from chassis.bus.envelope import CONTENT_TYPE
from chassis.bus.topology import EXCHANGE
from chassis.db import Database

LEASE_SECONDS = 10.0
IDLE_POLL_SECONDS = 0.25
CONFIRM_TIMEOUT_SECONDS = 30.0

TAKE_LEASE = """
INSERT INTO bus_lease AS lease (name, owner, until)
VALUES ('relay', $1, clock_timestamp() + $2 * interval '1 second')
ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, until = EXCLUDED.until
WHERE lease.owner = EXCLUDED.owner OR lease.until < clock_timestamp()
RETURNING owner
"""
GIVE_BACK = "DELETE FROM bus_lease WHERE name = 'relay' AND owner = $1"
PENDING = """
SELECT position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
FROM bus_outbox ORDER BY position LIMIT $1
"""
ARCHIVE = """
WITH published AS (DELETE FROM bus_outbox WHERE position = ANY($1::bigint[]) RETURNING *)
INSERT INTO bus_archive
  (position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at)
SELECT position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
FROM published ORDER BY position
"""
BACKLOG = """
SELECT count(*) AS size, extract(epoch FROM clock_timestamp() - min(recorded_at)) AS age
FROM bus_outbox
"""

log = structlog.get_logger("relay")


class Relay:
    """``url`` is the publisher's own broker login; ``publisher`` is that login's name."""

    def __init__(self, publisher: str, url: str, database: Database, *, batch: int = 200) -> None:
        self._publisher = publisher
        self._url = url
        self._database = database
        self._batch = batch
        self._owner: UUID = uuid4()
        self._hint = asyncio.Event()
        self._stopping = asyncio.Event()
        self._renew_at = 0.0
        self.connected = False
        self.outbox_age = 0.0

    def wake(self, _recorded: int = 0) -> None:
        """Something was recorded; look now instead of at the next poll."""
        self._hint.set()

    def stop(self) -> None:
        """Publish what is there and return from :meth:`run`."""
        self._stopping.set()
        self._hint.set()

    async def run(self) -> None:
        """Publish until :meth:`stop`, whatever goes away in between."""
        backoff = Backoff()
        while not self._stopping.is_set():
            try:
                connection = await aio_pika.connect(
                    self._url, timeout=5, client_properties={"connection_name": "relay"}
                )
                async with connection:
                    await self._serve(connection, backoff)
            except INTERRUPTIONS as error:
                raise_if_cancelled(error)
                telemetry.RETRIES.labels("relay").inc()
                log.warning("relay interrupted", error=type(error).__name__)
            finally:
                self.connected = False
            if not self._stopping.is_set():
                await backoff.wait(self._stopping)

    async def _serve(self, connection: AbstractConnection, backoff: Backoff) -> None:
        channel = await connection.channel(publisher_confirms=True)
        underlay = cast(Channel, await channel.get_underlay_channel())
        self.connected = True
        while True:
            self._hint.clear()
            published = await self._publish_pending(underlay)
            if published:
                backoff.reset()
                continue
            if self._stopping.is_set():
                await self._give_back()
                return
            await self._wait_for_hint(connection)

    async def _wait_for_hint(self, connection: AbstractConnection) -> None:
        try:
            await asyncio.wait_for(self._hint.wait(), IDLE_POLL_SECONDS)
        except TimeoutError:
            if connection.is_closed:
                raise ConnectionResetError("the broker closed the connection") from None
            await self._measure()

    async def _publish_pending(self, channel: Channel) -> int:
        async with self._database.connection() as conn:
            if not await self._holds_lease(conn):
                return 0
            rows = await conn.fetch(PENDING, self._batch)
            if not rows:
                return 0
            await self._publish(channel, rows)
            await conn.execute(ARCHIVE, [row["position"] for row in rows])
        for row in rows:
            telemetry.PUBLISHED.labels(row["type"]).inc()
        return len(rows)

    async def _holds_lease(self, conn: asyncpg.Connection) -> bool:
        if monotonic() > self._renew_at:
            if not await conn.fetchval(TAKE_LEASE, self._owner, LEASE_SECONDS):
                return False
            self._renew_at = monotonic() + LEASE_SECONDS / 4
        return True

    async def _publish(self, channel: Channel, rows: Sequence[asyncpg.Record]) -> None:
        async with asyncio.timeout(CONFIRM_TIMEOUT_SECONDS), asyncio.TaskGroup() as group:
            for row in rows:
                group.create_task(self._publish_one(channel, row))

    async def _publish_one(self, channel: Channel, row: asyncpg.Record) -> None:
        confirmation = await channel.basic_publish(
            row["body"],
            exchange=EXCHANGE,
            routing_key=row["routing_key"],
            mandatory=True,
            properties=Basic.Properties(
                content_type=CONTENT_TYPE,
                delivery_mode=2,
                message_id=str(row["event_id"]),
                correlation_id=str(row["correlation_id"]),
                message_type=row["type"],
                user_id=self._publisher,
                headers={
                    "partitionkey": row["partition_key"],
                    "recordedat": int(row["recorded_at"].timestamp() * 1000),
                },
            ),
            wait=False,
        )
        if not isinstance(confirmation, Basic.Ack):
            raise ConnectionError("the broker did not take the message")

    async def _give_back(self) -> None:
        async with self._database.connection() as conn:
            await conn.execute(GIVE_BACK, self._owner)
        self._renew_at = 0.0

    async def _measure(self) -> None:
        async with self._database.connection() as conn:
            row = await conn.fetchrow(BACKLOG)
        self.outbox_age = float(row["age"] or 0)
        telemetry.OUTBOX_AGE.set(self.outbox_age)
        telemetry.OUTBOX_SIZE.set(row["size"])
