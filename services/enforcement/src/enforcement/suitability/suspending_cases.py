"""Cases that suspend a declaration: each procedure that may says which is its own, and ends it.

Declarations know no other procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import DecidingBody
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By

BINDS_NOBODY = lazy("Deze schorsing bindt wie het pand nu heeft niet. Er is niets te controleren.")
"""Said to whoever asks the police to check it, once another got a declaration of his own."""


@dataclass(frozen=True, slots=True)
class SuspendingCase:
    """A case that suspends the declaration, the body that decided it and by which law, how that
    ends it, and how the police look no more once another holder got a declaration of his own.

    ``against``: the code of the owner against whom it was decided, where it names one."""

    case_id: UUID
    body: DecidingBody
    law: str
    lift: Callable[[Transaction, By, str], Awaitable[object]]
    call_back: Callable[[Transaction, By], Awaitable[object]]
    against: str | None = None


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
    case = await find_suspending_case(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def find_suspending_case(tx: Transaction, case_id: UUID) -> SuspendingCase | None:
    for imposed in _KNOWN.imposed:
        case = await imposed(tx, case_id)
        if case is not None:
            return case
    return None
