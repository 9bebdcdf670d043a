"""Go on with a claim after a hold, or a stay of the order: nobody has fewer days to pay for it."""

from datetime import timedelta
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.payments import plan_instalments
from enforcement.payments.rules.claim import GRACE_DAYS, OPEN, ClaimState
from enforcement.payments.start_terms import start_payment_term
from enforcement.payments.store import accounts, claims


async def go_on(tx: Transaction, case_id: UUID, by: By) -> None:
    """Nobody missed an instalment that fell meanwhile, and the days to pay begin anew.

    The five years run on: no law lets a hold lengthen them. A claim that waits for something else
    too gets its days once that is over.
    """
    if await claims.find(tx, case_id) is None:
        return
    account = await accounts.read_for_update(tx, case_id)
    await plan_instalments.postpone(tx, account, by)
    claim, today = account.claim, city_day(tx.now)
    if account.waits or claim.state not in OPEN:
        return
    if claim.state is ClaimState.TE_BETALEN:
        await start_payment_term(tx, claim, today)
    else:
        claim.due_on = max(claim.due_on, today + timedelta(days=GRACE_DAYS))
