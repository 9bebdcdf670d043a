"""Collect a claim: reminder, registered notice, visa, service, and the ends that are no payment."""

from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import GasCollectionStarted, GasReminderSent
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.notifications.rules.notification import Proof
from enforcement.payments.advance import advance
from enforcement.payments.rules.claim import (
    COLLECTED,
    COLLECTION_BASIS,
    PRESCRIPTION_BASIS,
    ClaimStep,
)
from enforcement.payments.start_terms import start_prescription
from enforcement.payments.store import accounts, debts
from enforcement.payments.store.accounts import Account

ASKING = {ClaimStep.REMINDER, ClaimStep.NOTICE}
INTERRUPTING = {ClaimStep.SERVICE, ClaimStep.INTERRUPTION}
"""Served, or another act of art. 2244 of the old civil code: the five years begin anew."""
NEEDS_REASON = {ClaimStep.INTERRUPTION, ClaimStep.WRITE_OFF}
FINAL = {ClaimStep.WRITE_OFF, ClaimStep.PRESCRIPTION}
"""Nobody asks for the money afterwards; it cannot be undone."""
BASIS = {
    ClaimStep.NOTICE: COLLECTION_BASIS,
    ClaimStep.VISA: COLLECTION_BASIS,
    ClaimStep.SERVICE: COLLECTION_BASIS,
    ClaimStep.INTERRUPTION: PRESCRIPTION_BASIS,
    ClaimStep.PRESCRIPTION: PRESCRIPTION_BASIS,
}


async def collect(
    tx: Transaction, case_id: UUID, step: ClaimStep, by: By, on: date | None, reason: str | None
) -> Account:
    """Record a step that was taken on a day (today without one). Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    claim, today = account.claim, city_day(tx.now)
    day = on or today
    if day > today:
        raise FieldRefusedError("on", lazy("Deze dag ligt in de toekomst."))
    if day < min(claim.due_from, claim.prescription_from):
        raise FieldRefusedError("on", lazy("Toen was deze boete nog niet te betalen."))
    if step in INTERRUPTING and day > claim.prescribes_on:
        raise FieldRefusedError("on", lazy("Toen was deze boete al verjaard."))
    if step in NEEDS_REASON and reason is None:
        raise FieldRefusedError("reason", lazy("Zeg waarom, of waardoor."))
    await advance(tx, account, step, by, reason=reason, basis=BASIS.get(step))
    if step in ASKING:
        claim.asked_on = day
        registered = step is ClaimStep.NOTICE
        if claim.measure_id is None:
            record(tx, GasReminderSent(case_id=case_id, registered=registered, sent_at=tx.now))
    if step is ClaimStep.VISA and claim.measure_id is None:
        record(tx, GasCollectionStarted(case_id=case_id, started_at=tx.now))
    if step in INTERRUPTING:
        await start_prescription(tx, claim, max(day, claim.prescription_from))
        await debts.follow(tx, claim, by)
    return account


async def reminder_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A reminder reached its addressee: the days to pay run from then. Raises ``RefusedError``."""
    await collect(tx, case_id, ClaimStep.REMINDER, by, on, None)


async def asked_later(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """A letter that asks to pay proves to have arrived later: so the days that it leaves begin."""
    account = await accounts.read_for_update(tx, case_id)
    claim = account.claim
    if claim.asked_on == proof.presumed_on:
        claim.asked_on = proof.proven_on
    if claim.state in COLLECTED:
        state = (await debts.standing_of(tx, claim)).state
        await ask_review(tx, case_id, state, by, Early.INGEVORDERD)


async def notice_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """The registered notice reached its addressee. Raises ``RefusedError``."""
    await collect(tx, case_id, ClaimStep.NOTICE, by, on, None)
