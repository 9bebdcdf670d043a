"""The floor: the same guarantees written by hand on aio-pika and asyncpg, and nothing more.

``unnest``, inbox, one ack for many; an outbox published in order with confirms. Ids in the order of
time, batches in turns, statements and the parse of an event are ours: what is compared is the work
around them, so that a ratio above 1 says of a run that its floor was none. It leaves out what is no
guarantee of a message that arrives: seals, metrics, recovery. Of each guarantee it has what every
message costs: a sequence by key under a lock and who was told of it, the lease of the relay, the
sender that the broker proved, the digest of what was received, the look whether a key is held up
and whether its reader catches up. What only few messages meet (a second delivery, a held key, a
refusal, a lost lease) it notices, and ends the measurement.
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
from uuid_utils.compat import uuid7

from chassis.bus.inbox import TAKE
from chassis.bus.outbox import ARCHIVE, NEXT_SEQUENCES, PENDING, WRITE
from chassis.bus.relay import LEASE_SECONDS, RENEW_SECONDS, TAKE_LEASE
from chassis.bus.topology import queue_name
from chassis.bus.turns import Turns
from contracts.pandkalender import ShiftEnded

from .ground import PUBLISHER, READER, Ground, event

LIMIT = 200


@asynccontextmanager
async def consuming(ground: Ground) -> AsyncIterator[None]:
    partitions, turns = range(ground.sandbox.partitions), Turns()
    async with AsyncExitStack() as stack:
        for name, (conn, connection) in zip(
            [queue_name(READER, partition) for partition in partitions],
            await asyncio.gather(*(_connected(ground) for _ in partitions)),
            strict=True,
        ):
            await stack.enter_async_context(_consuming(conn, connection, name, turns))
        yield


async def _connected(ground: Ground) -> tuple[asyncpg.Connection, AbstractConnection]:
    conn, connection = await asyncio.gather(
        asyncpg.connect(ground.url(READER)), aio_pika.connect(ground.amqp(READER))
    )
    return conn, connection


@asynccontextmanager
async def _consuming(
    conn: asyncpg.Connection, connection: AbstractConnection, name: str, turns: Turns
) -> AsyncIterator[None]:
    channel = await connection.channel()
    await channel.set_qos(2 * LIMIT)
    queue = await channel.get_queue(name, ensure=False)
    arrived: asyncio.Queue[Any] = asyncio.Queue()
    await queue.consume(arrived.put)

    async def take(batch: list[AbstractIncomingMessage]) -> None:
        read = [checked(message) for message in batch]
        ids = [event_id for event_id, _ in read]
        digests = [blake2b(message.body, digest_size=16).digest() for message in batch]
        keys = [ended.partition_key for _, ended in read]
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

    async def work() -> None:
        while True:
            async with turns.batch(arrived, lambda: LIMIT) as batch:
                messages: list[Any] = [*batch]
                await take(messages)
            await messages[-1].ack(multiple=True)

    async with asyncio.TaskGroup() as group:  # what fails in it ends the measurement
        task = group.create_task(work())
        yield
        task.cancel()
    await connection.close()
    await conn.close()


def checked(message: AbstractIncomingMessage) -> tuple[UUID, ShiftEnded]:
    """The id and the event of a message, whose sender, type, key and route are what they say."""
    item: dict[str, Any] = orjson.loads(message.body)
    ended = ShiftEnded.model_validate(item["data"])
    proven = item["source"] == f"urn:krachtlijn:service:{message.user_id}"
    if (
        not proven
        or item["type"] != ended.type
        or message.routing_key != ended.routing_key
        or item["partitionkey"] != ended.partition_key
        or item["partitionkey"] != message.headers["partitionkey"]
    ):
        raise AssertionError("what was measured is not what was sent")
    return UUID(item["id"]), ended


def make() -> tuple[UUID, str, dict[str, Any]]:
    """An event's id, its key and the message without its sequence."""
    ended, event_id = event(), uuid7()
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
        told = [orjson.dumps({READER: message["id"]}).decode() for message in messages]
        await conn.execute(
            WRITE,
            ids,
            [message["type"] for message in messages],
            [routing_key] * count,
            keys,
            [UUID(message["correlationid"]) for message in messages],
            bodies,
            keys,
            told,
        )
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
            rows = await conn.fetch(PENDING, LIMIT)
            if not rows:
                await hint.wait()
                continue
            await asyncio.gather(*(publish(row) for row in rows))
            await conn.execute(ARCHIVE, [row["position"] for row in rows])

    async with asyncio.TaskGroup() as group:  # what fails in it ends the measurement
        task = group.create_task(work())
        yield
        task.cancel()
    await connection.close()
    await conn.close()
