"""One document of a case: its pages as pictures, its file, a better copy, and taking it out."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Action, Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.case_documents import labels
from enforcement.case_documents.add_document import replace_document
from enforcement.case_documents.pages.people import DocumentReader, seen
from enforcement.case_documents.pages.upload import Received, refuse
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.received_files import RefusedFilesError
from enforcement.case_documents.rules import BY_REASON, DocumentNotFoundError, WithdrawalReason
from enforcement.case_documents.store import documents, pictures, texts
from enforcement.case_documents.withdraw import withdraw
from enforcement.cases.store.timeline import By

router = APIRouter(include_in_schema=False)

BASE = "/dossiers/{case_id}/stukken/{document_id}"
NO_STORE = {"Cache-Control": "no-store"}


class WithdrawalForm(Body):
    because: WithdrawalReason = Field(alias="reden")


@router.get(BASE)
async def get_document(
    request: Request, case_id: UUID, document_id: UUID, tx: Tx, actor: DocumentReader
) -> Response:
    return await _show(request, tx, actor, (case_id, document_id), Form())


@router.get(f"{BASE}/bladen/{{number}}")
async def get_picture(
    case_id: UUID,
    document_id: UUID,
    number: Annotated[int, Path(ge=1, le=1_000)],
    tx: Tx,
    actor: DocumentReader,
) -> Response:
    await seen(tx, actor, case_id)
    await documents.get_for_update(tx, case_id, document_id)
    picture = await pictures.get(tx, document_id, number)
    return Response(picture, media_type="image/jpeg", headers=NO_STORE)


@router.get(f"{BASE}/stuk.pdf")
async def get_file(case_id: UUID, document_id: UUID, tx: Tx, actor: DocumentReader) -> Response:
    """The clean PDF; what came in is kept as a digest alone."""
    await seen(tx, actor, case_id)
    document = await documents.get_for_update(tx, case_id, document_id)
    if document.is_destroyed:
        raise DocumentNotFoundError
    file = (await documents.files(tx, [document_id]))[document_id]
    headers = {"Content-Disposition": 'attachment; filename="stuk.pdf"', **NO_STORE}
    return Response(await plain_file(file), media_type=file.media_type, headers=headers)


@router.post(f"{BASE}/vervangen")
async def post_replacement(
    request: Request,
    case_id: UUID,
    document_id: UUID,
    tx: Tx,
    actor: DocumentReader,
    received: Received,
) -> Response:
    form: Form[Any] = Form()
    refuse(form, received)
    if isinstance(received, RefusedFilesError):
        return await _show(request, tx, actor, (case_id, document_id), form, status=422)
    case = await seen(tx, actor, case_id, Action.CHANGE)
    document = await documents.get_for_update(tx, case_id, document_id)
    new = await replace_document(tx, document, case.state, received, By.actor(actor))
    await tell(tx, request, _("Het stuk is vervangen."))
    return go(f"/dossiers/{case_id}/stukken/{new.document_id}")


@router.get(f"{BASE}/intrekken")
async def get_withdrawal(
    request: Request, case_id: UUID, document_id: UUID, tx: Tx, actor: DocumentReader
) -> Response:
    shown = (case_id, document_id)
    return await _show(request, tx, actor, shown, Form(), template="case_document_withdrawal.html")


@router.post(f"{BASE}/intrekken")
async def post_withdrawal(
    request: Request, case_id: UUID, document_id: UUID, tx: Tx, actor: DocumentReader
) -> Response:
    form = await read(request, WithdrawalForm)
    if form.model is None or form.model.because not in BY_REASON:
        form.errors = {"reden": mark("Kies waarom.")}
        return await _show(
            request,
            tx,
            actor,
            (case_id, document_id),
            form,
            status=422,
            template="case_document_withdrawal.html",
        )
    case = await seen(tx, actor, case_id, Action.CHANGE)
    document = await documents.get_for_update(tx, case_id, document_id)
    await withdraw(tx, document, case.state, form.model.because, By.actor(actor))
    await tell(tx, request, _("Het stuk is uit het dossier gehaald."))
    return go(f"/dossiers/{case_id}/stukken")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    shown: tuple[UUID, UUID],
    form: Form[Any],
    *,
    status: int = 200,
    template: str = "case_document.html",
) -> Response:
    case_id, document_id = shown
    return page(
        request,
        template,
        status=status,
        case=await seen(tx, actor, case_id),
        document=await documents.get_for_update(tx, case_id, document_id),
        text=(await texts.of_documents(tx, [document_id])).get(document_id),
        reasons={reason: labels.REASON[reason] for reason in BY_REASON},
        labels=labels,
        form=form,
    )
