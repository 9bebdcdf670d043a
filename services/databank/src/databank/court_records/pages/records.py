"""A link or a branch shift on paper, for a court: ``…/rechtbank.pdf`` of its page."""

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
from databank.court_records.compile import (
    BranchShiftRecord,
    LinkRecord,
    branch_shift_record,
    link_record,
)
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
    return await _document(record, f"koppeling-{claim_id}")


@router.get("/verschuivingen/{case_id}/rechtbank.pdf")
async def get_branch_shift(case_id: UUID, tx: Tx, officer: Discloser) -> Response:
    """For a case in court, which is its purpose."""
    record = await branch_shift_record(tx, officer, case_id)
    return await _document(record, f"verschuiving-{case_id}")


async def _document(record: LinkRecord | BranchShiftRecord, name: str) -> Response:
    pdf = await asyncio.to_thread(as_pdf, record)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)
