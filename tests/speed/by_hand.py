"""The floor: the same guarantees written by hand on aio-pika and asyncpg, and nothing more.

Natural micro-batches, ``unnest``, inbox, one ack for many; an outbox published in order with
confirms. It leaves out what is no guarantee of a message that arrives: contracts, seals, metrics,
recovery. Of each guarantee it has what every message costs: a sequence by key under a lock, the
lease of the relay, the sender that the broker proved, the digest of what was received, the look
whether a key is held up and whether its reader catches up. What only few messages meet (a second
delivery, a held key, a refusal, a lost lease) it notices, and ends the measurement.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import aio_pika
import asyncpg
import orjson
from aio_pika.abc import AbstractConnection, AbstractIncomingMessage
from pamqp.commands import Basic

from chassis.bus.inbox import TAKE
from chassis.bus.outbox import NEXT_SEQUENCES
from chassis.bus.relay import LEASE_SECONDS, RENEW_SECONDS, TAKE_LEASE
from chassis.bus.topology import queue_name

from .ground import PUBLISHER, READER, Ground, event

LIMIT = 200


@asynccontextmanager
async def consuming(ground: Ground) -> AsyncIterator[None]:
    partitions = range(ground.sandbox.partitions)
    async with AsyncExitStack() as stack:
        for name, (conn, connection) in zip(
            [queue_name(READER, partition) for partition in partitions],
            await asyncio.gather(*(_connected(ground) for _ in partitions)),
            strict=True,
        ):
            await stack.enter_async_context(_consuming(conn, connection, name))
        yield


async def _connected(ground: Ground) -> tuple[asyncpg.Connection, AbstractConnection]:
    conn, connection = await asyncio.gather(
        asyncpg.connect(ground.url(READER)), aio_pika.connect(ground.amqp(READER))
    )
    return conn, connection


@asynccontextmanager
async def _consuming(
    conn: asyncpg.Connection, connection: AbstractConnection, name: str
) -> AsyncIterator[None]:
    channel = await connection.channel()
    await channel.set_qos(2 * LIMIT)
    queue = await channel.get_queue(name, ensure=False)
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    await queue.consume(arrived.put)

    async def work() -> None:
        while True:
            batch = [await arrived.get()]
            while len(batch) < LIMIT and not arrived.empty():
                batch.append(arrived.get_nowait())
            read = [checked(message) for message in batch]
            ids = [UUID(item["id"]) for item in read]
            digests = [blake2b(message.body, digest_size=16).digest() for message in batch]
            keys = [item["data"]["shiftId"] for item in read]
            async with conn.transaction():
                intake = await conn.fetchrow(TAKE, "hand", ids, digests, list(set(keys)))
                if len(intake["claimed"]) < len(ids) or intake["held"] or intake["catching_up"]:
                    raise AssertionError("what was measured came a second time, or was held up")
                await conn.execute(
                    "INSERT INTO effect SELECT id, key, clock_timestamp()"
                    " FROM unnest($1::uuid[], $2::text[]) AS t (id, key)",
                    ids,
                    keys,
                )
            await batch[-1].ack(multiple=True)

    async with asyncio.TaskGroup() as group:  # what fails in it ends the measurement
        task = group.create_task(work())
        yield
        task.cancel()
    await connection.close()
    await conn.close()


def checked(message: AbstractIncomingMessage) -> dict[str, Any]:
    """The message, whose sender, type, key and route are what they say."""
    item: dict[str, Any] = orjson.loads(message.body)
    key = item["partitionkey"]
    proven = item["source"] == f"urn:krachtlijn:service:{message.user_id}"
    if (
        not proven
        or not item["type"].endswith(message.routing_key)
        or key != item["data"]["shiftId"]
        or key != message.headers["partitionkey"]
    ):
        raise AssertionError("what was measured is not what was sent")
    return item


def make() -> tuple[UUID, str, dict[str, Any]]:
    """An event's id, its key and the message without its sequence."""
    ended, event_id = event(), uuid4()
    message = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": f"urn:krachtlijn:service:{PUBLISHER}",
        "type": ended.type,
        "subject": str(ended.shift_id),
        "time": datetime.now(UTC).isoformat(),
        "partitionkey": str(ended.shift_id),
        "correlationid": str(uuid4()),
        "data": {
            "shiftId": str(ended.shift_id),
            "premisesId": str(ended.premises_id),
            "endedAt": ended.ended_at.isoformat(),
            "early": False,
        },
    }
    return event_id, str(ended.shift_id), message


