"""Branch shifts of a timeline by the rule as delivered: thirty days, sure for nine tenths."""

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.branches import Branch
from databank.detection.branch_shifts.rules import (
    BranchShift,
    BranchShiftParameters,
    BranchShiftTrack,
    detect,
)
from databank.sightings.rules.sighting import Sighting

RULE = BranchShiftTrack.always(BranchShiftParameters(window_days=30, min_confidence=0.9))


def shifts_of(rows: Iterable[Mapping[str, Any]]) -> list[BranchShift]:
    """Of one person's rows of ``sighting`` that stand."""
    return detect(
        (
            Sighting(row["id"], Branch(row["branch"]), row["seen_at"], row["confidence"])
            for row in rows
        ),
        RULE,
    )
