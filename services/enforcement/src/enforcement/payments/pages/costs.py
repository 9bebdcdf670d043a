"""Costs of an appeal, on a page of finance: the letter that asks for them, the service of the
judgment, and that they were paid, or were not after all.
"""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError, StepRefusedError
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.cases.store.timeline import By
from enforcement.payments import labels
from enforcement.payments.ask_costs import ask_costs
from enforcement.payments.award_costs import reopen_costs, settle_costs
from enforcement.payments.costs_term import serve, why_not_served
from enforcement.payments.pages.forms import CostsForm, Financer, ReasonForm
from enforcement.payments.rules.court_costs import CourtCostsNotFoundError
from enforcement.payments.rules.reference import written
from enforcement.payments.store import court_costs, debts

router = APIRouter(include_in_schema=False)

PATH = "/betalingen/{case_id}/gerechtskosten"


@router.get(PATH)
async def get_costs(request: Request, case_id: UUID, tx: Tx, _actor: Financer) -> Response:
    return await _show(request, tx, case_id, Form())


@router.post(PATH)
async def post_settled(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, CostsForm)
    if form.model is not None:
        try:
            await settle_costs(tx, case_id, By.actor(actor), form.model.on)
            await tell(tx, request, _("De gerechtskosten staan als betaald."))
            return go("/betalingen")
        except FieldRefusedError as refusal:
            form.errors["dag"] = refusal.reason
    return await _show(request, tx, case_id, form, status=422)


@router.post(f"{PATH}/brief")
async def post_letter(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    """A colleague of the cases checks and posts it."""
    try:
        async with tx.savepoint():
            await ask_costs(tx, request.app.state.city, actor, case_id)
        await tell(tx, request, _("De brief is gemaakt. Een collega kijkt hem na en post hem."))
    except NotFoundError:
        raise
    except RefusedError as refusal:
        await tell(tx, request, _(refusal.reason), "warning")
    return go(f"/betalingen/{case_id}/gerechtskosten")


@router.get(f"{PATH}/betekening")
async def get_service(request: Request, case_id: UUID, tx: Tx, _actor: Financer) -> Response:
    """Refused as the step itself is, while no bailiff goes."""
    objection = await why_not_served(tx, case_id)
    if objection is not None:
        raise StepRefusedError(objection)
    return await _show(request, tx, case_id, Form(), "court_costs_service.html")


@router.post(f"{PATH}/betekening")
async def post_service(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, CostsForm)
    if form.model is not None:
        try:
            await serve(tx, case_id, By.actor(actor), form.model.on)
            await tell(tx, request, _("De betekening van het vonnis is vastgelegd."))
            return go(f"/betalingen/{case_id}/gerechtskosten")
        except FieldRefusedError as refusal:
            form.errors["dag"] = refusal.reason
    return await _show(request, tx, case_id, form, "court_costs_service.html", status=422)


@router.post(f"{PATH}/ongedaan")
async def post_reopened(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, ReasonForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
        return await _show(request, tx, case_id, form, status=422)
    await reopen_costs(tx, case_id, form.model.reason, By.actor(actor))
    await tell(tx, request, _("De gerechtskosten zijn weer te betalen."))
    return go(f"/betalingen/{case_id}/gerechtskosten")


async def _show(
    request: Request,
    tx: Transaction,
    case_id: UUID,
    form: Form[Any],
    template: str = "court_costs.html",
    *,
    status: int = 200,
) -> Response:
    costs = await court_costs.find(tx, case_id)
    if costs is None:
        raise CourtCostsNotFoundError
    return page(
        request,
        template,
        status=status,
        costs=costs,
        unserved=await why_not_served(tx, case_id) if costs.is_asked else None,
        today=city_day(tx.now),
        number=(await debts.fines().standing(tx, case_id)).number,
        form=form,
        labels=labels,
        written=written,
    )
