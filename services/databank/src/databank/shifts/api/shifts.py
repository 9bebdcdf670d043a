"""Declared shifts as the police see them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from databank.roles import TOEZICHT, Officer, log_shown
from databank.shifts.rules.shift import ShiftState
from databank.shifts.store import shifts
from databank.sightings.rules.verification_state import VerificationState

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
    """Shifts that start from ``from`` and before ``to``; each person on it is logged as read."""
    rows = await shifts.listed(tx.conn, state, begins, ends, page.offset, page.pagesize)
    await log_shown(tx, officer, [row.person_id for row in rows], TOEZICHT)
    return hal(request, "shifts", [ShiftView.model_validate(row) for row in rows], page)
