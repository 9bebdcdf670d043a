"""Read again, each night, who was seen in two branches: absence changes readings by itself."""

from chassis.bus import Timer
from chassis.bus.timers import schedule
from chassis.days import service_day
from chassis.db import Transaction
from databank.detection.readings import store
from databank.detection.readings.nights import KEY, READ_AGAIN, next_night
from databank.detection.readings.whole_record import half_year, learned_chances


async def read_again(timer: Timer, tx: Transaction) -> None:
    """The chances of the half-year are learned in its first night, if nobody asked before."""
    held = await store.looks_held(tx.conn, tx.now)
    await learned_chances(tx, half_year(service_day(tx.now)), held)
    await store.note_everybody(tx.conn)
    await schedule(tx, READ_AGAIN, KEY, next_night(tx))
