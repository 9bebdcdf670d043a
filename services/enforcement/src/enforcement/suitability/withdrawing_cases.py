"""Cases that would take a declaration back: whoever gives it up meanwhile waits as after that.

Declarations know no other procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chassis.db import Transaction
from enforcement.suitability.store import Dossier

Withdraws = Callable[[Transaction, Dossier, datetime], Awaitable[bool]]
"""Whether a case of this procedure that ran at a moment proposes to take the declaration back, or
decided it, and nobody took that decision away."""


@dataclass(slots=True)
class _Known:
    withdraws: Sequence[Withdraws] = field(default_factory=tuple)


_KNOWN = _Known()


def hand_over(withdraws: Sequence[Withdraws]) -> None:
    """Let declarations know who takes them back; once, where the service is wired."""
    _KNOWN.withdraws = withdraws


async def would_withdraw(tx: Transaction, dossier: Dossier, at: datetime) -> bool:
    for withdraws in _KNOWN.withdraws:
        if await withdraws(tx, dossier, at):
            return True
    return False
