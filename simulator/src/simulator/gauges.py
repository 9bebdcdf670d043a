"""Gauges of the services, from their ``/metrics``: used to wait, and to show.

Never to prove that nothing was lost or doubled: ``check`` compares what was sent with what is held.
"""

import re
from dataclasses import dataclass

from simulator.play.http import Http

_LINE = re.compile(r"^(krachtlijn_\w+?)(\{[^}]*\})? (\S+)$", re.MULTILINE)
_OF_A_KEY = re.compile(r'reason="(key|behind)"')
"""Parked until a seal key comes, and what waits behind: no failure, unless it stays."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """Messages of one service: handled, parked or unreadable, and not yet published."""

    handled: int
    parked: int
    unpublished: int
    awaiting_key: int = 0
    """Of the parked ones, those that wait for a seal key now."""

    def since(self, before: "Gauge") -> "Gauge":
        return Gauge(
            self.handled - before.handled,
            self.parked - before.parked,
            self.unpublished,
            self.awaiting_key,
        )


async def read(http: Http) -> dict[str, Gauge]:
    """Read the gauges of all services."""
    return {service: parse(await http.metrics(service)) for service in http.services}


def parse(text: str) -> Gauge:
    """Add up the samples of a page of metrics."""
    sums: dict[str, float] = {}
    for name, labels, value in _LINE.findall(text):
        if name != "krachtlijn_parked_total" or not _OF_A_KEY.search(labels):
            sums[name] = sums.get(name, 0.0) + float(value)
    awaiting_key = round(sums.get("krachtlijn_key_awaited_messages", 0))
    parked = sums.get("krachtlijn_parked_total", 0) + sums.get("krachtlijn_dead_lettered_total", 0)
    return Gauge(
        handled=round(sums.get("krachtlijn_handled_total", 0)),
        parked=round(parked) + awaiting_key,
        unpublished=round(sums.get("krachtlijn_outbox_events", 0)),
        awaiting_key=awaiting_key,
    )
