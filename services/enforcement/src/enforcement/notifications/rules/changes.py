"""Changes of a case that a letter may no longer leave after, as its timeline has them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

HOLD, RELEASE = "hold", "release"
"""The police ask to wait with a case, or no longer: the same codes in every procedure."""


class Line(Protocol):
    """A line of a timeline."""

    @property
    def step(self) -> str: ...
    @property
    def from_state(self) -> str | None: ...
    @property
    def to_state(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def held_since(lines: Sequence[Line]) -> datetime | None:
    """The moment at which the hold began that runs; None where the timeline has none."""
    began: datetime | None = None
    for line in lines:
        if line.step == HOLD:
            began = began or line.at
        elif line.step == RELEASE:
            began = None
    return began


def moved_since(
    lines: Sequence[Line], drafted_at: datetime, in_place: Collection[str]
) -> datetime | None:
    """The moment of the last change since a letter was drafted; None without one.

    ``in_place`` are steps of the procedure that leave a case in its state, and change what its
    letters say; a hold changes whether they leave.
    """
    telling = {HOLD, *in_place}
    moved = [
        line.at
        for line in lines
        if line.at >= drafted_at and (line.from_state != line.to_state or line.step in telling)
    ]
    return max(moved, default=None)
