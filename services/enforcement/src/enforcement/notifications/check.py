"""Check drafted letters, by a second person, or cancel what has not left yet."""

from collections.abc import Sequence
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from enforcement.notifications.recheck import recheck
from enforcement.notifications.rules.letters import (
    UNSENT,
    LetterState,
    LetterStepRefusedError,
    OwnLetterError,
)
from enforcement.notifications.scope import must_see_letters
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter


async def check(tx: Transaction, letter_ids: Sequence[UUID], actor: Actor) -> Sequence[Letter]:
    """These letters may leave, all or none.

    Raises ``RefusedError``, also for one's own, and where the case went on since the draft.
    """
    checked = await letters.several_for_update(tx, letter_ids)
    must_see_letters(actor, checked)
    for letter in checked:
        if letter.state is not LetterState.CONCEPT:
            raise LetterStepRefusedError(letter.state)
        if letter.drafted_by == actor.subject:
            raise OwnLetterError
        await recheck(tx, letter)
        letter.state = LetterState.NAGEKEKEN
        letter.checked_at, letter.checked_by = tx.now, actor.subject
    return checked


async def cancel(tx: Transaction, letter_id: UUID, actor: Actor) -> Letter:
    """The letter does not leave; it stays in the file. Raises ``RefusedError`` once it left."""
    letter = await letters.get_for_update(tx, letter_id)
    must_see_letters(actor, [letter])
    if letter.state not in UNSENT:
        raise LetterStepRefusedError(letter.state)
    discard(tx, letter, actor)
    return letter


def discard(tx: Transaction, letter: Letter, actor: Actor) -> None:
    """Cancel a letter that did not leave, whoever asks: one that another takes the place of."""
    letter.state = LetterState.GEANNULEERD
    letter.cancelled_at, letter.cancelled_by = tx.now, actor.subject
