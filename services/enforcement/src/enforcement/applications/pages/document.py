"""A document of an application: its pages as pictures, and its file."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import page
from enforcement.application_register import store
from enforcement.application_register.rules import DocumentNotFoundError
from enforcement.application_register.store import ApplicationDocument
from enforcement.applications import labels
from enforcement.applications.checklist import document_of
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.applications.draw_document import draw_document
from enforcement.applications.pages.people import ApplicationReader
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.store import documents, pictures

router = APIRouter(
    include_in_schema=False, prefix="/aanvragen/{application_id}/documenten/{document_id}"
)

NO_STORE = {"Cache-Control": "no-store"}


@router.get("")
async def get_document(
    request: Request, application_id: UUID, document_id: UUID, tx: Tx, actor: ApplicationReader
) -> Response:
    document = await _seen(tx, actor, application_id, document_id)
    return page(
        request,
        "application_document.html",
        application=await store.get(tx, application_id),
        document=document,
        pages=await draw_document(tx, document.case_document_id),
        labels=labels,
    )


@router.get("/bladen/{number}")
async def get_picture(
    application_id: UUID,
    document_id: UUID,
    number: Annotated[int, Path(ge=1, le=1_000)],
    tx: Tx,
    actor: ApplicationReader,
) -> Response:
    document = await _seen(tx, actor, application_id, document_id)
    picture = await pictures.get(tx, document.case_document_id, number)
    return Response(picture, media_type="image/jpeg", headers=NO_STORE)


@router.get("/stuk.pdf")
async def get_file(
    application_id: UUID, document_id: UUID, tx: Tx, actor: ApplicationReader
) -> Response:
    document = await _seen(tx, actor, application_id, document_id)
    kept_id = document.case_document_id
    file = (await documents.files(tx, [kept_id]))[kept_id]
    headers = {"Content-Disposition": 'attachment; filename="stuk.pdf"', **NO_STORE}
    return Response(await plain_file(file), media_type=file.media_type, headers=headers)


async def _seen(
    tx: Transaction, actor: Actor, application_id: UUID, document_id: UUID
) -> ApplicationDocument:
    """Each look is logged."""
    document = await document_of(tx, application_id, document_id)
    if document is None:
        raise DocumentNotFoundError
    await consult_applicant(tx, actor, [application_id])
    return document
