"""Deliveries, read from the broker's bytes many at a time.

The client reads three frames for each message, field by field, and starts a task: nearly half of
what a message costs its reader. Here what came together is read together, and a message is one
object. What is no delivery, or has properties other than an event's, the client reads as ever.
"""

import asyncio
import struct
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct
from typing import Any, cast

import pamqp.frame
from aio_pika import Connection
from aiormq.abc import AbstractChannel, ConsumerCallback
from aiormq.connection import (
    FrameReceiver,
    TCPTransportFactory,
    TLSTransportFactory,
    TransportFactory,
)
from aiormq.exceptions import AMQPConnectionError, InvalidFrameError
from pamqp.commands import Basic
from pamqp.constants import FRAME_BODY, FRAME_END, FRAME_HEADER, FRAME_METHOD
from pamqp.exceptions import PAMQPException
from pamqp.header import ContentHeader

AT_ONCE = 256 * 1024
"""Bytes that are read together at most."""
HEAD = Struct(">BHI")
SIZE, FLAGS, LONG, LONG_LONG = Struct(">4xQ"), Struct(">H"), Struct(">I"), Struct(">q")
DELIVER = LONG.pack(Basic.Deliver.index)

_FLAGS = Basic.Properties.flags
_CONTENT_TYPE, _HEADERS, _MODE = _FLAGS["content_type"], _FLAGS["headers"], _FLAGS["delivery_mode"]
_NAMES = [_FLAGS[name] for name in ("correlation_id", "message_id", "message_type")]
_USER = _FLAGS["user_id"]
_USUAL = _CONTENT_TYPE | _HEADERS | _MODE | sum(_NAMES) | _USER
_TEXT, _NUMBER = ord("S"), ord("l")


@dataclass(slots=True)
class Message:
    """A message as the broker delivered it, acknowledged by its ``tag``; the broker knows who the
    ``sender`` is."""

    tag: int
    exchange: str
    routing_key: str
    sender: str | None
    headers: dict[str, Any]
    body: bytes


class MessageFrame(Basic.Deliver):
    """A whole message, where the client has the first of its frames."""

    __slots__ = ("message",)

    def __init__(self, message: Message) -> None:
        self.message = message


Frame = tuple[int, int, Any]
"""Its size, of which nobody asks here, its channel, and what it says."""


@dataclass(slots=True)
class _Begun:
    """A message of which not all frames have come."""

    method: bytes
    header: bytes = b""
    size: int = 0
    body: bytes = b""

    def whole(self) -> Message:
        tag, exchange, routing_key = _method(self.method)
        sender, headers = properties(self.header)
        return Message(tag, exchange, routing_key, sender, headers, self.body)


class DeliveryReader:
    """The broker's side of a connection: read frame by frame at first, then many at once."""

    def __init__(self, stream: asyncio.StreamReader) -> None:
        self.at_eof = stream.at_eof
        self.read = stream.read
        self.readexactly = stream.readexactly
        self._ready: deque[Frame] = deque()
        self._begun: dict[int, _Begun] = {}
        self._rest = b""

    async def frame(self) -> Frame:
        """The next frame; raises as the client's own reader does when there is none."""
        while not self._ready:
            if self.at_eof() and not self._rest and not self._begun:
                raise StopAsyncIteration
            try:
                data = await self.read(AT_ONCE)
            except OSError as error:
                raise AMQPConnectionError(f"Server communication error: {error!r}") from error
            if not data:
                raise AMQPConnectionError("Server connection unexpectedly closed")
            self.feed(data)
        return self._ready.popleft()

    def feed(self, data: bytes) -> None:
        """Take bytes in as they come, cut anywhere."""
        if self._rest:
            data = self._rest + data
        start, length = 0, len(data)
        while start + HEAD.size < length:
            kind, channel, size = HEAD.unpack_from(data, start)
            end = start + HEAD.size + size
            if end >= length:
                break
            if data[end] != FRAME_END:
                raise InvalidFrameError("Last byte error")
            content = data[start + HEAD.size : end]
            if channel in self._begun:
                self._go_on(kind, channel, content)
            elif kind == FRAME_METHOD and content.startswith(DELIVER):
                self._begun[channel] = _Begun(content)
            else:
                self._ready.append(_read(data[start : end + 1]))
            start = end + 1
        self._rest = data[start:]

    def _go_on(self, kind: int, channel: int, content: bytes) -> None:
        begun = self._begun[channel]
        if kind == FRAME_HEADER and not begun.header:
            if len(content) < SIZE.size:
                raise InvalidFrameError("a header without a size")
            begun.header, (begun.size,) = content, SIZE.unpack_from(content)
        elif kind == FRAME_BODY and begun.header:
            begun.body = begun.body + content if begun.body else content
        else:
            raise InvalidFrameError("a message broke off")
        if len(begun.body) >= begun.size:
            del self._begun[channel]
            self._ready.append((0, channel, MessageFrame(begun.whole())))


