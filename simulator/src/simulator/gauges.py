"""Gauges of the services, from their ``/metrics``: used to wait, and to show.

Never to prove that nothing was lost or doubled: ``check`` compares what was sent with what is held.
"""

import re
from dataclasses import dataclass

from simulator.play.http import Http

_LINE = re.compile(r"^(krachtlijn_\w+?)(?:\{[^}]*\})? (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Gauge:
    """Messages of one service: handled, parked or unreadable, and not yet published."""

    handled: int
    parked: int
    unpublished: int

    def since(self, before: "Gauge") -> "Gauge":
        return Gauge(self.handled - before.handled, self.parked - before.parked, self.unpublished)


async def read(http: Http) -> dict[str, Gauge]:
    """Read the gauges of all services."""
    return {service: parse(await http.metrics(service)) for service in http.services}


def parse(text: str) -> Gauge:
    """Add up the samples of a page of metrics."""
    sums: dict[str, float] = {}
    for name, value in _LINE.findall(text):
        sums[name] = sums.get(name, 0.0) + float(value)
    return Gauge(
        handled=round(sums.get("krachtlijn_handled_total", 0)),
        parked=round(
            sums.get("krachtlijn_parked_total", 0) + sums.get("krachtlijn_dead_lettered_total", 0)
        ),
        unpublished=round(sums.get("krachtlijn_outbox_events", 0)),
    )
