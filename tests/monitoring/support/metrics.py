"""The metrics that the services expose, and the jobs of every night."""

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
from prometheus_client.registry import Collector

import databank.app  # noqa: F401
import enforcement.app  # noqa: F401
import pandkalender.app  # noqa: F401
import registry.app  # noqa: F401
import reporting.app  # noqa: F401
from launcher import bus_completeness, server_certificates
from launcher.backup import commands as backup

SUFFIXES: dict[type, list[str]] = {
    Counter: ["_total"],
    Gauge: [""],
    Histogram: ["_bucket", "_sum", "_count"],
}


def series() -> dict[str, set[str]]:
    """Every series of ours with its labels, whether it has a value by now or not."""
    found: dict[str, set[str]] = {}
    for collector in _collectors():
        suffixes = SUFFIXES.get(type(collector))
        if suffixes is None:  # one that makes its metrics at each scrape
            for metric in collector.collect():
                if metric.name.startswith("krachtlijn_"):
                    found[metric.name] = set(getattr(metric, "_labelnames", ()))
            continue
        for suffix in suffixes:
            found[collector._name + suffix] = {*collector._labelnames, "le"}  # type: ignore[attr-defined]
    return {name: labels for name, labels in found.items() if name.startswith("krachtlijn_")}


def families() -> set[str]:
    """The metrics by the names under which the handbook explains them."""
    return {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count")
        for name in series()
    }


def _collectors() -> list[Collector]:
    staying = (backup, bus_completeness, server_certificates)
    registries = (REGISTRY, *(each.REGISTRY for each in staying))
    return [each for registry in registries for each in registry._collector_to_names]
