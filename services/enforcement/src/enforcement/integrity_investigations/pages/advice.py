"""The advice of the directorate as a file: bring it in, and read it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Action, Actor, allow, record_access
from chassis.web.pages import Form, go, tell
from chassis.web.pages import gettext as _
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.received_files import ReceivedFiles, RefusedFilesError, clean
from enforcement.case_documents.rules import DocumentNotFoundError
from enforcement.case_documents.store import documents
from enforcement.cases.rules import CaseKind, CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, INTEGRITY, INVESTIGATORS
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.enclose_advice import keep_advice, kept_advice
from enforcement.integrity_investigations.pages.investigations import show_investigation
from enforcement.notifications.draft import PROCEDURE

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, allow(*INTEGRITY)]
Investigator = Annotated[Actor, allow(*INVESTIGATORS)]
PAGE = "/integriteit/{case_id}/advies-diob"
FILES = "bestanden"
NO_STORE = {"Cache-Control": "no-store"}


async def _received(request: Request, _actor: Investigator) -> ReceivedFiles | RefusedFilesError:
    """Before the transaction begins, so that reading holds no connection."""
    sent = (await request.form()).getlist(FILES)
    try:
        return await clean([await file.read() for file in sent if isinstance(file, UploadFile)])
    except RefusedFilesError as refusal:
        return refusal


Received = Annotated[ReceivedFiles | RefusedFilesError, Depends(_received)]


@router.post(PAGE)
async def post_advice(
    request: Request, case_id: UUID, tx: Tx, actor: Investigator, received: Received
) -> Response:
    form: Form[Any] = Form()
    if isinstance(received, RefusedFilesError):
        form.errors[FILES] = str(received.text)
        return await show_investigation(request, tx, actor, case_id, form, status=422)
    await keep_advice(tx, case_id, received, By.actor(actor))
    await tell(tx, request, _("Het advies zit in het dossier, en gaat mee met de beslissing."))
    return go(f"/integriteit/{case_id}")


@router.get(f"{PAGE}.pdf")
async def get_advice(case_id: UUID, tx: Tx, actor: Reader) -> Response:
    """Each look is logged; the college reads it once there is a proposal."""
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.proposed_at is None:
        raise CaseNotFoundError
    kept = await kept_advice(tx, case_id)
    if kept is None:
        raise DocumentNotFoundError
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=CaseKind.INTEGRITY,
        subject_id=case_id,
        purpose=PROCEDURE,
    )
    file = (await documents.files(tx, [kept]))[kept]
    headers = {"Content-Disposition": 'attachment; filename="advies.pdf"', **NO_STORE}
    return Response(await plain_file(file), media_type=file.media_type, headers=headers)
