"""Pages of one task, and of one document with its picture."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Request, UploadFile
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import LazyMessage, lazy
from chassis.refusals import NotFoundError, RefusedError
from chassis.uploads import Limits, UnreadableFileError
from chassis.uploads.reader import CleanDocument, read_document
from chassis.web import Actor
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from pandkalender.applications import labels
from pandkalender.applications.fill_in import add_document, answer, remove_document
from pandkalender.applications.pages.forms import filled, form_of
from pandkalender.applications.rules.checklist import OTHER, Checklist
from pandkalender.applications.rules.progress import (
    OPTIONAL,
    TASKS,
    ApplicationNotFoundError,
    ApplicationState,
    Task,
)
from pandkalender.applications.store import applications, documents
from pandkalender.applications.store.applications import PermitApplication
from pandkalender.authorisation import Owner
from pandkalender.settings import DocumentChecklist, Terms

router = APIRouter(prefix="/aanvragen/{application_id}", include_in_schema=False)

LIMITS = Limits(rows=1, pages=30)
MOST_FILES = 10


@router.get("/vragen/{task}")
async def get_task(
    request: Request, application_id: UUID, task: Task, tx: Tx, actor: Owner
) -> Response:
    application = await _with_task(tx, actor, application_id, task)
    said = applications.answers(tx, application).tasks.get(task)
    return _task(request, application, task, filled(task, said) if said else Form())


@router.post("/vragen/{task}")
async def post_task(
    request: Request, application_id: UUID, task: Task, tx: Tx, actor: Owner, terms: Terms
) -> Response:
    application = await _with_task(tx, actor, application_id, task)
    required = (application.kind, task) not in OPTIONAL
    form: Form[Any] = await read(request, form_of(task, required=required))
    if form.model is None:
        return _task(request, application, task, form, status=422)
    owner = actor.organisation
    await answer(tx, owner, application_id, task, form.model.said(), terms)
    return go(f"/aanvragen/{application_id}")


async def _files(
    actor: Owner, files: Annotated[list[UploadFile] | None, File(alias="bestand")] = None
) -> CleanDocument | LazyMessage:
    """Read what was uploaded before the transaction begins, so that it holds no connection."""
    contents = [await file.read() for file in (files or [])[:MOST_FILES]]
    contents = [content for content in contents if content]
    if not contents:
        return lazy("Kies een bestand of neem een foto.")
    try:
        return await read_document(contents, LIMITS)
    except UnreadableFileError as error:
        return error.text


Uploaded = Annotated[CleanDocument | LazyMessage, Depends(_files)]


@router.get("/documenten/{code}")
async def get_document(
    request: Request,
    application_id: UUID,
    code: str,
    tx: Tx,
    actor: Owner,
    checklist: DocumentChecklist,
) -> Response:
    application = await _with_line(tx, actor, application_id, code, checklist)
    return await _document(request, tx, application, code, Form())


@router.post("/documenten/{code}")
async def post_document(
    request: Request,
    application_id: UUID,
    code: str,
    uploaded: Uploaded,
    tx: Tx,
    actor: Owner,
    checklist: DocumentChecklist,
    terms: Terms,
) -> Response:
    application = await _with_line(tx, actor, application_id, code, checklist)
    form: Form[Any] = Form()
    if isinstance(uploaded, LazyMessage):
        form.errors["bestand"] = uploaded
        return await _document(request, tx, application, code, form, status=422)
    try:
        await add_document(tx, actor.organisation, application_id, code, uploaded, terms)
    except RefusedError as refusal:
        form.refuse(refusal)
        return await _document(request, tx, application, code, form, status=422)
    await tell(tx, request, _("Het document is bewaard. Kijk of het goed leesbaar is."))
    return go(f"/aanvragen/{application_id}/documenten/{code}")


@router.get("/voorbeeld/{document_id}")
async def get_picture(application_id: UUID, document_id: UUID, tx: Tx, actor: Owner) -> Response:
    await applications.get(tx, application_id, actor.organisation)
    picture = await documents.picture(tx, application_id, document_id)
    if picture is None:
        raise NotFoundError(lazy("Dit document"))
    return Response(picture, media_type="image/jpeg")


@router.post("/weghalen/{document_id}")
async def post_remove(
    request: Request, application_id: UUID, document_id: UUID, tx: Tx, actor: Owner
) -> Response:
    await remove_document(tx, actor.organisation, application_id, document_id)
    await tell(tx, request, _("Het document is weg."))
    return go(f"/aanvragen/{application_id}")


async def _with_task(
    tx: Transaction, actor: Actor, application_id: UUID, task: Task
) -> PermitApplication:
    application = await applications.get(tx, application_id, actor.organisation)
    if task not in TASKS[application.kind]:
        raise ApplicationNotFoundError
    return application


async def _with_line(
    tx: Transaction, actor: Actor, application_id: UUID, code: str, checklist: Checklist
) -> PermitApplication:
    application = await applications.get(tx, application_id, actor.organisation)
    lines = checklist.lines(application.permit_type, application.kind, city_day(tx.now))
    if code not in {OTHER, *(line.code for line in lines)}:
        raise ApplicationNotFoundError
    return application


def _task(
    request: Request,
    application: PermitApplication,
    task: Task,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    return page(
        request,
        "application_task.html",
        status=status,
        application=application,
        task=task,
        is_optional=(application.kind, task) in OPTIONAL,
        form=form,
        words=labels,
    )


async def _document(
    request: Request,
    tx: Transaction,
    application: PermitApplication,
    code: str,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    kept = await documents.of_application(tx, application.application_id)
    return page(
        request,
        "application_document.html",
        status=status,
        application=application,
        is_draft=application.state is ApplicationState.CONCEPT,
        code=code,
        documents=[each for each in kept if each.code == code],
        form=form,
        words=labels,
    )
