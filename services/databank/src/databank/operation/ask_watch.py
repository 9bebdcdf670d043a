"""Ask the watch, each night, about the days that are over and that nobody measured."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, time, timedelta

import structlog

from chassis.addresses import Trust
from chassis.bus import Parcel, Timer, schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from databank.operation import store
from databank.operation.measure import measure_day
from databank.operation.prometheus import Looks, Prometheus, PrometheusError
from databank.operation.store import Component, Watch
from databank.settings import DatabankSettings

TIMER = "operation-days"
KEY = "every night"
NIGHT = time(1, 30)
AGAIN = timedelta(hours=1)
DAYS_BACK = 14
"""So many days are asked for once more, after a pause; a watch keeps its figures some weeks."""
ASK_SECONDS = 15.0
"""Seconds for all its answers together; what it answered by then is kept."""

log = structlog.get_logger(__name__)


def watch_of(settings: DatabankSettings, trust: Trust) -> Prometheus | None:
    """Raises ``PlainAddressError`` for an address over which others could listen."""
    if settings.prometheus is None:
        return None
    return Prometheus(settings.prometheus.get_secret_value(), settings.prometheus_probe, trust)


@dataclass
class Question:
    """The days that a watch is asked for in one night, which nobody measured, and its answers."""

    watch: Prometheus | None
    days: list[date]
    answers: dict[date, Looks] = field(default_factory=dict)
    is_answered: bool = True

    async def ask(self) -> None:
        if self.watch is None:
            return
        try:
            async with asyncio.timeout(ASK_SECONDS):
                for day in self.days:
                    looks = await self.watch.looks(day)
                    if looks is not None:
                        self.answers[day] = looks
        except (PrometheusError, TimeoutError) as error:
            self.is_answered = False
            log.warning("Prometheus gave no answer", error=str(error) or type(error).__name__)

    async def note(self, tx: Transaction) -> None:
        """Days that somebody sent meanwhile stay as they are; the rest is asked again."""
        known = await _known(tx)
        for day, looks in self.answers.items():
            if day not in known:
                await measure_day(
                    tx, Component.DATABANK, day, Watch.PROMETHEUS, looks.probes, looks.answered
                )
        following = city_moment(city_day(tx.now) + timedelta(days=1), NIGHT)
        if not self.is_answered:
            following = min(following, tx.now + AGAIN)
        await schedule(tx, TIMER, KEY, following)


async def ask_watch(timer: Timer, tx: Transaction, *, watch: Prometheus | None) -> Parcel:
    """Ask about the days that are over; without a watch nothing: they are those people send."""
    known, today = await _known(tx), city_day(tx.now)
    past = [today - timedelta(days=back) for back in range(DAYS_BACK, 0, -1)]
    question = Question(watch, [day for day in past if day not in known])
    return Parcel(question.ask, question.note)


async def _known(tx: Transaction) -> set[date]:
    return await store.measured_since(tx.conn, city_day(tx.now) - timedelta(days=DAYS_BACK))
