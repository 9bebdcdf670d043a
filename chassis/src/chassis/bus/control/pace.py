"""The pace at which this instance's partitions are read, as the operators last ordered."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Self

import structlog

from chassis import telemetry
from chassis.backoff import repeat
from chassis.bus.control import orders
from chassis.bus.control.commands import ReaderOrder
from chassis.db import Database

LOOK_SECONDS = 2.0
"""Seconds after which an order holds at instances other than the one that took it."""

log = structlog.get_logger("pace")


class Pace:
    """The order that holds, looked at every few seconds. Nothing is read before the first look."""

    def __init__(self, database: Database, consumer: str) -> None:
        self._database = database
        self._consumer = consumer
        self._known = asyncio.Event()
        self._stopping = asyncio.Event()
        self._changed = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []
        self.order = ReaderOrder()
        telemetry.PAUSED_BY_OPERATOR.set_function(lambda: float(self.is_paused))

    @classmethod
    def unhindered(cls, database: Database, consumer: str) -> Self:
        """The pace where nobody gives orders: as fast as messages come."""
        pace = cls(database, consumer)
        pace._known.set()
        return pace

    @property
    def is_paused(self) -> bool:
        return self.order.paused

    def limit(self, most: int) -> int:
        """Messages that a batch may have."""
        return min(most, self.order.per_second or most)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` with every new order, from the event loop."""
        self._listeners.append(listener)

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        """Follow what other instances were ordered, until :meth:`stop`."""
        await repeat(
            self.look, self._stopping, seconds=LOOK_SECONDS, log=log, failure="orders not seen"
        )

    async def look(self) -> None:
        """Follow the order that holds now."""
        async with self._database.connection() as conn:
            held = await orders.held(conn, self._consumer)
        self._known.set()
        if held == self.order:
            return
        self.order = held
        log.warning("ordered", paused=held.paused, per_second=held.per_second)
        self._changed.set()
        self._changed = asyncio.Event()
        for listener in self._listeners:
            listener()

    async def wait_while_paused(self, stopping: asyncio.Event) -> None:
        """Return as soon as messages may be taken, or the service stops."""
        await _first_of(self._known, stopping)
        while self.is_paused and not stopping.is_set():
            await _first_of(self._changed, stopping)

    async def rest(self, count: int, stopping: asyncio.Event) -> None:
        """Wait as long as ``count`` messages should have taken, or until another order comes."""
        if self.order.per_second:
            with suppress(TimeoutError):
                async with asyncio.timeout(count / self.order.per_second):
                    await _first_of(self._changed, stopping)


async def _first_of(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
