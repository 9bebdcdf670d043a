"""The indicators of the running month and year as Prometheus gauges, from a short-lived cache.

A scrape shows what is cached and asks for fresh figures when they are older than 15 seconds, so
the figures of a scrape are at most one scrape old and a hasty scraper costs nothing. The labels are
the id of the indicator, the code of its part and the kind of period: a few hundred series at most.
"""

import asyncio
from collections.abc import Iterator
from time import monotonic, time

import structlog
from prometheus_client import REGISTRY, Gauge
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chassis.clock import Clock
from chassis.days import city_day
from chassis.db import Database
from chassis.outages import is_transient
from contracts.codes import CountKind
from reporting.indicators import compute
from reporting.indicators.compute import Figure
from reporting.periods.rules import Period, PeriodKind

FRESH_SECONDS = 15.0
NAME = "krachtlijn_indicator"
HELP = "Indicators of the action plan in the running month and year"

COMPUTED = Gauge(
    "krachtlijn_figures_timestamp_seconds", "When the indicators were last computed for a scrape"
)

OF_PERSONS = frozenset({CountKind.PERSONEN, CountKind.HANDELINGEN})
"""What is in no metric: a scrape keeps every step of a figure, and one is somebody."""

log = structlog.get_logger("gauges")


class IndicatorGauges(Collector):
    """Shows the figures of one database; nothing before the first refresh."""

    def __init__(self) -> None:
        self._database: Database | None = None
        self._clock: Clock | None = None
        self._figures: list[Figure] = []
        self._asked_at: float | None = None
        self.refreshing: asyncio.Task[None] | None = None

    def show(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._figures, self._asked_at = [], None
        COMPUTED.set(time())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        self._refresh_if_stale()
        family = GaugeMetricFamily(NAME, HELP, labels=["id", "part", "period"])
        for figure in self._figures:
            for part, value in _values(figure):
                family.add_metric([figure.entry.id, part, figure.period.kind], value)
        yield family

    def _refresh_if_stale(self) -> None:
        stale = self._asked_at is None or monotonic() - self._asked_at > FRESH_SECONDS
        if self._database is None or not stale:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a registry may be read without a server, e.g. at registration
            return
        self._asked_at = monotonic()
        self.refreshing = loop.create_task(self.refresh())

    async def refresh(self) -> None:
        if self._database is None or self._clock is None:
            return
        now = self._clock.now()
        fresh: list[Figure] = []
        try:
            async with self._database.begin(now) as tx:
                for kind in (PeriodKind.MAAND, PeriodKind.JAAR):
                    fresh += await compute.compute(tx, Period.containing(city_day(now), kind))
        except Exception as error:
            if not is_transient(error):
                raise
            log.warning("gauges not refreshed", error=type(error).__name__)
            return
        self._figures = fresh
        COMPUTED.set(time())


def _values(figure: Figure) -> Iterator[tuple[str, float]]:
    if figure.outcome.value is not None and figure.entry.counts not in OF_PERSONS:
        yield "", figure.outcome.value
    for part in figure.outcome.parts:
        if part.value is not None and figure.entry.counted(part.code) not in OF_PERSONS:
            yield part.code, part.value


GAUGES = IndicatorGauges()
REGISTRY.register(GAUGES)
