"""Pages of ``/betalingen``: what waits for finance, one claim, its bookings and instalments."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from enforcement.cases import labels as cases
from enforcement.cases.store.timeline import By
from enforcement.payments import book, labels, plan_instalments
from enforcement.payments.ask_to_pay import LETTERS
from enforcement.payments.pages.forms import (
    ON_A_PAGE,
    Financer,
    MoneyForm,
    PlanForm,
    ReasonForm,
)
from enforcement.payments.rules import instalments
from enforcement.payments.rules.balance import to_undo
from enforcement.payments.rules.claim import CLAIM, BookingNotFoundError, ClaimStep
from enforcement.payments.rules.reference import written
from enforcement.payments.rules.statement import LineState
from enforcement.payments.store import accounts, claims, court_costs, requests, statements
from enforcement.payments.store.accounts import Account

router = APIRouter(include_in_schema=False)

HOME = "/betalingen"
SHOWN_AFTER = timedelta(days=30)
"""Time for which costs that were paid stay on the home, for whoever noted it by mistake."""


@router.get(HOME)
async def get_payments(
    request: Request,
    tx: Tx,
    _actor: Financer,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Claims soonest due first, and before them what asks for somebody. No person is named."""
    return await show_payments(request, tx, Form(), number)


@router.get(f"{HOME}/{{case_id}}")
async def get_claim(request: Request, case_id: UUID, tx: Tx, _actor: Financer) -> Response:
    return await _show(request, tx, await accounts.read(tx, case_id), Form())


@router.post(f"{HOME}/{{case_id}}/betaling")
async def post_payment(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, MoneyForm)
    if form.model is not None:
        try:
            async with tx.savepoint():  # a day that is refused uses no key
                if await is_first(tx, form.model.key):
                    await book.register_payment(
                        tx, case_id, form.model.amount_cents, form.model.on, By.actor(actor)
                    )
                    await tell(tx, request, _("De betaling is geboekt."))
            return go(f"{HOME}/{case_id}")
        except FieldRefusedError as refusal:
            form.errors["dag"] = refusal.reason
    return await _show(request, tx, await accounts.read(tx, case_id), form, status=422)


@router.get(f"{HOME}/{{case_id}}/terugbetaling")
async def get_refund(request: Request, case_id: UUID, tx: Tx, _actor: Financer) -> Response:
    return await _show_refund(request, tx, case_id, Form())


@router.post(f"{HOME}/{{case_id}}/terugbetaling")
async def post_refund(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, MoneyForm)
    if form.model is not None:
        try:
            async with tx.savepoint():  # an amount or day that is refused uses no key
                if await is_first(tx, form.model.key):
                    amount, on = form.model.amount_cents, form.model.on
                    await book.refund(tx, case_id, amount, on, By.actor(actor))
                    await tell(tx, request, _("De terugbetaling is geboekt."))
            return go(f"{HOME}/{case_id}")
        except FieldRefusedError as refusal:
            form.errors["dag" if refusal.field == "paidOn" else "bedrag"] = refusal.reason
    return await _show_refund(request, tx, case_id, form, status=422)


@router.get(f"{HOME}/{{case_id}}/boekingen/{{booking_id}}")
async def get_correction(
    request: Request, case_id: UUID, booking_id: UUID, tx: Tx, _actor: Financer
) -> Response:
    return await _show_correction(request, tx, case_id, booking_id, Form())


@router.post(f"{HOME}/{{case_id}}/boekingen/{{booking_id}}")
async def post_correction(
    request: Request, case_id: UUID, booking_id: UUID, tx: Tx, actor: Financer
) -> Response:
    form = await read(request, ReasonForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
        return await _show_correction(request, tx, case_id, booking_id, form, status=422)
    await book.undo_booking(tx, case_id, booking_id, form.model.reason, By.actor(actor))
    await tell(tx, request, _("De boeking is ongedaan gemaakt."))
    return go(f"{HOME}/{case_id}")


@router.post(f"{HOME}/{{case_id}}/afbetaling")
async def post_plan(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, PlanForm)
    account = await accounts.read_for_update(tx, case_id)
    if form.model is not None:
        plan = instalments.propose(
            account.balance.outstanding_cents, form.model.parts, form.model.first_on
        )
        try:
            await plan_instalments.agree(tx, case_id, plan, By.actor(actor))
            await tell(tx, request, _("De afbetaling is afgesproken."))
            return go(f"{HOME}/{case_id}")
        except RefusedError as refusal:
            form.errors["eerste"] = refusal.reason
    return await _show(request, tx, account, form, status=422)


@router.post(f"{HOME}/{{case_id}}/afbetaling/stop")
async def post_plan_end(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, ReasonForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
        return await _show(request, tx, await accounts.read(tx, case_id), form, status=422)
    await plan_instalments.end(tx, case_id, form.model.reason, By.actor(actor))
    await tell(tx, request, _("De afbetaling is gestopt. Alles is weer te betalen."))
    return go(f"{HOME}/{case_id}")


async def show_payments(
    request: Request, tx: Transaction, form: Form[Any], number: int = 1, *, status: int = 200
) -> Response:
    """The home of finance, also when a statement that was uploaded there is refused. What asks for
    something stands on its first page alone.
    """
    today = city_day(tx.now)
    rows = await claims.open_rows(tx, ON_A_PAGE + 1, (number - 1) * ON_A_PAGE)
    most = ON_A_PAGE if number == 1 else 0
    return page(
        request,
        "payments.html",
        status=status,
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        lines=await statements.in_state(tx, LineState.TE_BEKIJKEN, most),
        ahead=await statements.ahead(tx, most),
        late=await claims.late(tx, today, most),
        missed=await claims.with_missed_instalment(tx, today, most),
        overpaid=await claims.overpaid(tx, most),
        asked=await requests.waiting(tx, most),
        costs=await court_costs.unsettled(tx, most),
        costs_paid=await court_costs.settled_since(tx, today - SHOWN_AFTER, most),
        written=written,
        form=form,
        today=today,
        labels=labels,
        cases=cases,
    )


async def _show(
    request: Request, tx: Transaction, account: Account, form: Form[Any], *, status: int = 200
) -> Response:
    today = city_day(tx.now)
    undone = {booking.undoes for booking in account.bookings}
    return page(
        request,
        "claim.html",
        status=status,
        account=account,
        claim=account.claim,
        balance=account.balance,
        reference=written(account.claim.reference),
        steps=[ClaimStep(step) for step in CLAIM.allowed(account.file(today), today)],
        letters=LETTERS,
        standing=account.standing(today),
        asked=await requests.open_for_update(tx, account.claim.case_id),
        undone=undone,
        form=form,
        key=form.value("sleutel") or new_key(),
        today=today,
        labels=labels,
        cases=cases,
    )


async def _show_refund(
    request: Request, tx: Transaction, case_id: UUID, form: Form[Any], *, status: int = 200
) -> Response:
    account = await accounts.read(tx, case_id)
    key = form.value("sleutel") or new_key()
    return page(
        request,
        "claim_refund.html",
        status=status,
        account=account,
        form=form,
        key=key,
        labels=labels,
    )


async def _show_correction(
    request: Request,
    tx: Transaction,
    case_id: UUID,
    booking_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    account = await accounts.read(tx, case_id)
    booking = to_undo(account.bookings, booking_id)
    if booking is None:
        raise BookingNotFoundError
    return page(
        request,
        "claim_correction.html",
        status=status,
        account=account,
        booking=booking,
        form=form,
        labels=labels,
    )
