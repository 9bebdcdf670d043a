"""Sending recorded events: pipelined, in order, each confirmed by the broker."""

import asyncio
from collections.abc import Sequence
from typing import cast

import asyncpg
from aio_pika.abc import AbstractConnection
from aiormq import Channel
from pamqp.commands import Basic

from chassis.bus.envelope import CONTENT_TYPE

CONFIRM_SECONDS = 30.0


class UnconfirmedError(ConnectionError):
    """The broker did not confirm everything; nobody knows what it has."""


class Publishing:
    """A channel with confirms. ``publisher`` is the login, which the broker holds against it."""

    def __init__(self, channel: Channel, publisher: str) -> None:
        self._channel = channel
        self._publisher = publisher

    @classmethod
    async def open(cls, connection: AbstractConnection, publisher: str) -> "Publishing":
        channel = await connection.channel(publisher_confirms=True)
        return cls(cast(Channel, await channel.get_underlay_channel()), publisher)

    @property
    def is_closed(self) -> bool:
        return self._channel.is_closed

    async def send(
        self, exchange: str, rows: Sequence[asyncpg.Record], *, prefix: str = ""
    ) -> None:
        """Send rows of outbox or archive in order, and wait until the broker has them all.

        Raises when it has not; then any number of them may have been taken. The client cancels what
        waits on a lost connection, so each single confirm is looked at.
        """
        async with asyncio.timeout(CONFIRM_SECONDS):
            outcomes = await asyncio.gather(
                *(self._send_one(exchange, row, prefix) for row in rows), return_exceptions=True
            )
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise UnconfirmedError(type(outcome).__name__) from outcome

    async def _send_one(self, exchange: str, row: asyncpg.Record, prefix: str) -> None:
        confirmation = await self._channel.basic_publish(
            row["body"],
            exchange=exchange,
            routing_key=prefix + row["routing_key"],
            mandatory=True,
            properties=Basic.Properties(
                content_type=CONTENT_TYPE,
                delivery_mode=2,
                message_id=str(row["event_id"]),
                correlation_id=str(row["correlation_id"]),
                message_type=row["type"],
                user_id=self._publisher,
                headers={
                    "partitionkey": row["partition_key"],
                    "recordedat": int(row["recorded_at"].timestamp() * 1000),
                },
            ),
            wait=False,
        )
        if not isinstance(confirmation, Basic.Ack):
            raise ConnectionError("nobody took the message")
