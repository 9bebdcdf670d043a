"""List the newest readings; it names nobody, and is logged as one list."""

from chassis.db import Transaction
from chassis.web import Actor
from databank.detection.readings import store
from databank.detection.readings.store import ListedReading
from databank.roles import TOEZICHT, log_list

LIST = "readings"
"""Kind of subject of the list, in the access log."""


async def list_readings(
    tx: Transaction, officer: Actor, limit: int
) -> tuple[list[ListedReading], bool]:
    """Those that stand, the last that were found or changed first, and whether there are more."""
    rows = await store.newest_readings(tx.conn, limit + 1)
    shown = rows[:limit]
    await log_list(tx, officer, LIST, f"{len(shown)} lezingen", TOEZICHT)
    return shown, len(rows) > limit
