"""Open the claim of a fine that became final, with its reference and its two terms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK
from enforcement.payments import book, plan_instalments
from enforcement.payments.advance import settle
from enforcement.payments.rules.balance import MOST_CENTS
from enforcement.payments.rules.claim import GIVEN_UP, OPEN, ClaimState, DueFine
from enforcement.payments.start_terms import (
    last_day_to_pay,
    start_payment_term,
    start_prescription,
)
from enforcement.payments.store import accounts, claims, debts
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


async def open_claim(tx: Transaction, due: DueFine) -> Claim:
    """Once per case; what was paid ahead counts at once. A judge's other amount replaces the first,
    and leaves what was paid.

    Raises ``ValueError`` for an amount that no fine has.
    """
    if not 1 <= due.amount_cents <= MOST_CENTS:
        raise ValueError("a fine has an amount")
    case_id = due.case_id
    if await claims.find(tx, case_id) is not None:
        return await _revise(tx, due)
    claim = Claim(
        case_id=case_id,
        reference=await claims.reference_for(tx, case_id),
        owed_cents=due.amount_cents,
        state=ClaimState.TE_BETALEN,
        due_from=due.due_from,
        due_on=due.due_from,
        prescription_from=due.due_from,
        prescribes_on=due.due_from,
        opened_at=tx.now,
    )
    await start_prescription(tx, claim, await last_day_to_pay(tx, due.due_from))
    await start_payment_term(tx, claim, due.asked_from)
    tx.session.add(claim)
    timeline.note(tx, case_id, OPENED, (None, claim.state), CLOCK)
    await tx.session.flush()
    account = await accounts.read_for_update(tx, case_id)
    if account.balance.paid_cents:
        book.tell_received(tx, account)
        await settle(tx, account, CLOCK)
    return claim


async def open_to_give_back(tx: Transaction, case_id: UUID, owed_cents: int = 0) -> Claim:
    """The claim of a fine before it is final, of which more was paid than it owes: the rest goes
    back. Nothing is owed of one that fell.

    Once it is final after all, it opens again as it would have.
    """
    today = city_day(tx.now)
    claim = Claim(
        case_id=case_id,
        reference=await claims.reference_for(tx, case_id),
        owed_cents=owed_cents,
        state=ClaimState.BETAALD,
        resume=ClaimState.TE_BETALEN,
        due_from=today,
        due_on=today,
        prescription_from=today,
        prescribes_on=today,
        opened_at=tx.now,
        ended_at=tx.now,
    )
    tx.session.add(claim)
    await tx.session.flush()
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


async def _revise(tx: Transaction, due: DueFine) -> Claim:
    """What was given up, or prescribed, stays so, also when nobody noted yet that it has: no
    judgment and no correction lets the city ask for it again.

    Nor does a correction let the five years begin anew, or undo what interrupted them.
    """
    case_id, amount_cents = due.case_id, due.amount_cents
    account = await accounts.read_for_update(tx, case_id)
    claim = account.claim
    is_ahead = _opened_ahead(claim)
    was_paid = claim.state is ClaimState.BETAALD and not is_ahead
    given_up = claim.state in GIVEN_UP or (not is_ahead and await _had_prescribed(tx, claim))
    before, owed_before = claim.state, claim.owed_cents
    claim.owed_cents, claim.asked_on = amount_cents, None
    if not was_paid and not given_up:
        claim.state, claim.resume, claim.ended_at = ClaimState.TE_BETALEN, None, None
        await _start_terms(tx, claim, due, is_new=is_ahead)
    timeline.note(tx, case_id, REVISED, (before, claim.state), CLOCK)
    if amount_cents < owed_before:
        await plan_instalments.lower(tx, account, CLOCK)
    await plan_instalments.postpone(tx, account, CLOCK)
    if is_ahead and account.balance.paid_cents:
        book.tell_received(tx, account)
    await settle(tx, account, CLOCK)
    if was_paid and not given_up and claim.state in OPEN:
        # More is owed than was paid: in time until a new last day.
        claim.state = ClaimState.TE_BETALEN
        await _start_terms(tx, claim, due, is_new=False)
    await debts.follow(tx, claim, CLOCK)
    return claim


async def _start_terms(tx: Transaction, claim: Claim, due: DueFine, *, is_new: bool) -> None:
    by_law = due.due_from if is_new else due.prescribes_from
    first = await last_day_to_pay(tx, by_law)
    await start_prescription(tx, claim, first if is_new else max(claim.prescription_from, first))
    await start_payment_term(tx, claim, due.asked_from)


def _opened_ahead(claim: Claim) -> bool:
    """Whether it opened before its fine was final: one that is asked leaves days to pay."""
    return claim.due_on == claim.due_from


async def _had_prescribed(tx: Transaction, claim: Claim) -> bool:
    """Whether the five years were over before the fine was contested or corrected."""
    reopened_at = await debts.debts_of(claim).reopened_at(tx, claim.file_id)
    return reopened_at is not None and city_day(reopened_at) > claim.prescribes_on
