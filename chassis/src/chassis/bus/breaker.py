"""The breaker: a reader most of whose messages fail pauses, instead of parking everything.

One bad message hurts only itself, and is parked. When half of the last twenty failed, or all of
them were refused, of two publishers or more, something is wrong here: a release, a table, a secret,
a contract. Then the partition stands at the message in hand, which is tried again and again, and
somebody is told. What one publisher alone tells wrong stops it at a hundred: what others tell
would wait with it. It goes on by itself with the first that has its effect, or when an operator
lets what fails through, to be parked.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import structlog

from chassis import telemetry
from chassis.bus import parking
from chassis.bus.dispatcher import Delivery
from chassis.db import Database, Transaction
from chassis.outages import is_transient
from chassis.rows import fetch_all

LOOKED_AT = 20
"""The last messages of a partition that are looked at. It stands when none of them had its effect,
and two publishers or more told them..."""
MOST = 10
"""...or when so many of them failed that it is not their own fault..."""
OF_ONE = 100
"""...or when none of so many had its effect, whoever told them."""
HAD = ("", "had")
"""What is remembered of a message that had its effect, instead of its publisher and why it was
parked."""
LET_THROUGH_SECONDS = 3600
"""Seconds for which an operator's word holds: nobody lets through what comes next week."""

HOLD = """
INSERT INTO bus_pause AS pause
  (consumer, partition, event_id, type, partition_key, reason, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (consumer, partition) DO UPDATE
SET event_id = EXCLUDED.event_id, type = EXCLUDED.type, partition_key = EXCLUDED.partition_key,
  reason = EXCLUDED.reason, detail = EXCLUDED.detail
RETURNING let_through_at > clock_timestamp() - $8 * interval '1 second'
"""
END = "DELETE FROM bus_pause WHERE consumer = $1 AND partition = $2"
PAUSES = """
SELECT partition, since, event_id, type, detail, let_through_by FROM bus_pause
WHERE consumer = $1 ORDER BY partition
"""
LET_THROUGH = """
WITH let AS (
  UPDATE bus_pause SET let_through_at = clock_timestamp(), let_through_by = $2
  WHERE consumer = $1 RETURNING event_id, type, partition_key, reason, detail, partition
)
INSERT INTO bus_parking_log
  (action, actor, reason, consumer, event_id, type, partition_key, parked_reason, parked_detail)
SELECT 'let-through', $2, $3, $1, event_id, type, partition_key, reason, detail
FROM let ORDER BY partition RETURNING event_id
"""

log = structlog.get_logger("consumer")


@dataclass(frozen=True, slots=True)
class Pause:
    """A partition that stands, at which message, and who let through what fails, if anybody did."""

    partition: int
    since: datetime
    event_id: UUID
    type: str
    detail: str
    let_through_by: str | None


class Breaker:
    """The breaker of one partition at this instance; what it remembers ends with the process."""

    def __init__(self, database: Database, consumer: str, partition: int) -> None:
        self._database = database
        self._of = (consumer, partition)
        self._ends: deque[tuple[str, str]] = deque(maxlen=OF_ONE)
        self.is_open = False
        self._may_be_noted = True
        telemetry.PAUSED.labels(str(partition)).set_function(lambda: float(self.is_open))

    def attach(self) -> None:
        """Take over the partition, with a pause that an earlier process may have noted."""
        self._may_be_noted = True

    def park(self, publisher: str, reason: str) -> None:
        """Note a message that failed, or was refused, and was parked."""
        self._ends.append((publisher, reason))

    async def pass_on(self, count: int) -> None:
        """Note messages that had their effect; with the first of them a pause ends."""
        self._ends.extend([HAD] * min(count, OF_ONE))
        if not count:
            return
        if self.is_open:
            self._ends.clear()
            log.info("goes on", partition=self._of[1])
        if self.is_open or self._may_be_noted:
            async with self._database.connection() as conn:
                await conn.execute(END, *self._of)
            self.is_open = self._may_be_noted = False

    def _must_stand(self, reason: str) -> bool:
        if len(self._ends) == OF_ONE and HAD not in self._ends:
            return True
        last = list(self._ends)[-LOOKED_AT:]
        publishers = {publisher for publisher, _ in last}
        if len(last) == LOOKED_AT and HAD not in last and len(publishers) > 1:
            return True
        failed = sum(why == parking.ERROR for _, why in last)
        return reason == parking.ERROR and failed >= MOST

    async def lets_park(self, delivery: Delivery, reason: str, detail: str) -> bool:
        """Whether a message that failed, or was refused for this reason, may be parked; False while
        the partition must stand."""
        if not self._must_stand(reason):
            return True
        envelope = delivery.envelope
        message = (envelope.id, envelope.type, envelope.partition_key, reason, detail)
        if not self.is_open:
            self.is_open = True
            log.error("paused", partition=self._of[1], event_type=envelope.label, detail=detail)
        try:
            async with self._database.connection() as conn:
                return bool(await conn.fetchval(HOLD, *self._of, *message, LET_THROUGH_SECONDS))
        except Exception as error:
            if is_transient(error):
                return False
            raise


async def pauses(conn: asyncpg.Connection, consumer: str) -> list[Pause]:
    """The partitions of a reader that stand now."""
    return await fetch_all(conn, Pause, PAUSES, consumer)


async def let_through(tx: Transaction, consumer: str, *, actor: str, reason: str) -> int:
    """Let what fails be parked again for an hour; the number of partitions that stood.

    Recorded with actor and reason, for the message at which each stood.
    """
    return len(await tx.conn.fetch(LET_THROUGH, consumer, actor, reason))
