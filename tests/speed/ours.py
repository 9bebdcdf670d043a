"""The bus itself, as services use it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from chassis.bus import record
from chassis.bus.consumer import Consumer
from chassis.bus.dispatcher import Dispatcher
from chassis.bus.handlers import Batched
from chassis.bus.relay import Relay
from chassis.bus.turns import Turns
from chassis.clock import SystemClock
from chassis.db import Database, Transaction
from contracts import Event, events_for
from contracts.pandkalender import ShiftEnded

from .ground import PUBLISHER, READER, Ground, Table, event

now = SystemClock().now


async def note(items: Sequence[tuple[ShiftEnded, Transaction]]) -> None:
    conn = items[0][1].conn
    await conn.execute(
        "INSERT INTO effect SELECT id, key, clock_timestamp()"
        " FROM unnest($1::uuid[], $2::text[]) AS t (id, key)",
        [tx.cause.causation_id for _, tx in items],
        [str(ended.shift_id) for ended, _ in items],
    )


async def slowly(ended: ShiftEnded, tx: Transaction) -> None:
    """A handler that spends 5 ms waiting, as one that asks another system does."""
    await asyncio.sleep(0.005)
    await note([(ended, tx)])


@asynccontextmanager
async def consuming(
    ground: Ground, handler: Any = None, *, partition: int | None = None
) -> AsyncIterator[None]:
    """One partition, or all as a service with a consumer for each."""
    partitions = range(ground.sandbox.partitions) if partition is None else [partition]

    async def nothing(_event: Any, _tx: Transaction) -> None:
        return

    table: Table = dict.fromkeys(events_for(READER), nothing)
    table[ShiftEnded] = handler or Batched(note)
    database = Database(ground.url(READER), connections=len(partitions) + 7)
    dispatcher = Dispatcher(READER, table, ground.sandbox.opener(READER), SystemClock())
    turns = Turns()
    consumers = [
        Consumer(
            ground.amqp(READER),
            database,
            dispatcher,
            SystemClock(),
            partition=number,
            turns=turns,
        )
        for number in partitions
    ]
    tasks = [asyncio.create_task(consumer.run()) for consumer in consumers]
    yield
    for consumer in consumers:
        consumer.stop()
    await asyncio.gather(*tasks)
    await database.close()


@asynccontextmanager
async def relaying(
    ground: Ground, database: Database, publisher: str = PUBLISHER
) -> AsyncIterator[None]:
    relay = Relay(publisher, ground.amqp(publisher), database)
    database.after_commit(relay.wake)
    task = asyncio.create_task(relay.run())
    yield
    relay.stop()
    await task


async def record_all(
    database: Database,
    count: int,
    per_commit: int = 10,
    make: Callable[[], Event] = event,
) -> None:
    for _ in range(count // per_commit):
        async with database.begin(now()) as tx:
            for _ in range(per_commit):
                record(tx, make())
