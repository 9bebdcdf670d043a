"""Connections that tests use again: a new one costs the servers a hundred times a question.

Each belongs to the event loop on which it was opened, and is closed when that loop ends.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import aio_pika
import asyncpg
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import AMQPError

from chassis.bus.connection import CLOSE_SECONDS


@dataclass
class _OnOneLoop:
    """What was opened on one loop, by address. ``until_the_end`` closes it."""

    stack: AsyncExitStack
    until_the_end: AsyncGenerator[None, None]
    idle: dict[str, list[asyncpg.Connection]] = field(default_factory=dict)
    brokers: dict[str, AbstractConnection] = field(default_factory=dict)
    channels: dict[str, AbstractChannel] = field(default_factory=dict)


class KeptConnections:
    def __init__(self) -> None:
        self._opened: dict[asyncio.AbstractEventLoop, _OnOneLoop] = {}

    @asynccontextmanager
    async def database(self, url: str) -> AsyncIterator[asyncpg.Connection]:
        """A connection for the block alone; leave no setting and no transaction on it."""
        opened = await self._here()
        conn = await self._alive(opened.idle.setdefault(url, []))
        if conn is None:
            conn = await asyncpg.connect(url)
            opened.stack.callback(conn.terminate)
        try:
            yield conn
        except BaseException:
            conn.terminate()  # nobody knows what it still waits for
            raise
        opened.idle[url].append(conn)

    @staticmethod
    async def _alive(idle: list[asyncpg.Connection]) -> asyncpg.Connection | None:
        """One that still answers: its server may have been killed meanwhile."""
        while idle:
            conn = idle.pop()
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await conn.execute("SELECT 1")
                return conn
        return None

    async def channel(self, url: str) -> AbstractChannel:
        """A channel with confirms, for all who ask."""
        opened = await self._here()
        if url not in opened.channels or opened.channels[url].is_closed:
            opened.channels[url] = await self._channel(opened, url)
        return opened.channels[url]

    async def hang_up(self, url: str) -> None:
        """Close the broker's connection to an address; the next who asks gets another."""
        opened = await self._here()
        opened.channels.pop(url, None)
        if connection := opened.brokers.pop(url, None):
            await _close(connection)

    @staticmethod
    async def _channel(opened: _OnOneLoop, url: str) -> AbstractChannel:
        """On the connection that is there, unless it was cut: it knows that only when asked."""
        with suppress(KeyError, RuntimeError, AMQPError, OSError):
            return await opened.brokers[url].channel(publisher_confirms=True)
        opened.brokers[url] = await aio_pika.connect(url)
        opened.stack.push_async_callback(_close, opened.brokers[url])
        return await opened.brokers[url].channel(publisher_confirms=True)

    async def _here(self) -> _OnOneLoop:
        """A loop that ends closes the asynchronous generators that still wait on it: one of them
        holds all that was opened there, so nobody has to say when the tests are over."""
        loop = asyncio.get_running_loop()
        if loop not in self._opened:
            stack = AsyncExitStack()
            stack.callback(self._opened.pop, loop, None)
            self._opened[loop] = _OnOneLoop(stack, _held(stack))
            await anext(self._opened[loop].until_the_end)
        return self._opened[loop]


async def _held(stack: AsyncExitStack) -> AsyncGenerator[None, None]:
    async with stack:
        yield


async def _close(connection: AbstractConnection) -> None:
    with suppress(Exception):
        async with asyncio.timeout(CLOSE_SECONDS):
            await connection.close()
