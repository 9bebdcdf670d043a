"""One application: the answers of its owner, the checklist, and whether it is complete."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, ValidationError
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor, Body, reasons
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.acts.fields import Moment
from enforcement.application_register import store
from enforcement.application_register.rules import EndedApplicationError
from enforcement.applications import labels
from enforcement.applications.checklist import checklist_of
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.applications.pages.people import ApplicationReader, ApplicationWorker
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits
from enforcement.suitability import labels as dossier_labels
from enforcement.suitability import store as dossiers
from enforcement.suitability.acts.application import CheckCompleteness
from enforcement.suitability.acts.lines import Lines, lines
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import DossierStep

router = APIRouter(include_in_schema=False, prefix="/aanvragen/{application_id}")


class CompletenessForm(Body):
    """``in_order`` are codes of the checklist; ``besides`` is what it does not name, by line."""

    in_order: list[str] = Field(default_factory=list, max_length=50, alias="in_orde")
    besides: Lines = Field(default="", alias="ontbreekt")
    day: Moment | None = Field(default=None, alias="dag")


@router.get("")
async def get_application(
    request: Request, application_id: UUID, tx: Tx, actor: ApplicationReader
) -> Response:
    return await _show(request, tx, actor, application_id, Form())


@router.post("/volledigheid")
async def post_completeness(
    request: Request, application_id: UUID, tx: Tx, actor: ApplicationWorker
) -> Response:
    """All that is asked and not ticked is missing; with nothing missing it is complete."""
    form = await read(request, CompletenessForm)
    application = await store.get(tx, application_id)
    if form.model is not None:
        try:
            if application.dossier_id is None or application.ended_at is not None:
                raise EndedApplicationError
            missing = [
                labels.document(line.code)
                for line in await checklist_of(tx, application)
                if line.required and line.code not in form.model.in_order
            ]
            missing += lines(form.model.besides)
            checked = CheckCompleteness(
                complete=not missing, missing=missing, sent_at=form.model.day
            )
            await DECLARATIONS.take(tx, application.dossier_id, By.actor(actor), checked)
        except NotFoundError:
            raise
        except ValidationError as error:
            form.errors["ontbreekt"] = reasons.reason(error.errors()[0])
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
    if form.errors:
        return await _show(request, tx, actor, application_id, form, status=422)
    await tell(tx, request, _("De volledigheid is genoteerd, en de eigenaar leest ze."))
    return go(f"/aanvragen/{application_id}")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    application_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    application = await store.get(tx, application_id)
    await consult_applicant(tx, actor, [application_id])
    dossier = None
    if application.dossier_id is not None:
        dossier, _premises = await dossiers.get(tx, application.dossier_id, None)
    examines = dossier is not None and permits(dossier, DossierStep.COMPLETENESS, city_day(tx.now))
    return page(
        request,
        "application.html",
        status=status,
        application=application,
        said=store.filled_in(tx, application),
        lines=await checklist_of(tx, application),
        dossier=dossier,
        examines=examines and application.ended_at is None,
        labels=labels,
        permit=dossier_labels.permit(application.permit_type),
        state_label=dossier_labels.state_label,
        form=form,
    )
