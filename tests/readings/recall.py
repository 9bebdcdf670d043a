"""Moves of a planted world by direction: how many are found, and how many were expected to be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.branches import Branch
from databank.detection.readings.rules.expected_recall import (
    PlantedSpan,
    expected_recall,
    window_weeks,
)
from simulator.planted.lives import DAYS

from .judge import BEGINS, World, day, is_found

MOVED = PlantedSpan(BEGINS, day(120), day(540), day(DAYS - 1))
"""The days on which planted lives move."""
PEOPLE = 150
"""So many are planted for each direction."""
Pair = tuple[Branch, Branch]


@dataclass(frozen=True, slots=True)
class Recall:
    """``found`` and ``expected`` of ``moved`` people; what is expected is a sum of shares."""

    moved: int
    found: int
    expected: float


def recall_of(worlds: Iterable[World]) -> Recall:
    moved = found = 0
    expected = 0.0
    for each in worlds:
        directions = Counter[Pair]()
        for life, readings in zip(each.lives, each.readings, strict=True):
            for move in life.moves:
                directions[move.from_branch, move.to_branch] += 1
                found += is_found(move, readings)
        moved += directions.total()
        expected += sum(count * share(each, pair) for pair, count in directions.items())
    return Recall(moved, found, expected)


def share(each: World, pair: Pair) -> float:
    of_people = [
        [seen.on for seen in observed if seen.branch == Branch.RAAM] for observed in each.observed
    ]
    windows = window_weeks(days for days in of_people if days)
    return expected_recall(pair, each.looks, windows, MOVED) / PEOPLE
