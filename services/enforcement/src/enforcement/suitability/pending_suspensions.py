"""Cases that may yet suspend a declaration: whoever takes it over is told so (decision 0204).

Declarations know no other procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.db import Transaction
from enforcement.suitability import store
from enforcement.suitability.store import Dossier

Pending = Callable[[Transaction, UUID, str], Awaitable[bool]]
"""Whether a case of this procedure about premises, in which their owner of this code was invited to
be heard, may suspend the declaration, and is not decided and known yet."""


@dataclass(slots=True)
class _Known:
    pending: Sequence[Pending] = field(default_factory=tuple)


_KNOWN = _Known()


def hand_over(pending: Sequence[Pending]) -> None:
    """Let declarations know what may suspend them; once, where the service is wired."""
    _KNOWN.pending = pending


async def may_be_suspended(tx: Transaction, dossier: Dossier) -> bool:
    """By what runs against whoever holds it, or against whoever held it before a sale."""
    changes = await store.changes.of_dossier(tx, dossier.dossier_id)
    owners = {dossier.owner, *(each.former for each in changes if each.former is not None)}
    for owner in owners:
        for pending in _KNOWN.pending:
            if await pending(tx, dossier.premises_id, owner):
                return True
    return False
