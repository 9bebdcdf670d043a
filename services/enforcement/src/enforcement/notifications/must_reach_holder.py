"""Keep a letter about a declaration from whoever sold it."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.notifications.store import addressees

SOLD = lazy(
    "De verklaring ging over op een ander. Haal de adressen van voor de overdracht weg, en geef "
    "naam en adres van de nieuwe houder."
)


async def must_reach_holder(tx: Transaction, case_id: UUID, sold_at: datetime) -> None:
    """Raises ``StepRefusedError`` where the letter would go to an address of before a sale."""
    named = await addressees.of_cases(tx, [case_id])
    if any(addressee.named_at < sold_at for addressee in named):
        raise StepRefusedError(SOLD)
