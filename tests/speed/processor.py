"""Seconds of processor that a piece of work costs: in this process and those that it started and
that ended, in PostgreSQL, in the broker.

A clock on the wall tells what else the machine had to do as well; these tell far less of it.
"""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from launcher import postgres, processes, rabbitmq
from launcher.sandbox import Sandbox

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PARENT, OWN_AND_ENDED_CHILDREN = 1, slice(11, 15)
"""Where /proc/<pid>/stat has them, counted from the state."""


@dataclass(frozen=True, slots=True)
class Processor:
    """Seconds of processor used so far; 0 of a server that runs elsewhere."""

    python: float
    postgres: float
    broker: float

    @classmethod
    def now(cls, sandbox: Sandbox) -> Self:
        stats = _stats()
        used = {}
        for component in (postgres.COMPONENT, rabbitmq.COMPONENT):
            process = processes.running(sandbox.infra.run, component)
            used[component] = _used(process.pid, stats) if process else 0.0
        return cls(sum(os.times()[:4]), used[postgres.COMPONENT], used[rabbitmq.COMPONENT])

    def since(self, earlier: "Processor") -> "Processor":
        return Processor(
            self.python - earlier.python,
            self.postgres - earlier.postgres,
            self.broker - earlier.broker,
        )

    def per(self, count: int, whose: str) -> dict[str, float]:
        """Millionths of a second for each of ``count`` messages, as figures of a measure."""
        parts = {"Python": self.python, "Postgres": self.postgres, "Broker": self.broker}
        spent = {f"{whose}{name}Micros": 1e6 * part / count for name, part in parts.items()}
        return {**spent, f"{whose}Micros": 1e6 * self.total / count}

    @property
    def total(self) -> float:
        return self.python + self.postgres + self.broker


def _stats() -> dict[int, list[str]]:
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            stats[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile, and its parent has its seconds
    return stats


def _used(pid: int, stats: dict[int, list[str]]) -> float:
    """Of a process, and all that it started."""
    children = defaultdict(list)
    for child, stat in stats.items():
        children[int(stat[PARENT])].append(child)
    ticks, waiting = 0, [pid]
    while waiting:
        each = waiting.pop()
        ticks += sum(map(int, stats[each][OWN_AND_ENDED_CHILDREN])) if each in stats else 0
        waiting += children[each]
    return ticks / TICKS_PER_SECOND
