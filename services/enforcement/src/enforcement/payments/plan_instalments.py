"""Agree instalments, end a plan, and flag an instalment that was missed."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from chassis.bus import Timer, revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.legal_terms import case_terms
from enforcement.payments.rules import instalments
from enforcement.payments.rules.claim import GRACE_DAYS, OPEN, PAYMENT_TERM, ClaimState
from enforcement.payments.rules.instalments import Instalment
from enforcement.payments.rules.requests import RequestState
from enforcement.payments.store import accounts, plans, requests
from enforcement.payments.store.accounts import Account
from enforcement.payments.store.plans import InstalmentPlan

TIMER = "instalment-due"
AGREED = "instalments-agreed"
ENDED = "instalments-ended"
MISSED = "instalment-missed"


async def agree(tx: Transaction, case_id: UUID, plan: Sequence[Instalment], by: By) -> Account:
    """Instalments for all that is still owed; they replace a plan that runs.

    Raises ``RefusedError``.
    """
    account = await accounts.read_for_update(tx, case_id)
    claim, today = account.claim, city_day(tx.now)
    if claim.state not in OPEN:
        raise StepRefusedError(lazy("Van deze boete is niets meer te betalen."))
    wrong = instalments.objection(
        plan, account.balance.outstanding_cents, today, claim.prescribes_on
    )
    if wrong is not None:
        raise FieldRefusedError("instalments", wrong)
    await _replace(tx, account, plan, by)
    await requests.answer(tx, case_id, RequestState.TOEGESTAAN, by)
    return account


async def lower(tx: Transaction, account: Account, by: By) -> None:
    """Less is owed: nobody pays instalments above it, and the days that were agreed stay."""
    if account.plan is None:
        return
    left = account.balance.outstanding_cents
    if left:
        parts = instalments.shortened(account.standing(city_day(tx.now)), left)
        await _replace(tx, account, parts, by)
        return
    reason = lazy("Van deze boete is niets meer te betalen.")
    await drop(tx, account.claim.case_id, reason, by)
    account.plan, account.instalments = None, ()


async def postpone(tx: Transaction, account: Account, by: By) -> None:
    """The city waited and goes on: instalments that fell meanwhile come later, and all after them.

    A plan that was missed before the city waited stays so.
    """
    today, since = city_day(tx.now), account.waited_since
    asked = account.claim.state in OPEN and not account.waits
    if account.plan is None or since is None or not asked:
        return
    parts = account.standing(min(today, since))
    left = [part for part in parts if part.paid_cents < part.amount_cents]
    if instalments.missed(parts) or not left or left[0].due_on > today:
        return
    first_on = max(account.claim.due_on, today + timedelta(days=GRACE_DAYS))
    await _replace(tx, account, instalments.postponed(parts, first_on), by)


async def end(tx: Transaction, case_id: UUID, reason: str, by: By) -> Account:
    """The plan is no longer kept: the whole claim is due again. Raises ``StepRefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    if account.plan is not None and not account.plan_runs:
        raise StepRefusedError(lazy("Deze afbetaling is helemaal betaald."))
    return await drop(tx, case_id, reason, by)


async def drop(tx: Transaction, case_id: UUID, reason: str, by: By) -> Account:
    """There is nothing to pay by the plan any more, or it stops. Raises ``StepRefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    if account.plan is None:
        raise StepRefusedError(lazy("Voor deze boete loopt geen afbetalingsplan."))
    await _end(tx, account.plan, reason)
    account.plan, account.instalments = None, ()
    await _owe_whole(tx, account)
    state = account.claim.state
    timeline.note(tx, account.claim.file_id, ENDED, (state, state), by, reason=reason)
    return account


async def flag_missed(tx: Transaction, timer: Timer) -> None:
    """The day after an instalment was due: note whether it is missed, and watch the next."""
    case_id = await plans.case_of(tx, UUID(timer.key))
    if case_id is None:
        return
    account = await accounts.read_for_update(tx, case_id)
    if account.plan is None or str(account.plan.plan_id) != timer.key:
        return
    state = account.claim.state
    if state not in OPEN:
        return
    if not account.plan_kept(city_day(tx.now)):
        timeline.note(tx, account.claim.file_id, MISSED, (state, state), CLOCK)
    await _watch(tx, account)


async def _replace(tx: Transaction, account: Account, plan: Sequence[Instalment], by: By) -> None:
    claim = account.claim
    if account.plan is not None:
        await _end(tx, account.plan, lazy("Vervangen door een ander plan."))
        await tx.session.flush()
    account.plan = InstalmentPlan(
        plan_id=uuid4(),
        case_id=claim.case_id,
        agreed_at=tx.now,
        agreed_by=by.subject,
        paid_before_cents=account.balance.paid_cents,
    )
    account.instalments = plan
    await plans.keep(tx, account.plan, plan)
    if claim.measure_id is None:
        await case_terms.close(tx, claim.case_id, PAYMENT_TERM)
    await _watch(tx, account)
    timeline.note(tx, claim.file_id, AGREED, (claim.state, claim.state), by)


async def _owe_whole(tx: Transaction, account: Account) -> None:
    """No instalments spread it any more: until when the whole had to be paid counts again."""
    claim = account.claim
    owes = claim.state is ClaimState.TE_BETALEN and account.balance.outstanding_cents > 0
    if owes and claim.measure_id is None:
        await case_terms.reopen(tx, claim.case_id, PAYMENT_TERM)


async def _watch(tx: Transaction, account: Account) -> None:
    day = instalments.next_due(account.instalments, city_day(tx.now))
    if account.plan is not None and day is not None:
        at = day_start(day + timedelta(days=1))
        await schedule(tx, TIMER, str(account.plan.plan_id), at)


async def _end(tx: Transaction, plan: InstalmentPlan, reason: str) -> None:
    plan.ended_at, plan.ended_because = tx.now, reason
    await revoke(tx, TIMER, str(plan.plan_id))
