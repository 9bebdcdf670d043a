"""The watch over the access log: whether its chain still holds, as a gauge."""

import asyncio
from functools import partial
from time import time

import structlog

from chassis import telemetry
from chassis.backoff import pause, repeat
from chassis.db import Database
from chassis.web.access_log.chain import Anchor, TamperedError, verify_chain

FIRST_SECONDS = 10.0
"""Seconds from a start to the first check, which reads the whole log."""
EVERY_SECONDS = 3600.0
WHOLE_EVERY = 24
"""Of so many checks one reads the whole log; the others only what was added."""

EXISTS = "SELECT to_regclass('access_log') IS NOT NULL"

log = structlog.get_logger("access-log")


class AccessLogWatch:
    """Checks every hour what was added, and every day all of it. A service without such a log is
    left alone. Once broken it stays broken until a restart: nothing repairs a chain."""

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self._turn = 0
        self._broken = False
        self._checked = Anchor(0, b"")

    def stop(self) -> None:
        self._stopping.set()

    async def watch(self, database: Database) -> None:
        await pause(self._stopping, FIRST_SECONDS)
        await repeat(
            partial(self.check, database),
            self._stopping,
            seconds=EVERY_SECONDS,
            log=log,
            failure="access log not checked",
        )

    async def check(self, database: Database) -> None:
        if self._broken:
            return
        since = self._checked if self._turn % WHOLE_EVERY else Anchor(0, b"")
        anchors = [self._checked] if self._checked.position else []
        async with database.connection() as conn:
            if not await conn.fetchval(EXISTS):
                return
            if not self._turn:
                telemetry.ACCESS_LOG_CHECKED.set(time())
            try:
                head = await verify_chain(conn, anchors=anchors, since=since.position)
            except TamperedError as error:
                log.error("access log broken", position=error.position, why=error.why)
                telemetry.ACCESS_LOG_BROKEN.set(1)
                self._broken = True
                return
        self._turn += 1
        self._checked = head
        telemetry.ACCESS_LOG_CHECKED.set(time())