WRITE = """
INSERT INTO bus_outbox (event_id, type, routing_key, partition_key, correlation_id, body)
SELECT id, 'x', $4, key, id, body
FROM unnest($1::uuid[], $2::text[], $3::bytea[]) WITH ORDINALITY AS t (id, key, body, nr)
ORDER BY nr
"""


async def record_all(
    conn: asyncpg.Connection, routing_key: str, hint: asyncio.Event, count: int, per_commit: int
) -> None:
    for _ in range(count // per_commit):
        await record_some(conn, routing_key, per_commit)
        hint.set()


async def record_some(conn: asyncpg.Connection, routing_key: str, count: int) -> list[str]:
    """Record events in one transaction; their keys."""
    ids, keys, messages = zip(*(make() for _ in range(count)), strict=True)
    async with conn.transaction():
        rows = await conn.fetch(NEXT_SEQUENCES, keys, [1] * count)
        sequences = {row["partition_key"]: str(row["last"]) for row in rows}
        bodies = [
            orjson.dumps({**message, "sequence": sequences[key]})
            for key, message in zip(keys, messages, strict=True)
        ]
        await conn.execute(WRITE, ids, keys, bodies, routing_key)
    return [*keys]


@asynccontextmanager
async def relaying(
    ground: Ground, hint: asyncio.Event, publisher: str = PUBLISHER
) -> AsyncIterator[None]:
    conn = await asyncpg.connect(ground.url(publisher))
    connection = await aio_pika.connect(ground.amqp(publisher))
    channel = await (await connection.channel()).get_underlay_channel()

    async def publish(row: asyncpg.Record) -> None:
        confirm = await channel.basic_publish(
            row["body"],
            exchange="krachtlijn.events",
            routing_key=row["routing_key"],
            properties=Basic.Properties(
                delivery_mode=2,
                user_id=publisher,
                headers={"partitionkey": row["partition_key"]},
            ),
            mandatory=True,
            wait=False,  # type: ignore[call-arg]
        )
        if not isinstance(confirm, Basic.Ack):
            raise AssertionError("nobody took the message")

    async def work() -> None:
        owner, leased_at = uuid4(), -RENEW_SECONDS
        while True:
            if monotonic() > leased_at + RENEW_SECONDS:
                leased_at = monotonic()
                if await conn.fetchval(TAKE_LEASE, owner, LEASE_SECONDS) is None:
                    raise AssertionError("another relay has the lease")
            hint.clear()
            rows = await conn.fetch("SELECT * FROM bus_outbox ORDER BY position LIMIT $1", LIMIT)
            if not rows:
                await hint.wait()
                continue
            await asyncio.gather(*(publish(row) for row in rows))
            await conn.execute(
                "WITH gone AS (DELETE FROM bus_outbox WHERE position = ANY($1) RETURNING *)"
                " INSERT INTO bus_archive (position, event_id, type, routing_key, partition_key,"
                " correlation_id, body, recorded_at) SELECT position, event_id, type, routing_key,"
                " partition_key, correlation_id, body, recorded_at FROM gone",
                [row["position"] for row in rows],
            )

    async with asyncio.TaskGroup() as group:  # what fails in it ends the measurement
        task = group.create_task(work())
        yield
        task.cancel()
    await connection.close()
    await conn.close()
