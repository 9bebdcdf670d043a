"""Tries parked messages again when somebody asked for it, and what waited behind them after.

Per key strictly in order: only the oldest parked message of a key is ever tried. Handler, removal
and record are one transaction, so a message has its effect once, however often this is repeated.
"""

import asyncio
from typing import Any

import structlog

from chassis import telemetry
from chassis.backoff import pause
from chassis.bus import failpoints, parking
from chassis.bus.dispatcher import Delivery, Dispatcher
from chassis.bus.envelope import decode
from chassis.clock import Clock
from chassis.db import Database, is_transient

POLL_SECONDS = 1.0

NEXT = """
SELECT position, sender, in_place, body, requested_by, requested_reason FROM bus_parked AS parked
WHERE consumer = $1 AND (requested_by IS NOT NULL OR reason = 'behind') AND NOT EXISTS (
  SELECT FROM bus_parked AS earlier
  WHERE earlier.consumer = $1 AND earlier.partition_key = parked.partition_key
    AND earlier.position < parked.position
)
ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED
"""
PARK_AGAIN = """
UPDATE bus_parked
SET requested_by = NULL, requested_reason = NULL, attempts = attempts + 1, reason = $2, detail = $3
WHERE position = $1
"""

log = structlog.get_logger("redriver")


class Redriver:
    """Works off redrive requests of one service; any number of instances may run."""

    def __init__(self, database: Database, dispatcher: Dispatcher, clock: Clock) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                while not self._stopping.is_set() and await self.redrive_one():
                    pass
            except Exception as error:
                log.warning("redriver interrupted", error=type(error).__name__)
            await pause(self._stopping, POLL_SECONDS)

    async def redrive_one(self) -> bool:
        """Try the oldest message that may go on; False when there is none."""
        row: Any = None
        try:
            async with self._database.begin(self._clock.now()) as tx:
                row = await tx.conn.fetchrow(NEXT, self._dispatcher.service)
                if row is None:
                    return False
                failpoints.at("redriver.selected")
                delivery = Delivery(
                    decode(row["body"]), row["body"], row["sender"], row["in_place"], None
                )
                await self._dispatcher.dispatch(tx, [delivery])
                failpoints.at("redriver.handled")
                position = [row["position"]]
                actor = row["requested_by"] or "bus"
                reason = row["requested_reason"] or "waited for its key"
                await tx.conn.execute(parking.LOG, position, "redriven", actor, reason)
                await tx.conn.execute(parking.DROP, position)
                failpoints.at("redriver.removed")
        except Exception as error:
            if row is None or is_transient(error):
                raise
            failpoints.at("redriver.failed")
            await self._park_again(row["position"], error)
            failpoints.at("redriver.parked")
            return True
        failpoints.at("redriver.committed")
        telemetry.HANDLED.labels(delivery.envelope.label).inc()
        return True

    async def _park_again(self, position: int, error: Exception) -> None:
        reason, detail = parking.reason_of(error)
        async with self._database.begin(self._clock.now()) as tx:
            await tx.conn.execute(PARK_AGAIN, position, reason, detail)
        log.error("parked again", detail=detail)
