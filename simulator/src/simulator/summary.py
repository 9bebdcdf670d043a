"""Summary of a run: one JSON document, and the same in words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

MOST_P99_MS = 250.0
"""Milliseconds between the accepted request and the branch shift on the bus, at full speed."""
OK = "ok"


@dataclass(frozen=True)
class Summary:
    """``troubles`` are sentences about what went otherwise than it should, from any part.

    ``indicators`` has the value of each, or where it has no headline its figures by dimension; none
    where there is no figure. ``repeated`` counts publications of an event that was published
    before: the bus may do that, and no service may do anything twice because of it. ``ends_at`` is
    the city's last moment.
    """

    events: Mapping[str, int]
    branch_shifts: Mapping[str, int]
    latency_ms: Mapping[str, float | None]
    scenarios: Mapping[str, str]
    indicators: Mapping[str, Any]
    seconds: float
    days: int
    ends_at: datetime
    seed: int
    requests: int
    measures: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    """Breakdowns of the measures' indicators, by indicator and year."""
    past: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Figures of the years behind the city, compared with the truth, by year."""
    operations: Mapping[str, int] = field(default_factory=dict)
    """An operator's pause of a reader: how long it stood, and what waited for it meanwhile; and
    what waited for a seal key that came late."""
    repeated: int = 0
    troubles: Sequence[str] = field(default_factory=tuple)

    @property
    def wrong(self) -> list[str]:
        """Reasons why this run is a failure; empty when all is as it should be."""
        reasons = [
            f"{self.events[kind]} events {kind}"
            for kind in ("lost", "doubled", "parked")
            if self.events[kind]
        ]
        reasons += [
            f"{self.branch_shifts[kind]} branch shifts {kind}"
            for kind in ("missed", "false")
            if self.branch_shifts[kind]
        ]
        reasons += [
            f"scenario {number}: {outcome}"
            for number, outcome in self.scenarios.items()
            if outcome != OK
        ]
        return [*reasons, *self.troubles]

    @property
    def slow(self) -> list[str]:
        """Steps that took longer than they should; no failure, as a busy machine is slow too."""
        p99 = self.latency_ms["p99"]
        if p99 is None or p99 <= MOST_P99_MS:
            return []
        return [f"detection took {p99:.0f} ms (p99), more than {MOST_P99_MS:.0f} ms"]

    def document(self) -> dict[str, Any]:
        return {
            "events": dict(self.events),
            "branchShifts": dict(self.branch_shifts),
            "detectionLatencyMs": dict(self.latency_ms),
            "scenarios": dict(self.scenarios),
            "indicators": dict(self.indicators),
            "measures": dict(self.measures),
            "past": dict(self.past),
            "operations": dict(self.operations),
            "seconds": round(self.seconds, 1),
            "days": self.days,
            "endsAt": self.ends_at,
            "seed": self.seed,
            "wrong": self.wrong,
            "slow": self.slow,
        }

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(orjson.dumps(self.document(), option=orjson.OPT_INDENT_2) + b"\n")

    def words(self) -> list[str]:
        """A few sentences for the one who watched."""
        events, shifts, scenarios = self.events, self.branch_shifts, self.scenarios
        fine = sum(outcome == OK for outcome in scenarios.values())
        lines = [
            f"{self.days} days in {self.seconds:.0f} s: some {round(self.requests, -2):,} requests"
            f" led to {events['published']:,} events, handled {events['handled']:,} times.",
            f"Lost: {events['lost']}. Doubled: {events['doubled']}. Parked: {events['parked']}.",
            f"Branch shifts: {shifts['detected']} of {shifts['expected']} found,"
            f" {shifts['missed']} missed, {shifts['false']} false. Of {shifts['announced']}"
            f" announced, {shifts['confirmed']} came true and {shifts['withdrawn']} were"
            " withdrawn.",
        ]
        if "pauses" in self.operations:
            lines.append(
                f"An operator paused a reader for {self.operations['pausedMs']:,} ms:"
                f" {self.operations['heldEvents']} events waited for it."
            )
        if awaited := self.operations.get("awaitedKey"):
            lines.append(f"A seal key came late: {awaited} events waited, and had their effect.")
        if self.repeated:
            lines.append(f"{self.repeated} events were published again.")
        if self.latency_ms["p99"] is not None:
            lines.append(
                "From request to detection on the bus:"
                f" {self.latency_ms['p50']:.0f} ms (median), {self.latency_ms['p95']:.0f} ms (p95),"
                f" {self.latency_ms['p99']:.0f} ms (p99)."
            )
        lines += [f"Slow: {sentence}." for sentence in self.slow]
        lines.append(f"Scenarios: {fine} of {len(scenarios)} as they should be.")
        lines.append(f"Indicators with a figure: {self._figures} of {len(self.indicators)}.")
        if self.measures:
            lines.append(f"Measures: {self._dimensions} dimensions compared with the truth.")
        if self.past:
            compared = sum(len(figures) for figures in self.past.values())
            years = " and ".join(self.past)
            lines.append(f"Past: {compared} figures of {years} compared with the truth.")
        return lines

    @property
    def _dimensions(self) -> int:
        return sum(len(dimensions) for dimensions in self.measures.values())

    @property
    def _figures(self) -> int:
        return sum(value is not None for value in self.indicators.values())


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """Percentiles by nearest rank; empty when there is nothing to measure."""
    ordered = sorted(values)
    ranks = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    if not ordered:
        return dict.fromkeys(ranks)
    return {
        name: round(ordered[max(0, math.ceil(share * len(ordered)) - 1)], 1)
        for name, share in ranks.items()
    }
