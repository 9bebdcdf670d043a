"""Publishing of recorded events: pipelined, in order, each confirmed by the broker."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from aio_pika.abc import AbstractConnection
from aiormq import Channel
from aiormq.abc import ChannelFrame
from aiormq.exceptions import ChannelAccessRefused, ChannelPreconditionFailed
from pamqp import frame
from pamqp.body import ContentBody
from pamqp.commands import Basic
from pamqp.header import ContentHeader

from chassis.bus.envelope import CONTENT_TYPE
from chassis.bus.outbox import StoredEvent

CONFIRM_SECONDS = 30.0
"""Seconds in which the broker must have confirmed a whole batch."""
TOGETHER = 50
"""Messages in one write. One by one, most of the time would go into writing."""


class UnconfirmedError(ConnectionError):
    """The broker did not confirm everything; nobody knows what it has."""


class RefusedError(UnconfirmedError):
    """The broker closed the channel over a message that it will never take from this login."""


REFUSALS = (ChannelAccessRefused, ChannelPreconditionFailed)


class PublishChannel:
    """A channel with confirms. ``publisher`` is the login, which the broker holds against it.

    After an error it is of no use: nobody knows which confirm belongs to which message.
    """

    def __init__(self, channel: Channel, publisher: str) -> None:
        self._channel = channel
        self._publisher = publisher
        self._methods: dict[tuple[str, str], bytes] = {}

    @classmethod
    async def open(cls, connection: AbstractConnection, publisher: str) -> "PublishChannel":
        channel = await connection.channel(publisher_confirms=True)
        return cls(cast(Channel, await channel.get_underlay_channel()), publisher)

    @property
    def is_closed(self) -> bool:
        return self._channel.is_closed

    async def send(self, exchange: str, events: Sequence[StoredEvent], *, prefix: str = "") -> None:
        """Send events of outbox or archive in order, and wait until the broker has them all.

        Raises when it has not; then any number of them may have been taken. The client cancels what
        waits on a lost connection, so each single confirm is looked at.
        """
        confirms: list[asyncio.Future[object]] = []
        left = iter(events)
        async with asyncio.timeout(CONFIRM_SECONDS):
            while some := list(islice(left, TOGETHER)):
                confirms += await self._write(exchange, some, prefix)
            outcomes = await asyncio.gather(*confirms, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise self._failure(outcome) from outcome
            if not isinstance(outcome, Basic.Ack):
                raise UnconfirmedError("nobody took the message")
        for event in events:
            self._channel.message_id_delivery_tag.pop(str(event.event_id), None)

    def _failure(self, outcome: BaseException) -> UnconfirmedError:
        """The client may cancel what waits; why the channel was closed, it knows itself."""
        cause: BaseException | None = outcome
        closing = self._channel.closing
        if isinstance(outcome, asyncio.CancelledError) and closing.done():
            cause = None if closing.cancelled() else closing.exception()
        if isinstance(cause, REFUSALS):
            return RefusedError(type(cause).__name__)
        return UnconfirmedError(type(outcome).__name__)

    async def _write(
        self, exchange: str, events: Sequence[StoredEvent], prefix: str
    ) -> list[asyncio.Future[object]]:
        """As the channel's own ``basic_publish`` does for one; the confirms to come."""
        channel, confirms, parts = self._channel, [], []
        async with channel.lock:
            for event in events:
                channel.delivery_tag += 1
                confirm = channel.create_future()
                channel.confirmations[channel.delivery_tag] = confirm
                channel.message_id_delivery_tag[str(event.event_id)] = channel.delivery_tag
                confirms.append(confirm)
                parts.append(self._method(exchange, prefix + event.routing_key))
                parts.append(self._header(event))
                parts.extend(self._contents(event.body))
            await channel.write_queue.put(ChannelFrame(b"".join(parts), should_close=False))
        return confirms

    def _method(self, exchange: str, routing_key: str) -> bytes:
        """There are few of them: one for each event and reader."""
        known = self._methods.get((exchange, routing_key))
        if known is None:
            method = Basic.Publish(exchange=exchange, routing_key=routing_key, mandatory=True)
            known = self._methods[exchange, routing_key] = frame.marshal(
                method, self._channel.number
            )
        return known

    def _header(self, event: StoredEvent) -> bytes:
        properties = Basic.Properties(
            content_type=CONTENT_TYPE,
            delivery_mode=2,
            message_id=str(event.event_id),
            correlation_id=str(event.correlation_id),
            message_type=event.type,
            user_id=self._publisher,
            headers={
                "partitionkey": event.partition_key,
                "recordedat": int(event.recorded_at.timestamp() * 1000),
            },
        )
        header = ContentHeader(properties=properties, body_size=len(event.body))
        return frame.marshal(header, self._channel.number)

    def _contents(self, body: bytes) -> Iterator[bytes]:
        most = self._channel.max_content_size
        for start in range(0, len(body), most):
            yield frame.marshal(ContentBody(body[start : start + most]), self._channel.number)
