"""Routes of the steps of a procedure: one form for each, all built alike from its table."""

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
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import StepForm, StepForms
from enforcement.cases.store import timeline

SURE = "zeker"
"""The answer to the question whether what was filled in is right."""
YES, IMPROVE = "ja", "nee"
SEEN = "gezien"
"""The last line of the timeline when the form was shown: nobody acts on what others changed."""

CHANGED = mark(
    "Intussen veranderde dit dossier, door een collega of door een tweede klik. Wat je invulde, "
    "staat er nog. Bekijk eerst het dossier, en bewaar dan opnieuw als het nog klopt."
)


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
        if form.value(SEEN) not in ("", str(await timeline.newest(tx, case_id))):
            form.errors[""] = CHANGED
        if form.model is None or form.errors:
            return await _show(request, tx, case_id, procedure, step, form, status=422)
        if step.asks and sure != YES:
            template = "step.html" if sure == IMPROVE else "step_check.html"
            return await _show(request, tx, case_id, procedure, step, form, template=template)
        try:
            async with tx.session.begin_nested():
                await step.run(tx, case_id, actor, form.model)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            _refuse(form, step, refusal)
            return await _show(request, tx, case_id, procedure, step, form, status=422)
        await tell(
            tx, request, _("Genoteerd: %(step)s.") % {"step": _within(procedure.steps[step.step])}
        )
        return go(f"{procedure.address}/{case_id}")

    return (
        asks_again("shows what cannot be undone once more")(post_step) if step.asks else post_step
    )


def _within(label: str) -> str:
    """A label inside a sentence: names keep their capitals."""
    said = _(label)
    return said[:1].lower() + said[1:]


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
    procedure: StepForms,
    step: StepForm,
    form: Form[Any],
    *,
    status: int = 200,
    template: str = "step.html",
) -> Response:
    case = await procedure.get(tx, case_id)
    fields = await step.offered(tx, case_id)
    form.labels = {each.name: _(each.label) for each in fields}
    form.values[SEEN] = [str(await timeline.newest(tx, case_id))]
    return page(
        request,
        template,
        status=status,
        case=case,
        step=step,
        fields=fields,
        back=f"{procedure.address}/{case_id}",
        facts=await procedure.summary(tx, case),
        label=procedure.steps[step.step],
        answers=step.answers(form, fields) if template == "step_check.html" else (),
        form=form,
    )
