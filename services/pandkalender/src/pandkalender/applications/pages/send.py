"""Pages to check the answers, to send an application, to add to it, and to withdraw it."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from pandkalender.applications import labels
from pandkalender.applications.pages.forms import shown
from pandkalender.applications.rules.progress import (
    TASKS,
    ApplicationState,
    IncompleteError,
    unanswered,
)
from pandkalender.applications.store import applications, documents
from pandkalender.applications.submit import send_more, submit, withdraw
from pandkalender.authorisation import Owner
from pandkalender.settings import DocumentChecklist, Terms
from pandkalender.suitability.store import premises_of

router = APIRouter(prefix="/aanvragen/{application_id}", include_in_schema=False)


class OnceForm(Body):
    """The key by which a form that is sent twice is known."""

    key: UUID = Field(alias="sleutel")


@router.get("/nakijken")
async def get_check(request: Request, application_id: UUID, tx: Tx, actor: Owner) -> Response:
    application = await applications.get(tx, application_id, actor.organisation)
    said = applications.answers(tx, application).tasks
    if application.state is not ApplicationState.CONCEPT:
        return go(f"/aanvragen/{application_id}")
    if unanswered(application.kind, said):
        raise IncompleteError
    premises = {each.premises_id: each for each in await premises_of(tx, actor.organisation)}
    return page(
        request,
        "application_check.html",
        application=application,
        premises=premises.get(application.premises_id) if application.premises_id else None,
        answers=[
            (task, shown(task, said[task])) for task in TASKS[application.kind] if task in said
        ],
        documents=await documents.of_application(tx, application_id),
        key=new_key(),
        form=Form(),
        words=labels,
    )


@router.post("/nakijken")
async def post_submit(
    request: Request,
    application_id: UUID,
    tx: Tx,
    actor: Owner,
    checklist: DocumentChecklist,
    terms: Terms,
) -> Response:
    """Sent twice, it is submitted once."""
    form = await read(request, OnceForm)
    if form.model is None:
        raise FieldRefusedError("sleutel", "Open deze bladzijde opnieuw en verstuur dan.")
    if await is_first(tx, form.model.key):
        await submit(tx, actor.organisation, application_id, checklist, terms)
    return go(f"/aanvragen/{application_id}")


@router.post("/aanvullen")
async def post_more(request: Request, application_id: UUID, tx: Tx, actor: Owner) -> Response:
    if await send_more(tx, actor.organisation, application_id):
        await tell(tx, request, _("Je documenten zijn naar de stad verstuurd."))
    return go(f"/aanvragen/{application_id}")


@router.get("/intrekken")
async def get_withdraw(request: Request, application_id: UUID, tx: Tx, actor: Owner) -> Response:
    application = await applications.get(tx, application_id, actor.organisation)
    return page(
        request,
        "application_withdraw.html",
        application=application,
        is_draft=application.state is ApplicationState.CONCEPT,
        form=Form(),
        words=labels,
    )


@router.post("/intrekken")
async def post_withdraw(request: Request, application_id: UUID, tx: Tx, actor: Owner) -> Response:
    try:
        await withdraw(tx, actor.organisation, application_id)
    except RefusedError as refusal:
        application = await applications.get(tx, application_id, actor.organisation)
        form: Form[Body] = Form()
        form.refuse(refusal)
        return page(
            request,
            "application_withdraw.html",
            status=409,
            application=application,
            is_draft=False,
            form=form,
            words=labels,
        )
    await tell(tx, request, _("De aanvraag is weg."))
    return go("/vergunningen")
