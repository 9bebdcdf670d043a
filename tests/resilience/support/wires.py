"""A wire between the toys and a server, that can be cut, fall silent, forget, or be slow."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 65_536
DEAD_ON_CLOSE = struct.pack("ii", 1, 0)
"""The option with which closing says so at once (RST), and throws away what was under way."""

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Gate:
    """Lets bytes through in one direction, or keeps them."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self.delay = 0.0

    def shut(self) -> None:
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    async def passed(self) -> None:
        await self._open.wait()
        if self.delay:
            await asyncio.sleep(self.delay)


@dataclass(eq=False)
class _Link:
    """One connection over the wire, and whether anything of it still goes through."""

    client: Stream
    server: Stream
    tasks: list[asyncio.Task[None]] = field(default_factory=list)


class Wire:
    """Carries connections to ``127.0.0.1:target``; toys are told ``port`` instead.

    What was sent into a silence arrives when it ends, as with packets that are sent again. A server
    hears nothing of a forgotten connection, for ever: not even that its client is gone.
    """

    def __init__(self, target: int) -> None:
        self.port = 0
        self.forth, self.back = Gate(), Gate()
        self._target = target
        self._listener: asyncio.Server | None = None
        self._links: set[_Link] = set()
        self._forgotten: list[_Link] = []

    @classmethod
    @asynccontextmanager
    async def to(cls, target: int) -> AsyncIterator["Wire"]:
        wire = cls(target)
        await wire._listen()
        try:
            yield wire
        finally:
            await wire._close()

    async def cut(self) -> None:
        """Both ends learn of it at once, and nobody gets through until :meth:`mend`."""
        await self._stop_listening()
        for link in list(self._links):
            _end(link)

    def fall_silent(self) -> None:
        """Connections stay, and nothing passes in either direction; nobody is told."""
        self.forth.shut()
        self.back.shut()

    def swallow_answers(self) -> None:
        """What the toys send arrives, and what the server says to it does not."""
        self.back.shut()

    def be_slow(self, seconds: float) -> None:
        """Each direction takes so much longer."""
        self.forth.delay = self.back.delay = seconds

    def forget(self) -> None:
        """As a firewall does that starts anew: it knows of none of the connections any more.

        A client learns so when it next says something; the server is told nothing.
        """
        for link in list(self._links):
            self._links.discard(link)
            self._forgotten.append(link)
            for task in link.tasks:
                task.cancel()
            link.tasks = [asyncio.create_task(_refuse(link.client))]

    async def mend(self) -> None:
        """All is well again; what was kept goes on."""
        self.be_slow(0)
        for gate in (self.forth, self.back):
            gate.open()
        if self._listener is None:
            await self._listen()

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            _drop(writer)
            return
        link = _Link((reader, writer), server)
        self._links.add(link)
        link.tasks = [
            asyncio.create_task(self._pump(link, reader, server[1], self.forth)),
            asyncio.create_task(self._pump(link, server[0], writer, self.back)),
        ]

    async def _pump(
        self,
        link: _Link,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        gate: Gate,
    ) -> None:
        """Ends both directions with one, as neither broker nor database speaks to half a peer."""
        try:
            while data := await source.read(CHUNK):
                await gate.passed()
                sink.write(data)
                await sink.drain()
            await gate.passed()
        except OSError:
            await gate.passed()
        self._links.discard(link)
        for _, writer in (link.client, link.server):
            writer.close()

    async def _close(self) -> None:
        await self._stop_listening()
        for link in (*self._links, *self._forgotten):
            _end(link)
        self._links.clear()


def _end(link: _Link) -> None:
    for task in link.tasks:
        task.cancel()
    for _, writer in (link.client, link.server):
        _drop(writer)


def _drop(writer: asyncio.StreamWriter) -> None:
    end: socket.socket | None = writer.get_extra_info("socket")
    if end is not None:
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, DEAD_ON_CLOSE)
    writer.transport.abort()


async def _refuse(client: Stream) -> None:
    reader, writer = client
    with suppress(OSError):
        await reader.read(1)
    _drop(writer)
