"""What is to be reached, and what was."""

from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Bar:
    part: str
    figure: str
    what: str
    sign: str
    target: float

    def reached(self, value: float) -> bool:
        match self.sign:
            case ">=":
                return value >= self.target
            case "<=":
                return value <= self.target
        return value < self.target


BARS = (
    Bar("own", "precision", "precision, pairs of claims", ">=", 0.996),
    Bar("own", "f1", "F1, pairs of claims", ">=", 0.978),
    Bar("own", "reviewRate", "claims that wait for people", "<=", 0.015),
    Bar("cultures", "worse", "name cultures with twice the false merges", "<=", 0),
    Bar("cultures", "worstTimes", "times the false merges, worst culture", "<=", 2.0),
    Bar("single", "p50", "ms for one claim, median", "<=", 1.2),
    Bar("single", "p99", "ms for one claim, 99 of 100", "<=", 4.0),
    Bar("service", "p50", "the same as in a service, median", "<=", 1.2),
    Bar("service", "p99", "the same as in a service, 99 of 100", "<=", 4.0),
    Bar("batched", "perSecond", "claims a second in batches", ">=", 3_000),
    Bar("floor", "part", "part of the hand-written floor's rate", ">=", 0.55),
    Bar("orders", "spread", "F1 between three orders", "<", 0.002),
    Bar("caution", "precisionLost", "precision lost by caution, worst set", "<=", 0.0),
    Bar("peer", "f1Ahead", "F1 above Splink's", ">=", 0.0),
    Bar("peer", "timesFaster", "times Splink's speed, one claim", ">=", 150),
    Bar("half-million", "perSecond", "claims a second in batches, 500,000 persons", ">=", 1_500),
)


def missed(found: dict[str, Any]) -> list[str]:
    """The bars that were measured and not reached, in words."""
    return [
        f"{bar.what}: {found[bar.part][bar.figure]:g}, to reach {bar.sign} {bar.target:g}"
        for bar in BARS
        if bar.part in found and not bar.reached(found[bar.part][bar.figure])
    ]


def show(found: dict[str, Any]) -> None:
    table = Table("", "found", "to reach", box=None, padding=(0, 2, 0, 0))
    for bar in BARS:
        if bar.part not in found:
            continue
        value = found[bar.part][bar.figure]
        colour = "green" if bar.reached(value) else "red"
        shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4f}".rstrip("0").rstrip(".")
        table.add_row(bar.what, f"[{colour}]{shown}[/]", f"{bar.sign} {bar.target:,g}")
    Console().print(table)
