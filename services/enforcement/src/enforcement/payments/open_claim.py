"""Open the claim of a fine that became final, with its reference and its two terms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK
from enforcement.payments.advance import settle
from enforcement.payments.follow_case import follow_case
from enforcement.payments.rules.balance import MOST_CENTS
from enforcement.payments.rules.claim import ClaimState
from enforcement.payments.start_terms import start_payment_term, start_prescription
from enforcement.payments.store import accounts, claims
from enforcement.payments.store.claims import Claim


@dataclass(frozen=True, slots=True)
class PenaltyDebt:
    """The debt of one breach; ``breached_until`` is its last day."""

    measure_id: UUID
    amount_cents: int
    breached_until: date
    noted_on: date


OPENED = "claim-opened"
REVISED = "claim-revised"


async def open_claim(tx: Transaction, case_id: UUID, amount_cents: int, due_from: date) -> Claim:
    """Once per case. A judge's other amount replaces the first, and leaves what was paid.

    Raises ``ValueError`` for an amount that no fine has.
    """
    if not 1 <= amount_cents <= MOST_CENTS:
        raise ValueError("a fine has an amount")
    if await claims.find(tx, case_id) is not None:
        return await _revise(tx, case_id, amount_cents, due_from)
    claim = Claim(
        case_id=case_id,
        reference=await claims.reference_for(tx, case_id),
        owed_cents=amount_cents,
        state=ClaimState.TE_BETALEN,
        due_from=due_from,
        due_on=due_from,
        prescription_from=due_from,
        prescribes_on=due_from,
        opened_at=tx.now,
    )
    await start_payment_term(tx, claim, due_from)
    await start_prescription(tx, claim, claim.due_on)
    tx.session.add(claim)
    timeline.note(tx, case_id, OPENED, (None, claim.state), CLOCK)
    return claim


async def open_penalty(tx: Transaction, forfeit_id: UUID, owed: PenaltyDebt) -> Claim:
    """Of one breach, on its own: each prescribes a year after its own last day.

    It is to be paid within the days of a fine, from the day on which it was recorded.
    """
    claim = Claim(
        case_id=forfeit_id,
        measure_id=owed.measure_id,
        reference=await claims.reference_for(tx, forfeit_id),
        owed_cents=owed.amount_cents,
        state=ClaimState.TE_BETALEN,
        due_from=owed.noted_on,
        due_on=owed.noted_on,
        prescription_from=owed.breached_until,
        prescribes_on=owed.breached_until,
        opened_at=tx.now,
    )
    await start_payment_term(tx, claim, owed.noted_on)
    await start_prescription(tx, claim, owed.breached_until)
    tx.session.add(claim)
    await tx.session.flush()
    return claim


async def _revise(tx: Transaction, case_id: UUID, amount_cents: int, due_from: date) -> Claim:
    account = await accounts.read_for_update(tx, case_id)
    claim = account.claim
    before, claim.owed_cents, claim.asked_on = claim.state, amount_cents, None
    if claim.state is not ClaimState.BETAALD:
        claim.state, claim.resume, claim.ended_at = ClaimState.TE_BETALEN, None, None
        await start_payment_term(tx, claim, due_from)
        await start_prescription(tx, claim, claim.due_on)
    timeline.note(tx, case_id, REVISED, (before, claim.state), CLOCK)
    await settle(tx, account, CLOCK)
    await follow_case(tx, claim, CLOCK)
    return claim
