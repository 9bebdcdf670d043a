"""Cases that suspend a declaration: each procedure that may says which is its own, and ends it.

Declarations know no other procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By


@dataclass(frozen=True, slots=True)
class SuspendingCase:
    """A case that suspends the declaration, the body that decided it and by which law, and how that
    ends it."""

    case_id: UUID
    body: DecidingBody
    law: str
    lift: Callable[[Transaction, By, str], Awaitable[object]]


Imposed = Callable[[Transaction, UUID], Awaitable[SuspendingCase | None]]
"""The case that a suspension names, where it is of this procedure."""


@dataclass(slots=True)
class _Known:
    imposed: Sequence[Imposed] = field(default_factory=tuple)


_KNOWN = _Known()


def hand_over(imposed: Sequence[Imposed]) -> None:
    """Let declarations know the procedures that suspend them, in the order in which a case is
    looked for; once, where the service is wired.
    """
    _KNOWN.imposed = imposed


async def suspending_case(tx: Transaction, case_id: UUID) -> SuspendingCase:
    """``case_id`` as a suspension names it. Raises ``CaseNotFoundError``."""
    for imposed in _KNOWN.imposed:
        case = await imposed(tx, case_id)
        if case is not None:
            return case
    raise CaseNotFoundError
