"""Close the claim of what is owed no more, and give back what was paid."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments import plan_instalments
from enforcement.payments.pay_ahead import give_back
from enforcement.payments.rules.claim import ClaimState
from enforcement.payments.store import accounts, claims

WITHDRAWN = "claim-withdrawn"
FINE_WITHDRAWN = lazy("De geldboete is ingetrokken.")


async def withdraw_claim(
    tx: Transaction, case_id: UUID, by: By, why: LazyMessage = FINE_WITHDRAWN
) -> None:
    """Whatever was paid, also before the fine was final, is a credit that finance gives back.

    Money that still comes in is one too. Called where the fine, or the order behind a penalty
    payment, is withdrawn or lapses. ``why`` is said of a plan that ran.
    """
    if await claims.find(tx, case_id) is None:
        await give_back(tx, case_id)
        return
    account = await accounts.read_for_update(tx, case_id)
    if account.plan is not None:
        await plan_instalments.drop(tx, case_id, why, by)
    claim, before = account.claim, account.claim.state
    claim.owed_cents = 0
    if before is not ClaimState.BETAALD:
        claim.state, claim.resume, claim.ended_at = ClaimState.BETAALD, before, tx.now
    timeline.note(tx, claim.file_id, WITHDRAWN, (before, claim.state), by)
