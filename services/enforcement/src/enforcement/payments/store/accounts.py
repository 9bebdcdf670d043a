"""The account of one claim: everything that its rules look at, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.gas import store as gas
from enforcement.gas.rules import GasState
from enforcement.mayor_measures import store as measures
from enforcement.payments.rules import instalments
from enforcement.payments.rules.balance import Balance, balance
from enforcement.payments.rules.claim import APPEAL_RUNS, ClaimFile, waits_until
from enforcement.payments.rules.instalments import Instalment, InstalmentStanding
from enforcement.payments.rules.waiting import last_wait_began
from enforcement.payments.store import bookings, claims, plans
from enforcement.payments.store.bookings import Booking
from enforcement.payments.store.claims import Claim
from enforcement.payments.store.plans import InstalmentPlan


@dataclass(slots=True)
class Account:
    """A claim with its bookings and the plan that runs; ``number`` is that of its case.

    ``waited_since`` is the day on which the city last began to wait with it, whether it does still.
    """

    claim: Claim
    number: str
    appeal_runs: bool
    annulled: bool
    on_hold: bool
    amount_untold: bool
    waited_since: date | None
    bookings: list[Booking]
    plan: InstalmentPlan | None
    instalments: Sequence[Instalment]

    @property
    def balance(self) -> Balance:
        """A fine that a judge annulled owes nothing: whatever was paid goes back."""
        return balance(0 if self.annulled else self.claim.owed_cents, self.bookings)

    @property
    def waits(self) -> bool:
        """Nothing is asked now: of whoever may appeal, or appealed, or may prove to be a victim."""
        return self.appeal_runs or self.on_hold or self.amount_untold

    def standing(self, today: date) -> list[InstalmentStanding]:
        """The instalments of the plan that runs; empty without one. Nobody misses one meanwhile."""
        on = today if not self.waits else min(today, self.waited_since or today)
        return instalments.standing(self.instalments, self._paid_on_plan, on)

    def plan_kept(self, today: date) -> bool:
        return self.plan is not None and not instalments.missed(self.standing(today))

    def file(self, today: date) -> ClaimFile:
        return ClaimFile(
            state=self.claim.state,
            due_on=self.claim.due_on,
            prescribes_on=self.claim.prescribes_on,
            waits_until=waits_until(self.claim.due_on, self.claim.asked_on),
            outstanding_cents=self.balance.outstanding_cents,
            plan_kept=self.plan_kept(today),
            appeal_runs=self.appeal_runs,
            on_hold=self.on_hold,
            amount_untold=self.amount_untold,
        )

    @property
    def _paid_on_plan(self) -> int:
        before = 0 if self.plan is None else self.plan.paid_before_cents
        return self.balance.paid_cents - before


async def read(tx: Transaction, case_id: UUID) -> Account:
    """For showing it. Raises ``ClaimNotFoundError``."""
    return await _account(tx, await claims.get(tx, case_id))


async def read_for_update(tx: Transaction, case_id: UUID) -> Account:
    """For changing it: one booking or step at a time. Raises ``ClaimNotFoundError``."""
    await lock_debt(tx, case_id)
    return await _account(tx, await claims.get_for_update(tx, case_id))


async def lock_debt(tx: Transaction, case_id: UUID) -> None:
    """Lock the case of a debt, before its claim, the lines that paid it and what was asked of it.

    Every step of a case that leads to finance locks in this order: no two wait for each other.
    """
    claim = await claims.find(tx, case_id)
    if claim is None or claim.measure_id is None:
        await gas.find_for_update(tx, case_id)
    else:
        await measures.find_for_update(tx, claim.measure_id)


@dataclass(frozen=True, slots=True)
class _DebtStanding:
    number: str
    appeal_runs: bool
    annulled: bool
    on_hold: bool = False
    amount_untold: bool = False
    waited_since: date | None = None


async def _owed(tx: Transaction, claim: Claim) -> _DebtStanding:
    """Whether the fine, or the order with its penalty, may be collected now.

    Going to the Council of State holds nothing up (coordinated laws art. 17); its stay does.
    """
    if claim.measure_id is not None:
        order = await measures.get(tx, claim.measure_id)
        annulled = order.annulled_at is not None
        return _DebtStanding(order.number, order.stayed_at is not None and not annulled, annulled)
    case = await gas.get(tx, claim.case_id)
    appeal_runs = case.state in APPEAL_RUNS
    annulled = case.state is GasState.VERNIETIGD
    since = last_wait_began(await timeline.of_case(tx, claim.case_id))
    return _DebtStanding(
        case.number,
        appeal_runs,
        annulled,
        case.on_hold or case.is_prosecuted,
        case.uncorrected > 0,
        None if since is None else city_day(since),
    )


async def _account(tx: Transaction, claim: Claim) -> Account:
    plan = await plans.current(tx, claim.case_id)
    owed = await _owed(tx, claim)
    return Account(
        claim=claim,
        number=owed.number,
        appeal_runs=owed.appeal_runs,
        annulled=owed.annulled,
        on_hold=owed.on_hold,
        amount_untold=owed.amount_untold,
        waited_since=owed.waited_since,
        bookings=[*await bookings.of_case(tx, claim.case_id)],
        plan=plan,
        instalments=() if plan is None else await plans.parts(tx, plan.plan_id),
    )
