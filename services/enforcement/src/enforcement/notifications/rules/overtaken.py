"""The moment from which a letter about an order is not about the order that awaits notification."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol


class Entry(Protocol):
    """A line of a timeline."""

    @property
    def step(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def overtaken_at(
    entries: Iterable[Entry], drafted_at: datetime, signed: Collection[str], retaken: str
) -> datetime | None:
    """When the order that stood as a letter was drafted was taken back, or renewed by another.

    ``entries`` of a case, in order; ``signed`` are the steps that make an order or renew one. A
    renewal that is taken back alone leaves the order before it standing. None while a letter is
    still about the newest order.
    """
    standing = 0
    for entry in entries:
        if entry.at > drafted_at:
            if standing and (entry.step in signed or entry.step == retaken):
                return entry.at
        elif entry.step in signed:
            standing += 1
        elif entry.step == retaken:
            standing = max(standing - 1, 0)
    return None
