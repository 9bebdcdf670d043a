"""Routes of the steps of a procedure: one form for each, all built alike from its table."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from enforcement.acts.pages import (
    ASKS_AGAIN,
    CHANGED,
    IMPROVE,
    SEEN,
    SURE,
    YES,
    answers,
    refuse,
    told,
)
from enforcement.cases import labels
from enforcement.cases.pages.step_form import StepForm, StepForms
from enforcement.cases.store import timeline


def routes_of(procedure: StepForms) -> APIRouter:
    """A page for each form of a procedure."""
    router = APIRouter(include_in_schema=False)
    for step in procedure.forms:
        path = f"{procedure.address}/{{case_id}}/{step.path}"
        router.add_api_route(path, _shown(procedure, step), methods=["GET"])
        router.add_api_route(path, _sent(procedure, step), methods=["POST"])
    return router


def _shown(procedure: StepForms, step: StepForm) -> Callable[..., Awaitable[Response]]:
    async def get_step(
        request: Request, case_id: UUID, tx: Tx, actor: Actor = allow(*step.functions)
    ) -> Response:
        form = await step.blank(tx, case_id)
        return await _show(request, tx, case_id, procedure, step, form)

    return get_step


def _sent(procedure: StepForms, step: StepForm) -> Callable[..., Awaitable[Response]]:
    async def post_step(
        request: Request, case_id: UUID, tx: Tx, actor: Actor = allow(*step.functions)
    ) -> Response:
        form = await read(request, step.model, apart=SEEN)
        sure = form.value(SURE)
        await procedure.lock(tx, case_id)
        if form.value(SEEN) not in ("", str(await timeline.newest(tx, case_id))):
            form.errors[""] = CHANGED
        if form.model is None or form.errors:
            return await _show(request, tx, case_id, procedure, step, form, status=422)
        if step.asks and sure != YES:
            checks = sure != IMPROVE
            return await _show(request, tx, case_id, procedure, step, form, checks=checks)
        try:
            async with tx.session.begin_nested():
                await step.run(tx, case_id, actor, form.model)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            refuse(form, step.field_of, refusal)
            return await _show(request, tx, case_id, procedure, step, form, status=422)
        await tell(tx, request, told(procedure.steps[step.step]))
        return go(f"{procedure.address}/{case_id}")

    return asks_again(ASKS_AGAIN)(post_step) if step.asks else post_step


async def _show(
    request: Request,
    tx: Transaction,
    case_id: UUID,
    procedure: StepForms,
    step: StepForm,
    form: Form[Any],
    *,
    status: int = 200,
    checks: bool = False,
) -> Response:
    """The form, or with ``checks`` what was filled in, once more before it is done."""
    case = await procedure.get(tx, case_id)
    fields = await step.offered(tx, case_id)
    form.labels = {each.name: _(each.label) for each in fields}
    form.values[SEEN] = [str(await timeline.newest(tx, case_id))]
    return page(
        request,
        "step_check.html" if checks else step.template,
        status=status,
        case=case,
        step=step,
        fields=fields,
        back=f"{procedure.address}/{case_id}",
        facts=await procedure.summary(tx, case),
        label=procedure.steps[step.step],
        answers=answers(form, fields) if checks else (),
        beside=None if checks or step.beside is None else await step.beside(tx, case_id),
        words=labels,
        form=form,
    )
