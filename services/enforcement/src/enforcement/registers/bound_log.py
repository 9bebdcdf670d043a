"""Bound the log of the register: no row of it is kept longer than five years (art. 44 §5).

Every night, without a person. A log that somebody changed is left as it is, and its alarm calls.
"""

from datetime import timedelta

import structlog

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.web.access_log.chain import TamperedError
from chassis.web.access_log.segments import drop_over

TIMER = "register-log"
KEY = "every night"
HOUR = timedelta(hours=4)

log = structlog.get_logger("register-log")


async def drop_years(tx: Transaction) -> None:
    """Drop the years that are over, and set the clock for the next night."""
    next_night = day_start(city_day(tx.now) + timedelta(days=1)) + HOUR
    await schedule(tx, TIMER, KEY, next_night)
    try:
        dropped = await drop_over(tx.conn)
    except TamperedError as error:
        log.error("access log broken: no year was dropped", position=error.position, why=error.why)
        return
    if dropped.years:
        log.info("years of the access log dropped", years=dropped.years, rows=dropped.rows)
