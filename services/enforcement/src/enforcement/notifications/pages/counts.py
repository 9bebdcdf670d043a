"""Numbers beside the lists of letters, as every page of letters shows them."""

from collections.abc import Sequence

from chassis.db import Transaction
from chassis.web import Function
from enforcement.notifications.labels import ToDo
from enforcement.notifications.rules.letters import LetterState
from enforcement.notifications.scope import kinds_of
from enforcement.notifications.store import letters
from enforcement.notifications.store.awaited import Number

STATES = {
    ToDo.NAKIJKEN: LetterState.CONCEPT,
    ToDo.POSTEN: LetterState.NAGEKEKEN,
    ToDo.ONDERWEG: LetterState.GEPOST,
    ToDo.TERUGGEKOMEN: LetterState.TERUGGEKOMEN,
}


async def counted(
    tx: Transaction, function: Function, to_make: Sequence[Number]
) -> dict[ToDo, int]:
    """By list what is on it for a function: of what is ``to_make`` the cases, else the letters."""
    made = await letters.counts(tx, kinds_of(function))
    return {ToDo.MAKEN: sum(each.cases for each in to_make)} | {
        todo: made.get(state, 0) for todo, state in STATES.items()
    }
