"""``make bench-readings``: how often readings of moves are right, on worlds of every mix and rate.

Writes ``.run/bench/readings.json``. A time is of this machine.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from databank.detection.readings.rules.reading import Kind
from simulator.planted.lives import COMBINING, MOVING, Story
from simulator.planted.supervision import BASE, Supervision

from .judge import Score, judge, world
from .recall import Recall, recall_of

SUMMARY = Path(__file__).resolve().parents[2] / ".run" / "bench" / "readings.json"
PEOPLE = 600
SEEDS = (61, 62, 63, 64, 65, 66)


@dataclass(frozen=True, slots=True)
class Mix:
    name: str
    shares: dict[Story, float] | None = None
    supervision: Supervision = BASE


MIXES = (
    Mix("base"),
    Mix("half the looks", supervision=BASE.scaled(0.5)),
    Mix("double", supervision=BASE.scaled(2)),
    Mix("five times", supervision=BASE.scaled(5)),
    Mix("generous", supervision=BASE.scaled(2, 2)),
    Mix("combining", COMBINING),
    Mix("moving", MOVING),
)


def measure(mix: Mix) -> tuple[Score, float, Recall]:
    """The score, milliseconds of a person, and moves found and expected."""
    worlds = [world(PEOPLE, seed, mix.shares, mix.supervision) for seed in SEEDS]
    begun = perf_counter()
    for each in worlds:
        each.read()
    took = (perf_counter() - begun) * 1000 / (PEOPLE * len(SEEDS))
    return judge(worlds), took, recall_of(worlds)


def row(score: Score, took: float, recall: Recall) -> dict[str, Any]:
    figures: dict[str, Any] = {
        kind.value: {
            "precision": round(score.precision(kind), 3),
            "recall": round(score.recall(kind), 3),
            "recallOfSeenAtBoth": round(score.recall_of_both(kind), 3),
            "told": score.told[kind],
        }
        for kind in Kind
    }
    return figures | {
        "halvesOfReturns": score.halves_of_returns,
        "falseMovesPer100CombinersAYear": round(score.false_moves, 2),
        "calibrationError": round(score.calibration_error, 3),
        "millisecondsAPerson": round(took, 2),
        "movesFound": round(recall.found / recall.moved, 3),
        "movesExpected": round(recall.expected / recall.moved, 3),
    }


def main() -> None:
    console, found = Console(), {}
    table = Table("mix", *(f"{kind.value}: precision, recall of both" for kind in Kind))
    for title in (
        "halves of returns",
        "false of 100 combiners",
        "calibration",
        "ms",
        "moves found",
        "expected",
    ):
        table.add_column(title)
    for mix in MIXES:
        figures = found[mix.name] = row(*measure(mix))
        table.add_row(
            mix.name,
            *(
                f"{figures[kind.value]['precision']:.2f}, "
                f"{figures[kind.value]['recallOfSeenAtBoth']:.2f}"
                for kind in Kind
            ),
            *(str(figures[key]) for key in [*figures][len(Kind) :]),
        )
    console.print(table)
    SUMMARY.parent.mkdir(parents=True, exist_ok=True)
    SUMMARY.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
