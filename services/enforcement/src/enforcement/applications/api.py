"""Applications over HTTP, for the city: the answers of an owner, and the documents as PDF."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, View
from enforcement.application_register import store
from enforcement.application_register.rules import DocumentNotFoundError
from enforcement.application_register.store import ReceivedApplication
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.store import documents
from enforcement.cases.api.access import ApplicationReader

router = APIRouter(prefix="/v1", tags=["geschiktheidsverklaringen"])


class DocumentView(View):
    document_id: UUID
    code: str
    added_at: datetime


class ApplicationView(View):
    application_id: UUID
    reference: str
    kind: str
    permit_type: str
    owner: str
    dossier_id: UUID | None
    answer: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    ended_at: datetime | None
    filled_in: dict[str, Any]
    documents: list[DocumentView]


class Applications(View):
    applications: list[ApplicationView]


@router.get("/suitability-applications")
async def list_unplaced(tx: Tx, actor: ApplicationReader) -> Applications:
    """Applications that fitted no dossier: somebody has to look at them."""
    return await _views(tx, actor, [*await store.without_dossier(tx)])


@router.get("/suitability-dossiers/{dossier_id}/applications")
async def list_of_dossier(dossier_id: UUID, tx: Tx, actor: ApplicationReader) -> Applications:
    """Applications of one dossier as the owner filled them in, the latest first."""
    return await _views(tx, actor, [*await store.of_dossier(tx, dossier_id)])


@router.get("/suitability-applications/{application_id}/documents/{document_id}")
async def read_document(
    application_id: UUID, document_id: UUID, tx: Tx, actor: ApplicationReader
) -> Response:
    """A document as the owner sent it, cleaned of all but its pages."""
    known = {each.document_id: each for each in await store.documents_of(tx, [application_id])}
    if document_id not in known:
        raise DocumentNotFoundError
    await consult_applicant(tx, actor, [application_id])
    kept_id = known[document_id].case_document_id
    kept = (await documents.files(tx, [kept_id]))[kept_id]
    headers = {"Content-Disposition": f'inline; filename="{document_id}.pdf"'}
    return Response(await plain_file(kept), media_type=kept.media_type, headers=headers)


async def _views(tx: Transaction, actor: Actor, rows: list[ReceivedApplication]) -> Applications:
    await consult_applicant(tx, actor, [row.application_id for row in rows])
    sent = await store.documents_of(tx, [row.application_id for row in rows])
    return Applications(
        applications=[
            ApplicationView(
                **row.model_dump(exclude={"said", "premises_id", "asked"}),
                filled_in=store.filled_in(tx, row).model_dump(mode="json", by_alias=True),
                documents=[
                    DocumentView.model_validate(each)
                    for each in sent
                    if each.application_id == row.application_id
                ],
            )
            for row in rows
        ]
    )
