"""The file of a fine case for a lawyer or a court, over HTTP."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from chassis.edge import Tx
from enforcement.cases.api.access import GasReader
from enforcement.cases.api.offenders import Why
from enforcement.court_files.compile import Words, compile_file
from enforcement.court_files.course import COURSE
from enforcement.court_files.labels import DOCUMENTS
from enforcement.notifications.labels import KIND

router = APIRouter(prefix="/v1/gas-cases", tags=["procedure geldboete"])

ZIP = "application/zip"


@router.get(
    "/{case_id}/court-file", response_class=Response, responses={200: {"content": {ZIP: {}}}}
)
async def read_court_file(case_id: UUID, tx: Tx, actor: GasReader, why: Why) -> Response:
    """A ZIP: the inventory, each piece in order, and all of them in one PDF with bookmarks.

    That it left is logged with its purpose (DP-03, DP-04).
    """
    words = Words(steps=COURSE, documents=DOCUMENTS, letters=KIND)
    file = await compile_file(tx, actor, case_id, why, words)
    headers = {"Content-Disposition": f'attachment; filename="{file.filename}"'}
    return Response(file.content, media_type=ZIP, headers=headers)
