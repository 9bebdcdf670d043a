"""A server under a name that its certificate does not have: 127.0.0.2."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

NAME = "127.0.0.2"


@asynccontextmanager
async def under_another_name(port: int) -> AsyncIterator[int]:
    """Pass every connection on, byte by byte; gives the port under that name."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_copy(reader, back), _copy(there, writer))

    server = await asyncio.start_server(serve, NAME, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    target.close()