class DeliveryConnection(Connection):
    """A connection for one channel that consumes by :func:`consume`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kwargs["transport_factory"] = _Transport()


class _Transport(TransportFactory):
    async def create(
        self, url: Any, **kwargs: Any
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        kind = TLSTransportFactory if url.scheme == "amqps" else TCPTransportFactory
        reader, writer = await kind().create(url, **kwargs)
        return cast(asyncio.StreamReader, DeliveryReader(reader)), writer


async def consume(
    channel: AbstractChannel,
    queue: str,
    take: Callable[[Message], None],
    *,
    tag: str,
    arguments: dict[str, Any],
) -> None:
    """Have ``take`` called with each message of a queue, in order, on a channel of a
    :class:`DeliveryConnection`."""

    async def deliver(frame: MessageFrame) -> None:
        take(frame.message)

    setattr(channel, "_on_deliver_frame", deliver)  # noqa: B010  # the checker knows no replacing
    never_called = cast(ConsumerCallback, deliver)
    await channel.basic_consume(queue, never_called, arguments=arguments, consumer_tag=tag)


def read_many() -> None:
    """Make the client ask such a reader in this process; repeating it changes nothing."""
    setattr(FrameReceiver, "__anext__", _next)  # noqa: B010  # the checker knows no replacing


async def _next(receiver: FrameReceiver) -> Frame:
    reader = getattr(receiver, "reader", None)
    if isinstance(reader, DeliveryReader):
        return await reader.frame()
    return cast(Frame, await receiver.get_frame())


def properties(header: bytes) -> tuple[str | None, dict[str, Any]]:
    """The sender and the headers of a message, as the client reads them."""
    try:
        return _usual(header)
    except (IndexError, ValueError, struct.error):
        pass  # cut off, or not as usual: the client knows what to make of it
    whole = ContentHeader()
    whole.unmarshal(header)
    return whole.properties.user_id, cast(dict[str, Any], whole.properties.headers or {})


def _usual(header: bytes) -> tuple[str | None, dict[str, Any]]:
    at, sender = SIZE.size + FLAGS.size, None
    headers: dict[str, Any] = {}
    (flags,) = FLAGS.unpack_from(header, SIZE.size)
    if flags & ~_USUAL:
        raise ValueError
    if flags & _CONTENT_TYPE:
        at, _ = _short(header, at)
    if flags & _HEADERS:
        at, headers = _table(header, at)
    if flags & _MODE:
        _ = header[at]
        at += 1
    for flag in _NAMES:
        if flags & flag:
            at, _ = _short(header, at)
    if flags & _USER:
        at, sender = _short(header, at)
    return sender, headers


def _table(data: bytes, at: int) -> tuple[int, dict[str, Any]]:
    """A table of texts and numbers; ValueError for anything else."""
    table: dict[str, Any] = {}
    end = at + LONG.size + int.from_bytes(data[at : at + LONG.size])
    at += LONG.size
    while at < end:
        at, name = _short(data, at)
        kind = data[at]
        at += 1
        if kind == _TEXT:
            begin = at + LONG.size
            at = begin + int.from_bytes(data[at:begin])
            table[name] = data[begin:at].decode()
        elif kind == _NUMBER:
            (table[name],) = LONG_LONG.unpack(data[at : at + LONG_LONG.size])
            at += LONG_LONG.size
        else:
            raise ValueError
    if at != end or end > len(data):
        raise ValueError
    return at, table


def _short(data: bytes, at: int) -> tuple[int, str]:
    end = at + 1 + data[at]
    if end > len(data):
        raise ValueError
    return end, data[at + 1 : end].decode()


def _method(content: bytes) -> tuple[int, str, str]:
    """The tag, the exchange and the routing key of a delivery."""
    try:
        at, _consumer = _short(content, len(DELIVER))
        tag = int.from_bytes(content[at : at + LONG_LONG.size])
        at, exchange = _short(content, at + LONG_LONG.size + 1)
        _, routing_key = _short(content, at)
    except (IndexError, ValueError) as error:
        raise InvalidFrameError("a delivery that says nothing") from error
    return tag, exchange, routing_key


def _read(frame: bytes) -> Frame:
    try:
        return pamqp.frame.unmarshal(frame)
    except PAMQPException as error:
        raise InvalidFrameError(str(error)) from error
