"""Documents for and of an advice: what its service may see, and the report that it attached."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Action, Actor, allow, record_access
from chassis.web.pages import gettext as _
from chassis.web.pages import page
from enforcement.advices.documents import consult_document
from enforcement.applications import labels as application_labels
from enforcement.applications.consult_applicant import PROCEDURE
from enforcement.applications.draw_document import draw_document
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.rules import DocumentNotFoundError
from enforcement.case_documents.store import documents, pictures
from enforcement.cases.rules import CaseKind
from enforcement.functions import ADVISERS, CITY
from enforcement.suitability import labels, store
from enforcement.suitability.store.advices import Advice

router = APIRouter(include_in_schema=False)

Adviser = Annotated[Actor, allow(*ADVISERS)]
CityActor = Annotated[Actor, allow(*CITY)]
Number = Annotated[int, Path(ge=1, le=1_000)]
ASKED = "/adviezen/{case_id}/stukken/{document_id}"
REPORT = "/geschiktheid/{case_id}/verslagen/{document_id}"
NO_STORE = {"Cache-Control": "no-store"}


@router.get(ASKED)
async def get_document(
    request: Request, case_id: UUID, document_id: UUID, tx: Tx, actor: Adviser
) -> Response:
    city = request.app.state.city
    document = await consult_document(tx, city, actor, case_id, document_id)
    return page(
        request,
        "advice_document.html",
        title=application_labels.document(document.code),
        added_at=document.added_at,
        pages=await draw_document(tx, document.case_document_id),
        here=f"/adviezen/{case_id}/stukken/{document_id}",
        back=(_("Terug naar je advies"), f"/adviezen/{case_id}"),
    )


@router.get(f"{ASKED}/bladen/{{number}}")
async def get_picture(
    request: Request, case_id: UUID, document_id: UUID, number: Number, tx: Tx, actor: Adviser
) -> Response:
    document = await consult_document(tx, request.app.state.city, actor, case_id, document_id)
    return _picture(await pictures.get(tx, document.case_document_id, number))


@router.get(f"{ASKED}/stuk.pdf")
async def get_file(
    request: Request, case_id: UUID, document_id: UUID, tx: Tx, actor: Adviser
) -> Response:
    document = await consult_document(tx, request.app.state.city, actor, case_id, document_id)
    return await _file(tx, document.case_document_id)


@router.get(REPORT)
async def get_report(
    request: Request, case_id: UUID, document_id: UUID, tx: Tx, actor: CityActor
) -> Response:
    advice = await _consulted(tx, actor, case_id, document_id)
    service = _(labels.ADVISER[advice.service])
    return page(
        request,
        "advice_document.html",
        title=_("Verslag") + f": {service}",
        added_at=advice.given_at,
        pages=await draw_document(tx, document_id),
        here=f"/geschiktheid/{case_id}/verslagen/{document_id}",
        back=(_("Terug naar het dossier"), f"/geschiktheid/{case_id}"),
    )


@router.get(f"{REPORT}/bladen/{{number}}")
async def get_report_picture(
    case_id: UUID, document_id: UUID, number: Number, tx: Tx, actor: CityActor
) -> Response:
    await _consulted(tx, actor, case_id, document_id)
    return _picture(await pictures.get(tx, document_id, number))


@router.get(f"{REPORT}/stuk.pdf")
async def get_report_file(case_id: UUID, document_id: UUID, tx: Tx, actor: CityActor) -> Response:
    await _consulted(tx, actor, case_id, document_id)
    return await _file(tx, document_id)


async def _consulted(tx: Transaction, actor: Actor, case_id: UUID, document_id: UUID) -> Advice:
    """The advice of this report; each look is logged. Raises ``NotFoundError``."""
    dossier, _premises = await store.get(tx, case_id, None)
    given = await store.advices.of_dossier(tx, dossier.dossier_id)
    advice = next((each for each in given if each.report_id == document_id), None)
    if advice is None:
        raise DocumentNotFoundError
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=CaseKind.SUITABILITY,
        subject_id=case_id,
        purpose=PROCEDURE,
    )
    return advice


def _picture(picture: bytes) -> Response:
    return Response(picture, media_type="image/jpeg", headers=NO_STORE)


async def _file(tx: Transaction, document_id: UUID) -> Response:
    """Raises ``DocumentNotFoundError`` for what was destroyed meanwhile."""
    file = (await documents.files(tx, [document_id])).get(document_id)
    if file is None:
        raise DocumentNotFoundError
    headers = {"Content-Disposition": 'attachment; filename="stuk.pdf"', **NO_STORE}
    return Response(await plain_file(file), media_type=file.media_type, headers=headers)
