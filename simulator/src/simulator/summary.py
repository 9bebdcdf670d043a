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
NONE = "none"
"""A scenario that has no control."""
STAND_INS = {
    "login": "who comes in has a token of the run's own issuers; no provider of a city is asked",
    "people": "they are played, and their truth is the simulation's own",
    "bank": "its statements are written here, by ISO 20022's schema; no bank's were at hand",
    "post, mail and pager": "what leaves stays in this run; nobody receives it",
    "registers": "persons, premises and companies are made up; no register is asked",
}
"""What of a run takes the place of somebody else, each with what it does not prove; those of the
tests stand in ``tests/outside/README.md``."""
KINDS = {
    "verschoven": "moved",
    "teruggekeerd": "returned",
    "werkt_ook": "also works elsewhere",
}
"""Kinds of readings, as they are told."""
YEAR = 4
"""Length of the id of a period that is a year."""


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
    planted: Mapping[str, Any] = field(default_factory=dict)
    """Moves of people whose lives were planted: true, found, expected to be found, and false by
    story; see :mod:`simulator.check_planted`, and of ``readings`` by kind
    :mod:`simulator.check_planted_readings`."""
    compared: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What was compared with the city's own truth: by indicator its periods, and the number of
    figures and of dimensions; see :mod:`simulator.comparison` for what counts."""
    not_compared: Mapping[str, str] = field(default_factory=dict)
    """Indicators and parts of which the city keeps no truth, each with the reason."""
    controls: Mapping[str, Sequence[str] | str] = field(default_factory=dict)
    """By scenario in which neighbours it must not fire and did not; ``none`` where it has none."""
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
            "planted": dict(self.planted),
            "compared": dict(self.compared),
            "notCompared": dict(self.not_compared),
            "controls": dict(self.controls),
            "standIns": dict(STAND_INS),
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
        if self.planted:
            lines += [self._of_planted(), self._of_readings()]
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
        with_control = [each for each in self.controls.values() if each != NONE]
        lines.append(
            f"Controls: {sum(len(each) for each in with_control)} neighbours in which"
            f" {len(with_control)} scenarios must not fire, and did not;"
            f" without a control: {self._without_control}."
        )
        figures = sum(each["figures"] for each in self.compared.values())
        lines.append(
            f"Compared with the city's own truth: {len(self.compared)} of"
            f" {len(self.indicators)} indicators, {figures:,} figures of {self._periods}."
        )
        rest = ", ".join(sorted(self.indicators.keys() - self.compared.keys())) or "none"
        lines.append(f"Not compared: {rest}. Shown without proof that they are right.")
        lines.append(f"In place of others, so not proved with them: {', '.join(STAND_INS)}.")
        return lines

    def _of_planted(self) -> str:
        moves, expected = self.planted["moves"], self.planted["expected"]
        true, found = (sum(each[of] for each in moves.values()) for of in ("true", "found"))
        false = ", ".join(f"{story} {count}" for story, count in self.planted["false"].items())
        return (
            f"Lives planted in the years before: {found} of {true} real moves told, and falsely:"
            f" {false or 'none'}. Of the {moves['moved']['true']} for good a whole record would"
            f" show {expected['found']} of {expected['of']}; {expected['hardlyVisible']} are hardly"
            f" visible under these rounds, {expected['notMeasured']} not measured yet."
        )

    def _of_readings(self) -> str:
        kinds = self.planted["readings"]
        told = "; ".join(
            f"{KINDS[kind]} {each['found']} of {each['true']} ({each['seenAtBoth']} seen at both"
            f" ends), {sum(each['false'].values())} false"
            for kind, each in kinds.items()
        )
        expected = self.planted["expected"]
        return (
            f"Read from whole records: {told}. Expected of those that moved: {expected['found']} of"
            f" the {expected['of']} whose way and half-year were measured."
        )

    @property
    def _without_control(self) -> str:
        return ", ".join(each for each, told in self.controls.items() if told == NONE) or "none"

    @property
    def _periods(self) -> str:
        """The periods by kind, in words."""
        every = {period for each in self.compared.values() for period in each["periods"]}
        years = sum(len(each) == YEAR for each in every)
        halves = sum("H" in each for each in every)
        months = len(every) - years - halves
        return f"{years} years, {halves} half-years and {months} months"


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
