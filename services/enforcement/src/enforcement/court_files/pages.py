"""The file of a fine case for a lawyer or a court, from the case's own page."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Actor, allow
from enforcement.court_files.compile import Words, compile_file
from enforcement.court_files.course import COURSE
from enforcement.court_files.labels import DOCUMENTS
from enforcement.functions import GAS
from enforcement.notifications.labels import KIND

router = APIRouter(include_in_schema=False)

PURPOSE = "beroep"
"""A file leaves for an appeal; any other purpose is said over the API."""


@router.get("/dossiers/{case_id}/rechtbank.zip")
async def get_court_file(case_id: UUID, tx: Tx, actor: Annotated[Actor, allow(*GAS)]) -> Response:
    """That it left is logged (DP-03, DP-04)."""
    words = Words(steps=COURSE, documents=DOCUMENTS, letters=KIND)
    file = await compile_file(tx, actor, case_id, PURPOSE, words)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{file.filename}"',
    }
    return Response(file.content, media_type="application/zip", headers=headers)
