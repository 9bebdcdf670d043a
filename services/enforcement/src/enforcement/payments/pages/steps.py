"""Pages of one step of collection: on which day, why, and a yes to what cannot be undone."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.cases.store.timeline import By
from enforcement.payments import labels
from enforcement.payments.ask_to_pay import LETTERS, ask_to_pay
from enforcement.payments.collect import FINAL, NEEDS_REASON, collect
from enforcement.payments.pages.forms import Financer, LetterForm, StepForm
from enforcement.payments.rules.claim import CLAIM, ClaimStep
from enforcement.payments.store import accounts

router = APIRouter(include_in_schema=False)

PATH = "/betalingen/{case_id}/stap/{step}"


@router.get(PATH)
async def get_step(
    request: Request, case_id: UUID, step: ClaimStep, tx: Tx, _actor: Financer
) -> Response:
    return await _show(request, tx, case_id, step, Form())


@router.post(PATH)
async def post_step(
    request: Request, case_id: UUID, step: ClaimStep, tx: Tx, actor: Financer
) -> Response:
    form = await read(request, StepForm)
    if form.model is not None:
        try:
            by = By.actor(actor)
            await collect(tx, case_id, step, by, form.model.on, form.model.reason)
            await tell(tx, request, _(labels.STEP[step]))
            return go(f"/betalingen/{case_id}")
        except FieldRefusedError as refusal:
            form.errors["reden" if refusal.field == "reason" else "dag"] = refusal.reason
    return await _show(request, tx, case_id, step, form, status=422)


@router.post("/betalingen/{case_id}/brief")
async def post_letter(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    """A reminder or a registered notice; a colleague of the cases checks and posts it."""
    form = await read(request, LetterForm)
    if form.model is None or form.model.step not in LETTERS:
        raise FieldRefusedError("soort", lazy("Kies een herinnering of een aanmaning."))
    try:
        async with tx.savepoint():
            await ask_to_pay(tx, request.app.state.city, actor, case_id, form.model.step)
        await tell(tx, request, _("De brief is gemaakt. Een collega kijkt hem na en post hem."))
    except NotFoundError:
        raise
    except RefusedError as refusal:
        await tell(tx, request, _(refusal.reason), "warning")
    return go(f"/betalingen/{case_id}")


async def _show(
    request: Request,
    tx: Transaction,
    case_id: UUID,
    step: ClaimStep,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    """Refused as the step itself is, while the procedure does not permit it."""
    account = await accounts.read(tx, case_id)
    today = city_day(tx.now)
    CLAIM.next_state(account.file(today), step, today)
    return page(
        request,
        "claim_step.html",
        status=status,
        account=account,
        step=step,
        needs_reason=step in NEEDS_REASON,
        is_final=step in FINAL,
        form=form,
        labels=labels,
    )
