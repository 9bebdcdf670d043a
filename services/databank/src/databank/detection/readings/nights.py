"""Nights: when half-years are measured and records are read again, from the first inspection on."""

from datetime import datetime, time, timedelta

from chassis.bus.timers import ensure
from chassis.days import city_day, city_moment
from chassis.db import Transaction

EXPECTED_RECALL, READ_AGAIN = "expected-recall", "branch-readings"
"""Names of the two timers."""
KEY = "every night"
NIGHT = time(3)


async def await_night(tx: Transaction) -> None:
    """From the first inspection on there is something to measure and to read: timers for the coming
    night, the same ones however often they are asked for."""
    for name in (EXPECTED_RECALL, READ_AGAIN):
        await ensure(tx, name, {KEY: next_night(tx)})


def next_night(tx: Transaction) -> datetime:
    return city_moment(city_day(tx.now) + timedelta(days=1), NIGHT)
