"""Let forfeited penalties follow their claims at finance: collected, given up, or owed again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import PENALTY_TERM


@dataclass(frozen=True, slots=True)
class PenaltyStanding:
    """``paid_on`` is empty while something is open; ``to_ask``: somebody may still ask for it."""

    paid_on: date | None
    prescribes_on: date
    to_ask: bool


async def follow_claim(
    tx: Transaction, measure_id: UUID, forfeit_id: UUID, standing: PenaltyStanding
) -> None:
    """The term of the measure ends with the last penalty that may still be asked for."""
    case = await store.get_for_update(tx, measure_id)
    forfeits = await store.forfeits(tx, measure_id)
    for each in forfeits:
        if each.forfeit_id == forfeit_id:
            each.collected_on, each.prescribes_on = standing.paid_on, standing.prescribes_on
            each.given_up = not standing.to_ask and standing.paid_on is None
    case.to_collect = any(each.collected_on is None and not each.given_up for each in forfeits)
    if case.to_collect:
        await case_terms.reopen(tx, measure_id, PENALTY_TERM)
    else:
        await case_terms.close(tx, measure_id, PENALTY_TERM)
