"""Close the claim of a fine that was withdrawn or lapsed: what was paid goes back."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments import plan_instalments
from enforcement.payments.pay_ahead import give_back
from enforcement.payments.rules.claim import ClaimState
from enforcement.payments.store import accounts, claims

WITHDRAWN = "claim-withdrawn"


async def withdraw_claim(tx: Transaction, case_id: UUID, by: By) -> None:
    """Whatever was paid, also before the fine was final, is a credit that finance gives back.

    Money that still comes in is one too. Called by the withdrawal or the lapse of the fine alone.
    """
    if await claims.find(tx, case_id) is None:
        await give_back(tx, case_id)
        return
    account = await accounts.read_for_update(tx, case_id)
    if account.plan is not None:
        await plan_instalments.drop(tx, case_id, lazy("De geldboete is ingetrokken."), by)
    claim, before = account.claim, account.claim.state
    claim.owed_cents = 0
    if before is not ClaimState.BETAALD:
        claim.state, claim.resume, claim.ended_at = ClaimState.BETAALD, before, tx.now
    timeline.note(tx, case_id, WITHDRAWN, (before, claim.state), by)
