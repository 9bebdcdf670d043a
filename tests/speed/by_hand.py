"""The floor: the same guarantees written by hand on aio-pika and asyncpg, and nothing more.

Natural micro-batches, ``unnest``, inbox, one ack for many; an outbox published in order with
confirms. No contracts, no seals, no parking, no metrics, no recovery.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import aio_pika
import asyncpg
import orjson
from aio_pika.abc import AbstractIncomingMessage
from pamqp.commands import Basic

from chassis.bus.topology import queue_name

from .ground import PUBLISHER, READER, Ground, event

LIMIT = 200


@asynccontextmanager
async def consuming(ground: Ground) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for partition in range(ground.sandbox.partitions):
            await stack.enter_async_context(_consuming(ground, queue_name(READER, partition)))
        yield


@asynccontextmanager
async def _consuming(ground: Ground, name: str) -> AsyncIterator[None]:
    conn = await asyncpg.connect(ground.url(READER))
    connection = await aio_pika.connect(ground.amqp(READER))
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
            read = [orjson.loads(message.body) for message in batch]
            async with conn.transaction():
                rows = await conn.fetch(
                    "INSERT INTO bus_inbox (consumer, event_id, digest)"
                    " SELECT 'hand', id, '' FROM unnest($1::uuid[]) AS t (id)"
                    " ON CONFLICT DO NOTHING RETURNING event_id",
                    [UUID(item["id"]) for item in read],
                )
                new = {row["event_id"] for row in rows}
                fresh = [item for item in read if UUID(item["id"]) in new]
                await conn.execute(
                    "INSERT INTO effect SELECT id, key, clock_timestamp()"
                    " FROM unnest($1::uuid[], $2::text[]) AS t (id, key)",
                    [UUID(item["id"]) for item in fresh],
                    [item["data"]["shiftId"] for item in fresh],
                )
            await batch[-1].ack(multiple=True)

    async with asyncio.TaskGroup() as group:  # what fails in it ends the measurement
        task = group.create_task(work())
        yield
        task.cancel()
    await connection.close()
    await conn.close()


def body() -> tuple[UUID, str, bytes]:
    ended, event_id = event(), uuid4()
    message = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": f"urn:krachtlijn:service:{PUBLISHER}",
        "type": ended.type,
        "subject": str(ended.shift_id),
        "time": datetime.now(UTC).isoformat(),
        "partitionkey": str(ended.shift_id),
        "sequence": "1",
        "correlationid": str(uuid4()),
        "data": {
            "shiftId": str(ended.shift_id),
            "premisesId": str(ended.premises_id),
            "endedAt": ended.ended_at.isoformat(),
            "early": False,
        },
    }
    return event_id, str(ended.shift_id), orjson.dumps(message)


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
        ids, keys, bodies = zip(*(body() for _ in range(per_commit)), strict=True)
        async with conn.transaction():
            await conn.execute(WRITE, ids, keys, bodies, routing_key)
        hint.set()


@asynccontextmanager
async def relaying(
    ground: Ground, hint: asyncio.Event, publisher: str = PUBLISHER
) -> AsyncIterator[None]:
    conn = await asyncpg.connect(ground.url(publisher))
    connection = await aio_pika.connect(ground.amqp(publisher))
    channel = await (await connection.channel()).get_underlay_channel()

    async def publish(row: asyncpg.Record) -> None:
        await channel.basic_publish(
            row["body"],
            exchange="krachtlijn.events",
            routing_key=row["routing_key"],
            properties=Basic.Properties(
                delivery_mode=2,
                user_id=publisher,
                headers={"partitionkey": row["partition_key"]},
            ),
            wait=False,  # type: ignore[call-arg]
        )

    async def work() -> None:
        while True:
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
