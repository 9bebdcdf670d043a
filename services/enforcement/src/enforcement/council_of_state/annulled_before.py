"""The judgment by which the Council of State annulled what a body decides anew."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import CouncilRuling
from enforcement.council_of_state import store
from enforcement.notifications.words import day_in_words


@dataclass(frozen=True, slots=True)
class Annulment:
    """``roll_number`` is that of the request, where somebody noted it."""

    ruled_on: date
    roll_number: str | None


async def annulled_before(tx: Transaction, case_id: UUID) -> Annulment | None:
    """Of a case whose decision was annulled: until what comes in its place is contested itself."""
    last = await store.find(tx, case_id)
    if last is None or last.ruling is not CouncilRuling.VERNIETIGING or last.ruled_on is None:
        return None
    return Annulment(last.ruled_on, last.roll_number)


async def told_annulment(tx: Transaction, case_id: UUID) -> dict[str, dict[str, str | None]]:
    """What the template of a letter about the decision taken anew asks for."""
    annulment = await annulled_before(tx, case_id)
    if annulment is None:
        return {}
    ruled_on, roll_number = day_in_words(annulment.ruled_on), annulment.roll_number
    return {"annulled": {"on": ruled_on, "number": roll_number}}
