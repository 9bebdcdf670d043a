"""Connections to any node of the broker that answers, without waiting for one that hangs."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import chain

import aio_pika
import aiormq
from aio_pika import Connection
from aio_pika.abc import AbstractConnection
from aio_pika.connection import make_url

CONNECT_SECONDS = 5
CLOSE_SECONDS = 3
HEARTBEAT_SECONDS = 4
"""Every half of it each side says that it is there. The broker gives up a client that is silent for
about twice as long."""
SILENT_HEARTBEATS = 1.4
"""Heartbeats, each with one second more, after which a silent broker is given up: 7 seconds. The
client looks every 2 seconds, so that after 9 at most the service is not ready, and tries another
node."""

aiormq.Connection.HEARTBEAT_GRACE_MULTIPLIER = SILENT_HEARTBEATS  # type: ignore[assignment]


@asynccontextmanager
async def connected(
    urls: str, name: str, kind: type[Connection] = Connection
) -> AsyncIterator[AbstractConnection]:
    """A connection for as long as the block lasts; a broker that hangs does not hold up its end."""
    connection = await connect(urls, name, kind)
    try:
        yield connection
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await connection.close()


async def connect(urls: str, name: str, kind: type[Connection] = Connection) -> AbstractConnection:
    """A connection to one of ``urls`` (comma separated, same login on every node).

    The first node is drawn by lot, so that clients spread; the others are tried in turn. Raises the
    last node's error when none answers. It does not reconnect: the caller's loop does.
    """
    nodes = urls.split(",")
    start = random.randrange(len(nodes))  # noqa: S311  # spreading, not a secret
    failure: Exception | None = None
    for url in chain(nodes[start:], nodes[:start]):
        try:
            return await aio_pika.connect(
                make_url(url, heartbeat=HEARTBEAT_SECONDS),
                timeout=CONNECT_SECONDS,
                client_properties={"connection_name": name},
                connection_class=kind,
            )
        except OSError as error:
            failure = error
    raise failure or ConnectionError("no broker was named")
