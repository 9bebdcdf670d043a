"""A link on paper, for a court: ``/personen/…/koppelingen/…/rechtbank.pdf``."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import go
from databank.access.purposes import pages as purposes
from databank.access.purposes.pages import GrantId
from databank.authorisation import LEADERS, RECHERCHE
from databank.court_records.compile import link_record
from databank.court_records.pages.document import as_pdf

router = APIRouter(include_in_schema=False)

Discloser = Annotated[Actor, allow(*LEADERS, *RECHERCHE)]
"""Answers for what leaves the police for a court."""


@router.get("/personen/{person_id}/koppelingen/{claim_id}/rechtbank.pdf")
async def get_record(
    request: Request,
    person_id: UUID,
    claim_id: UUID,
    tx: Tx,
    officer: Discloser,
    grant: GrantId = None,
) -> Response:
    """For the purpose for which the file was opened; without one, the page of the link asks it."""
    current = await purposes.current_grant(request, tx, officer, grant, person_id)
    if current is None:
        return go(f"/personen/{person_id}/koppelingen/{claim_id}")
    record = await link_record(tx, officer, person_id, claim_id, current.purpose)
    pdf = await asyncio.to_thread(as_pdf, record)
    headers = {
        "Content-Disposition": f'attachment; filename="koppeling-{claim_id}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)
