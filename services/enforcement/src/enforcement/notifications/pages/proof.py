"""Proof of the post office for a letter: a scan or photos, kept among the documents of its case."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Action
from chassis.web.pages import gettext as _
from chassis.web.pages import go, read, tell
from chassis.web.pages.languages import mark
from enforcement.case_documents.add_document import add_document
from enforcement.case_documents.pages.people import DocumentReader, seen
from enforcement.case_documents.pages.upload import Received, UploadForm, refuse, show_documents
from enforcement.case_documents.received_files import RefusedFilesError
from enforcement.case_documents.rules import PROOFS
from enforcement.cases.store.timeline import By
from enforcement.notifications.post import attach_proof
from enforcement.notifications.scope import must_see_letters
from enforcement.notifications.store import letters

router = APIRouter(include_in_schema=False)


@router.post("/brieven/{letter_id}/bewijs")
async def post_proof(
    request: Request, letter_id: UUID, tx: Tx, actor: DocumentReader, received: Received
) -> Response:
    """Keep the post office's proof of a letter; a refusal shows the documents of the case."""
    letter = await letters.get_for_update(tx, letter_id)
    must_see_letters(actor, [letter])
    form = await read(request, UploadForm)
    refuse(form, received)
    if form.model is not None and form.model.kind not in PROOFS:
        form.errors["soort"] = mark("Kies wat het is.")
    if form.errors or form.model is None or isinstance(received, RefusedFilesError):
        return await show_documents(request, tx, actor, letter.case_id, form, status=422)
    case = await seen(tx, actor, letter.case_id, Action.CHANGE)
    by = By.actor(actor)
    document = await add_document(tx, letter.case_id, case.state, form.model.kind, received, by)
    attach_proof(letter, document.document_id)
    await tell(tx, request, _("Het bewijs hoort nu bij de brief."))
    return go(f"/brieven/{letter_id}")
