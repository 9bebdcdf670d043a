"""Debts of measures: what finance asks of a case with forfeited penalty payments, and how these
follow their claims: collected, given up, or owed again.
"""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import PENALTY_TERM
from enforcement.payments.rules.claim import OPEN, ClaimState
from enforcement.payments.store import bookings
from enforcement.payments.store.claims import Claim
from enforcement.payments.store.debts import Debts, DebtStanding


async def standing(tx: Transaction, measure_id: UUID) -> DebtStanding:
    """Whether what the order's penalty forfeited may be collected now.

    Going to the Council of State holds nothing up (coordinated laws art. 17); its stay does, and an
    amount of which nobody was told yet.
    Raises ``CaseNotFoundError``.
    """
    order = await store.get(tx, measure_id)
    annulled = order.annulled_at is not None
    return DebtStanding(
        number=order.number,
        state=order.state,
        runs=not annulled,
        amount_cents=0,
        appeal_runs=order.stayed_at is not None and not annulled,
        annulled=annulled,
        amount_untold=any(
            each.is_owed and each.told_on is None for each in await store.forfeits(tx, measure_id)
        ),
    )


async def follow(tx: Transaction, claim: Claim, _by: By) -> None:
    """The term of the measure ends with the last penalty that may still be asked for."""
    measure_id = claim.file_id
    paid_on = None
    if claim.state is ClaimState.BETAALD:
        paid = await bookings.of_case(tx, claim.case_id)
        paid_on = max((each.paid_on for each in paid), default=None)
    case = await store.get_for_update(tx, measure_id)
    forfeits = await store.forfeits(tx, measure_id)
    for each in forfeits:
        if each.forfeit_id == claim.case_id:
            each.collected_on, each.prescribes_on = paid_on, claim.prescribes_on
            each.given_up = claim.state not in OPEN and paid_on is None
    case.to_collect = any(each.collected_on is None and not each.given_up for each in forfeits)
    if case.to_collect:
        await case_terms.reopen(tx, measure_id, PENALTY_TERM)
    else:
        await case_terms.close(tx, measure_id, PENALTY_TERM)


async def reopened_at(_tx: Transaction, _measure_id: UUID) -> datetime | None:
    """A claim of a penalty is never revised: each breach has its own."""
    return None


DEBTS = Debts(
    lock=store.find_for_update,
    standing=standing,
    follow=follow,
    reopened_at=reopened_at,
    prescription=PENALTY_TERM,
    heads=store.DEBT_HEADS,
)
