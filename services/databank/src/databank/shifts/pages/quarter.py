"""The quarter now, by street and room: the shifts declared, and those still to be verified."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import go, page
from databank.access.roles import TOEZICHT, Officer, log_list
from databank.access.shields.view import past_shields
from databank.identity_checks.overdue import list_overdue
from databank.shifts import labels
from databank.shifts.pages.quarter_view import HOME, View
from databank.shifts.rules.verification import VerificationState
from databank.shifts.store import quarter
from databank.shifts.store.quarter import QuarterRoom

router = APIRouter(include_in_schema=False)

UNSEEN = VerificationState.NIET_GECONTROLEERD


@router.get("/")
async def get_start(officer: Officer) -> Response:
    return go(HOME)


@router.get(HOME)
async def get_quarter(
    request: Request,
    tx: Tx,
    officer: Officer,
    view: View,
    checked: Annotated[UUID | None, Query(alias="na")] = None,
) -> Response:
    """Rooms and states, no names: the list is logged as one read."""
    async with past_shields(tx):
        rows = await quarter.rooms(tx.conn, tx.now, view.street)
    unseen = [row for row in rows if row.verification is UNSEEN]
    shown = unseen if view.to_do else rows
    await log_list(tx, officer, "shifts", f"{len(shown)} aangiften", TOEZICHT)
    houses = [
        (premises, list(rooms)) for premises, rooms in groupby(shown, key=lambda row: row.premises)
    ]
    return page(
        request,
        "quarter.html",
        houses=houses,
        streets=await quarter.streets(tx.conn),
        view=view,
        home=HOME,
        overdue_checks=await list_overdue(tx),
        following=_following(rows, checked) if checked else None,
        unseen=len(unseen),
        total=len(rows),
        now=tx.now,
        labels=labels,
        VerificationState=VerificationState,
    )


def _following(rows: Sequence[QuarterRoom], checked: UUID) -> QuarterRoom | None:
    """The room to check next: behind the one just checked, else the first that was left."""
    places = {row.shift_id: place for place, row in enumerate(rows)}
    begin = places.get(checked, -1) + 1
    ahead = (*rows[begin:], *rows[:begin])
    return next((row for row in ahead if row.verification is UNSEEN), None)
