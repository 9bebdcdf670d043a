"""Debts of fines: what finance asks of a fine case, and how the case follows its claim."""

from datetime import datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import FineOutcome
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas import close, store
from enforcement.gas.rules import IN_COLLECTION, OPEN, GasState, GasStep
from enforcement.gas.rules.waiting import APPEAL_RUNS, last_wait_began
from enforcement.payments.rules import claim as claim_rules
from enforcement.payments.rules.claim import COLLECTED, ENDS, PRESCRIPTION_TERM, REMINDED
from enforcement.payments.store.claims import Claim
from enforcement.payments.store.debts import Debts, DebtStanding

PAID = (GasState.BETAALD, GasState.AFGESLOTEN)
OUTCOMES = {state: FineOutcome(state) for state in ENDS}
REOPENED = (GasStep.APPEAL, GasStep.APPEAL_REOPENING)
"""Steps by which a fine that was due is not final any more."""


async def standing(tx: Transaction, case_id: UUID) -> DebtStanding:
    """Whether the fine may be collected now. Raises ``CaseNotFoundError``."""
    case = await store.get(tx, case_id)
    lines = await timeline.of_case(tx, case_id)
    since = last_wait_began(lines)
    decided = [each.happened_at or each.at for each in lines if each.step == GasStep.FINE]
    return DebtStanding(
        number=case.number,
        state=case.state,
        runs=case.state in OPEN,
        amount_cents=100 * (case.amount or 0),
        appeal_runs=case.state in APPEAL_RUNS,
        annulled=case.state is GasState.VERNIETIGD,
        on_hold=case.on_hold or case.is_prosecuted,
        amount_untold=case.uncorrected > 0,
        waited_since=None if since is None else city_day(since),
        decided_on=city_day(min(decided)) if decided else None,
    )


async def follow(tx: Transaction, claim: Claim, by: By) -> None:
    """A case that is elsewhere, as while an appeal runs, or on hold, stays where it is."""
    case = await store.get_for_update(tx, claim.case_id)
    if claim.state in OUTCOMES:
        if case.state in IN_COLLECTION:
            await close.close_claim(tx, claim.case_id, OUTCOMES[claim.state], by)
        return
    if claim.state in claim_rules.OPEN and case.state in PAID:
        await close.reopen_claim(tx, claim.case_id, by)
    if case.on_hold:
        return
    if claim.state in REMINDED and case.state is GasState.TE_BETALEN:
        await close.remind(tx, claim.case_id, by)
    if claim.state in COLLECTED and case.state is GasState.AANMANING:
        await close.collect(tx, claim.case_id, by)


async def reopened_at(tx: Transaction, case_id: UUID) -> datetime | None:
    return await timeline.latest(tx, case_id, *REOPENED)


DEBTS = Debts(
    lock=store.find_for_update,
    standing=standing,
    follow=follow,
    reopened_at=reopened_at,
    prescription=PRESCRIPTION_TERM,
    heads=store.DEBT_HEADS,
)
