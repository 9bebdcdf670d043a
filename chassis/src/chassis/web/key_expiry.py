"""Keys of requests and forms are forgotten after two days, with the answers beside them."""

import asyncio
from datetime import timedelta

import structlog

from chassis.backoff import pause, repeat
from chassis.db import Database

REMEMBERED = timedelta(days=2)
"""Time in which a second sending of a request or form is known as such."""
FIRST_SECONDS = 30.0
EVERY_SECONDS = 3600.0
FORGET = "DELETE FROM web_form WHERE sent_at < now() - $1::interval"

log = structlog.get_logger("keys of requests")


class KeyExpiry:
    """Looks every hour; any number of instances may run."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        await pause(self._stopping, FIRST_SECONDS)
        await repeat(
            self.forget,
            self._stopping,
            seconds=EVERY_SECONDS,
            log=log,
            failure="keys kept",
        )

    async def forget(self) -> None:
        async with self._database.connection() as conn:
            await conn.execute(FORGET, REMEMBERED)
