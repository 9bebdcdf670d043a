"""The quarter now, by street and room: the shifts declared, and those still to be verified."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import go, page
from databank.access.roles import TOEZICHT, Officer, log_list
from databank.shifts import labels
from databank.shifts.rules.verification import VerificationState
from databank.shifts.store import quarter

router = APIRouter(include_in_schema=False)


@router.get("/")
async def get_start(officer: Officer) -> Response:
    return go("/kwartier")


@router.get("/kwartier")
async def get_quarter(
    request: Request,
    tx: Tx,
    officer: Officer,
    street: Annotated[str | None, Query(alias="straat", max_length=120)] = None,
    to_do: Annotated[bool, Query(alias="open")] = False,
) -> Response:
    """Rooms and states, no names: the list is logged as one read."""
    rows = await quarter.rooms(tx.conn, tx.now, street or None)
    unseen = [row for row in rows if row.verification is VerificationState.NIET_GECONTROLEERD]
    shown = unseen if to_do else rows
    await log_list(tx, officer, "shifts", f"{len(shown)} aangiften", TOEZICHT)
    houses = [
        (premises, list(rooms)) for premises, rooms in groupby(shown, key=lambda row: row.premises)
    ]
    return page(
        request,
        "quarter.html",
        houses=houses,
        streets=await quarter.streets(tx.conn),
        street=street,
        to_do=to_do,
        unseen=len(unseen),
        total=len(rows),
        now=tx.now,
        labels=labels,
        VerificationState=VerificationState,
    )
