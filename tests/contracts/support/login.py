"""One broker login that tries things, and is told by the broker whether it may."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import aiormq
from aiormq.abc import AbstractChannel, AbstractConnection
from aiormq.exceptions import ChannelAccessRefused, ChannelLockedResource
from pamqp.commands import Basic

PARTITIONS = 2
"""Queues per reader on the broker of these tests."""
LANES = 6
Name = TypeVar("Name")
Headers = Mapping[str, Any]
Step = Callable[[AbstractChannel], Awaitable[Any]]
"""Something that a client can ask of the broker on a channel."""


@dataclass
class Login:
    user: str
    connection: AbstractConnection

    @classmethod
    @asynccontextmanager
    async def of(cls, user: str, url: str) -> AsyncIterator["Login"]:
        connection = await aiormq.connect(url)
        try:
            yield cls(user, connection)
        finally:
            await connection.close()

    async def may(self, step: Step) -> bool:
        """Try it. False when the broker refuses it by permission; any other refusal is an error."""
        return await self.which({"it": step}) == {"it"}

    async def which(self, steps: Mapping[Name, Step]) -> set[Name]:
        """Try all of them; the names of those that the broker lets through."""
        waiting = list(steps.items())
        allowed: set[Name] = set()

        async def lane() -> None:
            channel: AbstractChannel | None = None
            while waiting:
                name, step = waiting.pop()
                if channel is None or channel.is_closed:  # a refusal closes it
                    channel = await self.connection.channel(publisher_confirms=True)
                try:
                    await step(channel)
                except ChannelAccessRefused:
                    continue
                allowed.add(name)
            if channel is not None and not channel.is_closed:
                await channel.close()

        await asyncio.gather(*(lane() for _ in range(min(LANES, len(waiting)))))
        return allowed


def publish(
    exchange: str, routing_key: str, *, user_id: str | None = None, copies: Headers | None = None
) -> Step:
    """Publish to an exchange, as ``user_id`` when one is claimed; ``copies`` are headers."""

    async def step(channel: AbstractChannel) -> None:
        properties = Basic.Properties(
            user_id=user_id, headers={"partitionkey": "key", **(copies or {})}, delivery_mode=2
        )
        await channel.basic_publish(
            b"{}", exchange=exchange, routing_key=routing_key, properties=properties
        )

    return step


def get(queue: str) -> Step:
    """Who may read a queue with a single active consumer is told that it knows no ``get``."""

    async def step(channel: AbstractChannel) -> None:
        with suppress(ChannelLockedResource):
            await channel.basic_get(queue, no_ack=True)

    return step


def purge(queue: str) -> Step:
    return lambda channel: channel.queue_purge(queue)


def consume(queue: str) -> Step:
    """Consume, and stop at once, so that the next can."""

    async def step(channel: AbstractChannel) -> None:
        async def ignore(_message: object) -> None:
            return

        confirmed = await channel.basic_consume(queue, ignore, no_ack=True)
        await channel.basic_cancel(str(confirmed.consumer_tag))

    return step


def declare_queue(queue: str, **arguments: Any) -> Step:
    return lambda channel: channel.queue_declare(queue, durable=True, arguments=arguments)


def delete_queue(queue: str) -> Step:
    return lambda channel: channel.queue_delete(queue)


def bind_queue(queue: str, exchange: str) -> Step:
    return lambda channel: channel.queue_bind(queue, exchange, "#")


def unbind_queue(queue: str, exchange: str) -> Step:
    return lambda channel: channel.queue_unbind(queue, exchange, "1")


def declare_exchange(exchange: str, kind: str = "topic", **arguments: Any) -> Step:
    return lambda channel: channel.exchange_declare(
        exchange, exchange_type=kind, durable=True, arguments=arguments
    )


def delete_exchange(exchange: str) -> Step:
    return lambda channel: channel.exchange_delete(exchange)


def bind_exchange(destination: str, source: str) -> Step:
    return lambda channel: channel.exchange_bind(destination, source, "#")


def unbind_exchange(destination: str, source: str) -> Step:
    return lambda channel: channel.exchange_unbind(destination, source, "#")
