"""Access by the code of a letter: given with the letter, and used by whoever got it."""

from chassis.db import Transaction
from contracts.worker_code import read_code
from enforcement.notifications.store.letters import Letter
from enforcement.own_case.store import access, sessions


def grant(tx: Transaction, letter: Letter, code: str) -> None:
    """Let the code that stands on a letter open the case, from the day on which it leaves."""
    plain = read_code(code)
    assert plain is not None, "a code that was made a moment ago"
    access.add(tx, letter, plain)


async def sign_in(tx: Transaction, plain: str) -> str | None:
    """A new session and its token; None when the code opens nothing."""
    known = await access.by_code(tx, plain)
    return None if known is None else await sessions.begin(tx, known.access_id)
