"""Report that a colleague is away, or back: their cases wait for the team meanwhile."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.rules import Absence
from enforcement.cases.store import colleagues


async def report_absence(tx: Transaction, colleague_id: UUID, absence: Absence | None) -> None:
    """Whoever works with them may report it: a sick colleague cannot. None: they are back.

    Raises ``ColleagueNotFoundError``.
    """
    await colleagues.get(tx, colleague_id)
    await colleagues.set_absence(tx, colleague_id, absence)
