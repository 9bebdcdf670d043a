"""The obvious way: a FastStream handler with a SQLModel session per message."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue
from sqlalchemy import DateTime
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from chassis.bus.topology import queue_name

from .ground import READER, Ground


class Table(SQLModel, registry=registry()):
    pass


class Inbox(Table, table=True):
    __tablename__ = "bus_inbox"
    consumer: str = Field(primary_key=True)
    event_id: UUID = Field(primary_key=True)
    digest: bytes


class Effect(Table, table=True):
    __tablename__ = "effect"
    event_id: UUID = Field(primary_key=True)
    key: str
    at: datetime = Field(sa_type=DateTime(timezone=True))


@asynccontextmanager
async def consuming(ground: Ground) -> AsyncIterator[None]:
    engine = create_async_engine(ground.url(READER).replace("postgresql:", "postgresql+asyncpg:"))
    broker = RabbitBroker(
        ground.amqp(READER), default_channel=Channel(prefetch_count=100), logger=None
    )

    async def handle(body: bytes) -> None:
        message = json.loads(body)
        async with AsyncSession(engine) as session:
            event_id = UUID(message["id"])
            if await session.get(Inbox, ("obvious", event_id)):
                return
            session.add(Inbox(consumer="obvious", event_id=event_id, digest=b""))
            session.add(
                Effect(
                    event_id=event_id,
                    key=message["data"]["shiftId"],
                    at=datetime.now(UTC),
                )
            )
            await session.commit()

    for partition in range(ground.sandbox.partitions):
        # Else a message is lost when the database is busy, and the measurement waits for it.
        broker.subscriber(
            RabbitQueue(queue_name(READER, partition), declare=False),
            ack_policy=AckPolicy.NACK_ON_ERROR,
        )(handle)

    async with broker:
        await broker.start()
        yield
    await engine.dispose()
