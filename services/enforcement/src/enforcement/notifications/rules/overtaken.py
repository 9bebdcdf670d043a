"""Whether a letter about an order is still about the order that awaits notification."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol


class Entry(Protocol):
    """A line of a timeline."""

    @property
    def step(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def taken_back_at(
    entries: Iterable[Entry], drafted_at: datetime, signed: Collection[str], retaken: str
) -> datetime | None:
    """When the order that stood as a letter was drafted was taken back.

    ``entries`` of a case, in order; ``signed`` are the steps that make an order or renew one. A
    renewal that is taken back alone leaves the order before it standing.
    """
    said, standing = None, list[Entry]()
    for entry in entries:
        if entry.step in signed:
            standing.append(entry)
            said = entry if entry.at <= drafted_at else said
        elif entry.step == retaken and standing:
            gone = standing.pop()
            if entry.at <= drafted_at:
                said = standing[-1] if standing else None
            elif gone is said:
                return entry.at
    return None


def is_renewed(
    entries: Iterable[Entry], drafted_at: datetime, signed: Collection[str], retaken: str
) -> bool:
    """Whether a renewal stands that was signed after a letter was drafted: the letter is about an
    order before it, and notifies nobody of the renewal."""
    standing: list[Entry] = []
    for entry in entries:
        if entry.step in signed:
            standing.append(entry)
        elif entry.step == retaken and standing:
            standing.pop()
    return len(standing) > 1 and standing[-1].at > drafted_at
