"""Ask the watch, each night, about the days that are over and that nobody measured."""

from datetime import date, time, timedelta

import structlog

from chassis.addresses import Trust
from chassis.bus import Timer, schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from databank.operation import store
from databank.operation.measure import measure_day
from databank.operation.prometheus import Prometheus, PrometheusError
from databank.operation.store import Component, Watch
from databank.settings import DatabankSettings

TIMER = "operation-days"
KEY = "every night"
NIGHT = time(1, 30)
AGAIN = timedelta(hours=1)
DAYS_BACK = 14
"""So many days are asked for once more, after a pause; a watch keeps its figures some weeks."""

log = structlog.get_logger(__name__)


def watch_of(settings: DatabankSettings, trust: Trust) -> Prometheus | None:
    """Raises ``PlainAddressError`` for an address over which others could listen."""
    if settings.prometheus is None:
        return None
    return Prometheus(settings.prometheus.get_secret_value(), settings.prometheus_probe, trust)


async def ask_watch(timer: Timer, tx: Transaction, *, watch: Prometheus | None) -> None:
    """Without a watch nothing is asked: the days are those that people send."""
    following = city_moment(city_day(tx.now) + timedelta(days=1), NIGHT)
    if watch is not None:
        try:
            await measure_days(tx, watch)
        except PrometheusError as error:
            log.warning("Prometheus gave no answer", error=str(error))
            following = min(following, tx.now + AGAIN)
    await schedule(tx, TIMER, KEY, following)


async def measure_days(tx: Transaction, watch: Prometheus) -> list[date]:
    """The days that were measured now: a day that is there, whoever sent it, stays as it is.

    Raises ``PrometheusError``; what it answered before is kept.
    """
    today, measured = city_day(tx.now), []
    known = await store.measured_since(tx.conn, today - timedelta(days=DAYS_BACK))
    for back in range(DAYS_BACK, 0, -1):
        day = today - timedelta(days=back)
        looks = None if day in known else await watch.looks(day)
        if looks is not None:
            await measure_day(
                tx, Component.DATABANK, day, Watch.PROMETHEUS, looks.probes, looks.answered
            )
            measured.append(day)
    return measured
