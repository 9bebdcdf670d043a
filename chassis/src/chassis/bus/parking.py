"""Where a message waits that could not be handled, and with it all later ones of its key.

Sealed fields stay sealed here. The detail names error types and places, never values.
"""

import traceback
from collections.abc import Sequence
from pathlib import Path

from chassis.bus.envelope import Envelope
from chassis.db import Transaction
from chassis.errors import RejectedError

PARK = """
INSERT INTO bus_parked
  (consumer, event_id, type, partition_key, body, reason, detail, attempts)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

HELD = """
SELECT DISTINCT partition_key FROM bus_parked
WHERE consumer = $1 AND partition_key = ANY($2::text[])
"""


async def park(
    tx: Transaction,
    consumer: str,
    envelope: Envelope,
    body: bytes,
    reason: str,
    detail: str,
    attempts: int,
) -> None:
    """Keep a message with the reason why it was not handled."""
    await tx.conn.execute(
        PARK,
        consumer,
        envelope.id,
        envelope.type,
        envelope.partition_key,
        body,
        reason,
        detail,
        attempts,
    )


async def held_keys(tx: Transaction, consumer: str, keys: Sequence[str]) -> set[str]:
    """The keys that have a parked message, so that later ones must wait behind it."""
    rows = await tx.conn.fetch(HELD, consumer, list(keys))
    return {row["partition_key"] for row in rows}


def reason_of(error: Exception) -> tuple[str, str]:
    """A short reason and a detail that is safe to store and show."""
    if isinstance(error, RejectedError):
        return "rejected", str(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return "error", f"{type(error).__name__} at {place}"
