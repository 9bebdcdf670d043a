"""Take an act with each letter of a list by itself: one that cannot go now stops no other."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import NotFoundError, RefusedError
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter


@dataclass(frozen=True, slots=True)
class Refused:
    """A letter with which nothing was done, by the number of its case, and why."""

    case_number: str
    why: RefusedError


@dataclass(frozen=True, slots=True)
class Outcome:
    """The letters with which it was done, and the others."""

    done: list[Letter] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


async def each_letter(
    tx: Transaction,
    letter_ids: Sequence[UUID],
    act: Callable[[Sequence[UUID]], Awaitable[Sequence[Letter]]],
) -> Outcome:
    """``act`` takes letters all or none, and is called for one at a time, in one order.

    Raises ``LetterNotFoundError`` when one of them is missing or not the actor's to know of.
    """
    outcome = Outcome()
    for letter in await letters.several_for_update(tx, letter_ids):
        try:
            async with tx.savepoint():
                outcome.done.extend(await act([letter.letter_id]))
        except NotFoundError:
            raise
        except RefusedError as why:
            await tx.session.refresh(letter)
            outcome.refused.append(Refused(letter.case_number, why))
    return outcome
