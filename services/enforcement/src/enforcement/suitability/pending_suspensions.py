"""Cases that may yet suspend a declaration: whoever takes it over is told so (decision 0204).

Declarations know no other procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from chassis.db import Transaction
from enforcement.suitability.store import Dossier

Pending = Callable[[Transaction, Dossier], Awaitable[bool]]
"""Whether a case of this procedure, in which somebody was invited to be heard, may suspend this
declaration yet: it is not decided and known, or the Council of State stayed what was decided."""


@dataclass(slots=True)
class _Known:
    pending: Sequence[Pending] = field(default_factory=tuple)


_KNOWN = _Known()


def hand_over(pending: Sequence[Pending]) -> None:
    """Let declarations know what may suspend them; once, where the service is wired."""
    _KNOWN.pending = pending


async def may_be_suspended(tx: Transaction, dossier: Dossier) -> bool:
    """By what runs against whoever holds it, or against who sold it too late to be free."""
    for pending in _KNOWN.pending:
        if await pending(tx, dossier):
            return True
    return False
