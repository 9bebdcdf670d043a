"""Claims over HTTP: lists, one claim, bookings, instalments and the steps of collection."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from enforcement.cases.api.access import ClaimReader, Financer
from enforcement.cases.api.bodies import Day, Text
from enforcement.cases.store.timeline import By
from enforcement.payments import book, plan_instalments
from enforcement.payments import collect as collection
from enforcement.payments.request_instalments import allow, refuse
from enforcement.payments.rules.balance import MOST_CENTS
from enforcement.payments.rules.claim import CLAIM, ClaimState, ClaimStep
from enforcement.payments.rules.instalments import MOST, Instalment
from enforcement.payments.store import accounts, claims
from enforcement.payments.store.accounts import Account

router = APIRouter(prefix="/v1/claims", tags=["betalingen"])

Cents = Annotated[int, Field(ge=1, le=MOST_CENTS)]


class ClaimView(View):
    """Amounts in cents. ``dueOn`` is the last day on which it is paid in time.

    ``measureId``: the claim is of a penalty that was forfeited in this measure of the mayor, and
    ``caseId`` is what was forfeited. Empty for a fine.
    """

    case_id: UUID
    measure_id: UUID | None
    number: str
    reference: str
    state: str
    owed_cents: int
    paid_cents: int
    due_on: date
    prescribes_on: date


class BookingView(View):
    booking_id: UUID
    kind: str
    amount_cents: int
    paid_on: date
    booked_at: datetime
    reason: str | None
    undoes: UUID | None
    line_id: UUID | None


class InstalmentView(View):
    due_on: date
    amount_cents: int
    paid_cents: int
    state: str


class ListedClaim(ClaimView):
    """``paysBy``: the last day of the first instalment that is still open, or of the whole."""

    pays_by: date


class ClaimDetail(ClaimView):
    outstanding_cents: int
    credit_cents: int
    bookings: list[BookingView]
    instalments: list[InstalmentView]
    allowed: list[str]


class PaymentBody(Body):
    """``paidOn``: the day on which the bank booked it; today without one."""

    amount_cents: Cents
    paid_on: Day | None = None


class ReasonBody(Body):
    reason: Text


class InstalmentBody(Body):
    due_on: Day
    amount_cents: Cents


class PlanBody(Body):
    instalments: Annotated[list[InstalmentBody], Field(min_length=2, max_length=MOST)]


class FirstBody(Body):
    """``firstOn``: the last day for the first instalment; the others follow, one a month."""

    first_on: Day


class StepBody(Body):
    """A step of collection that was taken on a day; some need a reason."""

    step: ClaimStep
    on: Day | None = None
    reason: Text | None = None


@router.get("", **listed(ListedClaim))
async def list_claims(
    request: Request,
    tx: Tx,
    _actor: ClaimReader,
    page: Page,
    state: Annotated[ClaimState | None, Query()] = None,
) -> Response:
    """Claims in a state, all that are open without one, soonest to be paid first."""
    rows = await claims.page(tx, page, state)
    items = [ListedClaim.model_validate(row) for row in rows[: page.pagesize]]
    return hal(request, "claims", items, page, more=len(rows) > page.pagesize)


@router.get("/{case_id}")
async def read_claim(case_id: UUID, tx: Tx, _actor: ClaimReader) -> ClaimDetail:
    """One claim by the id of its case; not the person who owes it."""
    return detail(tx, await accounts.read(tx, case_id))


@router.post("/{case_id}/payments")
async def register_payment(
    case_id: UUID, body: PaymentBody, tx: Tx, actor: Financer
) -> ClaimDetail:
    """Book a payment that came by another way than a bank statement."""
    by = By.actor(actor)
    return detail(tx, await book.register_payment(tx, case_id, body.amount_cents, body.paid_on, by))


@router.post("/{case_id}/refunds")
async def refund(case_id: UUID, body: PaymentBody, tx: Tx, actor: Financer) -> ClaimDetail:
    """Book that what was paid too much was given back."""
    by = By.actor(actor)
    return detail(tx, await book.refund(tx, case_id, body.amount_cents, body.paid_on, by))


@router.post("/{case_id}/bookings/{booking_id}/correction")
async def undo_booking(
    case_id: UUID, booking_id: UUID, body: ReasonBody, tx: Tx, actor: Financer
) -> ClaimDetail:
    """Book back what was booked wrongly."""
    by = By.actor(actor)
    return detail(tx, await book.undo_booking(tx, case_id, booking_id, body.reason, by))


@router.post("/{case_id}/instalments")
async def agree_instalments(case_id: UUID, body: PlanBody, tx: Tx, actor: Financer) -> ClaimDetail:
    """Agree in which parts, and by when, the rest is paid."""
    plan = [Instalment(part.due_on, part.amount_cents) for part in body.instalments]
    return detail(tx, await plan_instalments.agree(tx, case_id, plan, By.actor(actor)))


@router.post("/{case_id}/instalments/end")
async def end_instalments(case_id: UUID, body: ReasonBody, tx: Tx, actor: Financer) -> ClaimDetail:
    """End the plan: the whole is due again."""
    return detail(tx, await plan_instalments.end(tx, case_id, body.reason, By.actor(actor)))


@router.post("/{case_id}/instalment-request/approval")
async def allow_instalments(case_id: UUID, body: FirstBody, tx: Tx, actor: Financer) -> ClaimDetail:
    """Agree instalments as the person asked for them on the page of the own case."""
    return detail(tx, await allow(tx, case_id, body.first_on, By.actor(actor)))


@router.post("/{case_id}/instalment-request/refusal")
async def refuse_instalments(
    case_id: UUID, body: ReasonBody, tx: Tx, actor: Financer
) -> ClaimDetail:
    """Say no to whoever asked for instalments, with a reason that they read."""
    return detail(tx, await refuse(tx, case_id, body.reason, By.actor(actor)))


@router.post("/{case_id}/steps")
async def take_step(case_id: UUID, body: StepBody, tx: Tx, actor: Financer) -> ClaimDetail:
    """Record a step of collection: reminder, notice, visa, service, interruption, or an end."""
    by = By.actor(actor)
    account = await collection.collect(tx, case_id, body.step, by, body.on, body.reason)
    return detail(tx, account)


def detail(tx: Transaction, account: Account) -> ClaimDetail:
    today = city_day(tx.now)
    of = account.balance
    return ClaimDetail(
        case_id=account.claim.case_id,
        measure_id=account.claim.measure_id,
        number=account.number,
        reference=account.claim.reference,
        state=account.claim.state,
        owed_cents=of.owed_cents,
        paid_cents=of.paid_cents,
        due_on=account.claim.due_on,
        prescribes_on=account.claim.prescribes_on,
        outstanding_cents=of.outstanding_cents,
        credit_cents=of.credit_cents,
        bookings=[BookingView.model_validate(each) for each in account.bookings],
        instalments=[InstalmentView.model_validate(each) for each in account.standing(today)],
        allowed=CLAIM.allowed(account.file(today), today),
    )
