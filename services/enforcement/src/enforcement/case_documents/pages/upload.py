"""Documents of a case in a list, and a form to bring one in: a scan, a PDF, photos of a phone."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Action, Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.case_documents import labels
from enforcement.case_documents.add_document import add_document
from enforcement.case_documents.pages.people import DocumentReader, seen
from enforcement.case_documents.received_files import ReceivedFiles, RefusedFilesError, clean
from enforcement.case_documents.rules import BY_HAND, DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.store.timeline import By

router = APIRouter(include_in_schema=False)

FILES = "bestanden"
Sent = ReceivedFiles | RefusedFilesError


class UploadForm(Body):
    kind: DocumentKind = Field(alias="soort")


async def _received(request: Request, _actor: DocumentReader) -> Sent:
    """Before the transaction begins, so that reading holds no connection."""
    sent = (await request.form()).getlist(FILES)
    try:
        return await clean([await file.read() for file in sent if isinstance(file, UploadFile)])
    except RefusedFilesError as refusal:
        return refusal


Received = Annotated[Sent, Depends(_received)]


@router.get("/dossiers/{case_id}/stukken")
async def get_documents(request: Request, case_id: UUID, tx: Tx, actor: DocumentReader) -> Response:
    return await show_documents(request, tx, actor, case_id, Form())


@router.post("/dossiers/{case_id}/stukken")
async def post_document(
    request: Request, case_id: UUID, tx: Tx, actor: DocumentReader, received: Received
) -> Response:
    form = await read(request, UploadForm)
    refuse(form, received)
    if form.model is not None and form.model.kind not in BY_HAND:
        form.errors["soort"] = mark("Kies wat het is.")
    if form.errors or form.model is None or isinstance(received, RefusedFilesError):
        return await show_documents(request, tx, actor, case_id, form, status=422)
    case = await seen(tx, actor, case_id, Action.CHANGE)
    await add_document(tx, case_id, case.state, form.model.kind, received, By.actor(actor))
    await tell(tx, request, _("Het stuk zit in het dossier."))
    return go(f"/dossiers/{case_id}/stukken")


def refuse(form: Form[Any], received: Sent) -> None:
    """Say at the field of the files what is wrong with them."""
    if isinstance(received, RefusedFilesError):
        form.errors[FILES] = str(received.text)


async def show_documents(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    """The documents of a case, with the form to bring one in."""
    case = await seen(tx, actor, case_id)
    kept = await documents.of_case(tx, case_id)
    return page(
        request,
        "case_documents.html",
        status=status,
        case=case,
        kept=[each for each in kept if each.pages is not None],
        kinds={kind: labels.KIND[kind] for kind in BY_HAND},
        labels=labels,
        form=form,
    )
