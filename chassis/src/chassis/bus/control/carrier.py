"""FastStream on our own connections: the one place that touches what the library keeps to itself.

Its own connection knows one address, and tries to come back there for ever. Here its loss is told,
so that whoever runs it ends it and begins anew, at any node that answers.
"""

from collections.abc import Callable
from typing import Any, cast

from aio_pika import RobustConnection
from aio_pika.abc import AbstractConnection
from faststream.rabbit import Channel, RabbitBroker, RabbitExchange, RabbitQueue

from chassis.bus.connection import connect
from chassis.bus.topology import ANSWERS, CONTROL

AHEAD = 10
"""Messages that are taken ahead: commands are few."""


class Carrier(RabbitBroker):
    """A FastStream broker over one connection to any of ``urls``; ``lost`` is called at its end."""

    def __init__(self, urls: str, name: str, lost: Callable[[], object] | None = None) -> None:
        super().__init__(
            urls.split(",", maxsplit=1)[0],
            logger=None,
            default_channel=Channel(prefetch_count=AHEAD),
            app_id=None,
            graceful_timeout=1.0,
        )
        self._urls = urls
        self._name = name
        self._lost = lost

    async def _connect(self) -> RobustConnection:
        connection = await connect(self._urls, self._name, RobustConnection)
        if self._lost is not None:
            connection.close_callbacks.add(self._note_loss)
        robust = cast("RobustConnection", connection)
        if self._channel is None:
            self.config.connect(robust)
            self._channel = await self.config.channel_manager.get_channel()
        return robust

    def _note_loss(self, _connection: AbstractConnection | None, _why: Any) -> None:
        if self._lost is not None:
            self._lost()


def standing_queue(name: str) -> RabbitQueue:
    """A queue that the administrator declared, and that no service may declare itself."""
    return RabbitQueue(name, declare=False)


CONTROL_EXCHANGE = RabbitExchange(CONTROL, declare=False)
ANSWERS_EXCHANGE = RabbitExchange(ANSWERS, declare=False)
