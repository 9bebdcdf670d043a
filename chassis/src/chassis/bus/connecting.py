"""Connecting to whichever node of the broker answers."""

import random
from itertools import chain

import aio_pika
from aio_pika.abc import AbstractConnection

CONNECT_SECONDS = 5


async def connect(urls: str, name: str) -> AbstractConnection:
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
                url, timeout=CONNECT_SECONDS, client_properties={"connection_name": name}
            )
        except OSError as error:
            failure = error
    raise failure or ConnectionError("no broker was named")
