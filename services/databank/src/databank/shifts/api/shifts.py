"""Declared shifts as the police see them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Action, Page, View, hal, listed, record_access
from databank.access.roles import TOEZICHT, Officer
from databank.shifts.rules.shift import ShiftState
from databank.shifts.rules.verification import VerificationState
from databank.shifts.store import shifts

router = APIRouter()


class ShiftView(View):
    shift_id: UUID
    person_id: UUID
    room_id: UUID
    premises_id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    ended_at: AwareDatetime | None
    late: bool
    state: ShiftState
    verification: VerificationState


@router.get("/v1/shifts", **listed(ShiftView))
async def get_shifts(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    state: Annotated[ShiftState | None, Query()] = None,
    begins: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    ends: Annotated[AwareDatetime | None, Query(alias="to")] = None,
) -> Response:
    """Shifts that start from ``from`` and before ``to``. The list is logged as one read."""
    rows = await shifts.listed(tx.conn, state, begins, ends, page.offset, page.pagesize)
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="shifts",
        subject_id=f"{len(rows)} aangiften",
        purpose=TOEZICHT,
    )
    return hal(request, "shifts", [ShiftView.model_validate(row) for row in rows], page)
