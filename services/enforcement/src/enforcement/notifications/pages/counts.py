"""Numbers beside the lists of letters, as every page of letters shows them."""

from chassis.db import Transaction
from chassis.web import Function
from enforcement.notifications.awaited import asked_by
from enforcement.notifications.labels import ToDo
from enforcement.notifications.rules.letters import LetterState
from enforcement.notifications.scope import kinds_of
from enforcement.notifications.store import awaited, letters

STATES = {
    ToDo.NAKIJKEN: LetterState.CONCEPT,
    ToDo.POSTEN: LetterState.NAGEKEKEN,
    ToDo.ONDERWEG: LetterState.GEPOST,
    ToDo.TERUGGEKOMEN: LetterState.TERUGGEKOMEN,
}


async def counted(tx: Transaction, function: Function) -> dict[ToDo, int]:
    """By list what is on it for a function: of what is to be made the cases, else the letters."""
    to_make = await awaited.numbers(tx, asked_by(function))
    made = await letters.counts(tx, kinds_of(function))
    return {ToDo.MAKEN: sum(each.cases for each in to_make)} | {
        todo: made.get(state, 0) for todo, state in STATES.items()
    }
