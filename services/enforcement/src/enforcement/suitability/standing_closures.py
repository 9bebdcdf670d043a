"""Closures of a place that had no declaration: told of its premises once these get one.

Declarations know no other procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from chassis.db import Transaction
from enforcement.suitability.store import Premises

Tell = Callable[[Transaction, Premises], Awaitable[None]]
"""Tell the closures of one procedure that hold at the address of premises, not told of them yet."""


@dataclass(slots=True)
class _Known:
    tell: Sequence[Tell] = field(default_factory=tuple)


_KNOWN = _Known()


def hand_over(tell: Sequence[Tell]) -> None:
    """Let declarations know the procedures that close places; once, where the service is wired."""
    _KNOWN.tell = tell


async def tell_standing(tx: Transaction, premises: Premises) -> None:
    """A declaration was granted: calendar and police hear what closes the place all the same."""
    for tell in _KNOWN.tell:
        await tell(tx, premises)
