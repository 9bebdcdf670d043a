"""Routes of the steps of a fine case: one form for each, all built alike from ``step_forms``."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, FieldsRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import case_list
from enforcement.gas import store as gas
from enforcement.gas.labels import STEP
from enforcement.gas.pages.step_form import StepForm
from enforcement.gas.pages.step_forms import FORMS
from enforcement.gas.pages.summary import summary

router = APIRouter(include_in_schema=False)

SURE = "zeker"
"""The answer to the question whether what was filled in is right."""
YES, IMPROVE = "ja", "nee"


def _shown(step: StepForm) -> Callable[..., Awaitable[Response]]:
    async def get_step(
        request: Request, case_id: UUID, tx: Tx, actor: Actor = allow(*step.functions)
    ) -> Response:
        return await _show(request, tx, case_id, step, Form())

    return get_step


def _sent(step: StepForm) -> Callable[..., Awaitable[Response]]:
    async def post_step(
        request: Request, case_id: UUID, tx: Tx, actor: Actor = allow(*step.functions)
    ) -> Response:
        form = await read(request, step.model)
        sure = form.value(SURE)
        if form.model is None:
            return await _show(request, tx, case_id, step, form, status=422)
        if step.asks and sure != YES:
            template = "gas_step.html" if sure == IMPROVE else "gas_step_check.html"
            return await _show(request, tx, case_id, step, form, template=template)
        try:
            async with tx.session.begin_nested():
                await step.run(tx, case_id, actor, form.model)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            _refuse(form, step, refusal)
            return await _show(request, tx, case_id, step, form, status=422)
        await tell(tx, request, _("Genoteerd: %(step)s.") % {"step": _(STEP[step.step]).lower()})
        return go(f"/dossiers/{case_id}")

    return (
        asks_again("shows what cannot be undone once more")(post_step) if step.asks else post_step
    )


def _refuse(form: Form[Any], step: StepForm, refusal: RefusedError) -> None:
    """Say what is wrong at the field of this form that it is about."""
    if isinstance(refusal, FieldRefusedError):
        form.errors[step.field_of(refusal.field)] = refusal.reason
    elif isinstance(refusal, FieldsRefusedError):
        form.errors |= {step.field_of(each.field): each.reason for each in refusal.errors}
    else:
        form.errors[""] = refusal.reason


async def _show(
    request: Request,
    tx: Transaction,
    case_id: UUID,
    step: StepForm,
    form: Form[Any],
    *,
    status: int = 200,
    template: str = "gas_step.html",
) -> Response:
    case = await case_list.head(tx, case_id, {CaseKind.GAS})
    return page(
        request,
        template,
        status=status,
        case=case,
        step=step,
        fields=await step.offered(tx),
        facts=await summary(tx, await gas.get(tx, case_id)),
        label=STEP[step.step],
        answers=step.answers(form) if template == "gas_step_check.html" else (),
        form=form,
    )


for _step in FORMS:
    _path = f"/dossiers/{{case_id}}/{_step.path}"
    router.add_api_route(_path, _shown(_step), methods=["GET"])
    router.add_api_route(_path, _sent(_step), methods=["POST"])
