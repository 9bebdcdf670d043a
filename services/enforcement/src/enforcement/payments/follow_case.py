"""Let the case follow its claim: reminded, collected, paid, given up, or owed again.

The claim leads. It is asked where the case has to be, so that asking twice does nothing.
"""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import FineOutcome
from enforcement.cases.store.timeline import By
from enforcement.gas import close
from enforcement.gas import store as gas
from enforcement.gas.rules import IN_COLLECTION, GasState
from enforcement.mayor_measures.penalty_claims import PenaltyStanding, follow_claim
from enforcement.payments.rules.claim import COLLECTED, ENDS, OPEN, REMINDED, ClaimState
from enforcement.payments.store import bookings
from enforcement.payments.store.claims import Claim

PAID = (GasState.BETAALD, GasState.AFGESLOTEN)
OUTCOMES = {state: FineOutcome(state) for state in ENDS}


async def follow_case(tx: Transaction, claim: Claim, by: By) -> None:
    """A case that is elsewhere, as while an appeal runs, or on hold, stays where it is."""
    if claim.measure_id is not None:
        await _follow_penalty(tx, claim, claim.measure_id)
        return
    case = await gas.get_for_update(tx, claim.case_id)
    if claim.state in OUTCOMES:
        if case.state in IN_COLLECTION:
            await close.close_claim(tx, claim.case_id, OUTCOMES[claim.state], by)
        return
    if claim.state in OPEN and case.state in PAID:
        await close.reopen_claim(tx, claim.case_id, by)
    if case.on_hold:
        return
    if claim.state in REMINDED and case.state is GasState.TE_BETALEN:
        await close.remind(tx, claim.case_id, by)
    if claim.state in COLLECTED and case.state is GasState.AANMANING:
        await close.collect(tx, claim.case_id, by)


async def _follow_penalty(tx: Transaction, claim: Claim, measure_id: UUID) -> None:
    paid_on = None
    if claim.state is ClaimState.BETAALD:
        paid_on = max(each.paid_on for each in await bookings.of_case(tx, claim.case_id))
    standing = PenaltyStanding(paid_on, claim.prescribes_on, claim.state in OPEN)
    await follow_claim(tx, measure_id, claim.case_id, standing)
