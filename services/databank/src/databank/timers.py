"""What happens when a term of the databank ends. Timers flag; they decide nothing (DP-09)."""

from uuid import UUID

from chassis.bus import Timer, TimerHandler
from chassis.db import Transaction
from databank.observing import OVERDUE
from databank.store import contacts


async def flag_first_contact(timer: Timer, tx: Transaction) -> None:
    await contacts.flag_overdue(tx.conn, UUID(timer.key))


TIMERS: dict[str, TimerHandler] = {OVERDUE: flag_first_contact}
