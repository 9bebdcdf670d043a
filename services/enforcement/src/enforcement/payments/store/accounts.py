"""The account of one claim: everything that its rules look at, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from enforcement.payments.rules import instalments
from enforcement.payments.rules.balance import Balance, balance
from enforcement.payments.rules.claim import ClaimFile, waits_until
from enforcement.payments.rules.instalments import Instalment, InstalmentStanding
from enforcement.payments.store import bookings, claims, debts, plans
from enforcement.payments.store.bookings import Booking
from enforcement.payments.store.claims import Claim
from enforcement.payments.store.plans import InstalmentPlan


@dataclass(slots=True)
class Account:
    """A claim with its bookings and the plan that runs; ``number`` is that of its case.

    ``waited_since`` is the day on which the city last began to wait with it, whether it does still;
    ``owed_since`` the first on which anybody can have paid it: of the decision, or the breach.
    """

    claim: Claim
    number: str
    appeal_runs: bool
    annulled: bool
    on_hold: bool
    amount_untold: bool
    waited_since: date | None
    owed_since: date
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

    @property
    def plan_runs(self) -> bool:
        """Something is still to be paid by the plan."""
        return self._paid_on_plan < sum(part.amount_cents for part in self.instalments)

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
    if claim is None:
        await debts.fines().lock(tx, case_id)
    else:
        await debts.debts_of(claim).lock(tx, claim.file_id)


async def _account(tx: Transaction, claim: Claim) -> Account:
    plan = await plans.current(tx, claim.case_id)
    owed = await debts.standing_of(tx, claim)
    return Account(
        claim=claim,
        number=owed.number,
        appeal_runs=owed.appeal_runs,
        annulled=owed.annulled,
        on_hold=owed.on_hold,
        amount_untold=owed.amount_untold,
        waited_since=owed.waited_since,
        owed_since=owed.decided_on or min(claim.due_from, claim.prescription_from),
        bookings=[*await bookings.of_case(tx, claim.case_id)],
        plan=plan,
        instalments=() if plan is None else await plans.parts(tx, plan.plan_id),
    )
