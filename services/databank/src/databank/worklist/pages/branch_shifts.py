"""Pages of ``/verschuivingen``: the branch shifts that wait, and those that are possible."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import page
from chassis.web.pages.sse import ChangeStream
from databank.detection.branch_shifts import labels, store
from databank.detection.branch_shifts.read import list_waiting
from databank.detection.cases import labels as case_labels
from databank.detection.readings import labels as reading_labels
from databank.detection.readings.list_readings import list_readings
from databank.detection.readings.store import last_expected_recall
from databank.review import labels as review_labels
from databank.review.possible_moves import list_possible
from databank.roles import Officer
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Cases on one page of the list."""
POSSIBLE_SHOWN = 5
"""Questions behind which moves wait that the list begins with; the others have a page."""
READINGS_SHOWN = 20
"""Readings of whole records below that list."""
NEWS = "nieuw"

Before = Annotated[UUID | None, Query(alias="voor")]
Shown = Annotated[str, Query(alias="sinds", max_length=64)]
LastTold = Annotated[str | None, Header(alias="Last-Event-ID", max_length=64)]

watch = ChangeStream(store.fingerprint)


@router.get("/verschuivingen")
async def get_branch_shifts(
    request: Request, tx: Tx, officer: Officer, before: Before = None
) -> Response:
    shown = await watch.state(request.app.state.database)  # before the list: never newer than it
    readings, more_readings = await list_readings(tx, officer, READINGS_SHOWN)
    return page(
        request,
        "branch_shifts.html",
        shown=shown,
        readings=readings,
        more_readings=more_readings,
        reading_labels=reading_labels,
        recall=await last_expected_recall(tx.conn),
        **await _waiting(tx, officer, before),
    )


@router.get("/verschuivingen/lijst")
async def get_list(request: Request, tx: Tx, officer: Officer) -> Response:
    """The list alone, for a page that follows events."""
    return page(request, "_branch_shifts.html", **await _waiting(tx, officer))


@router.get("/verschuivingen/stroom")
async def get_stream(
    request: Request, officer: Officer, shown: Shown = "", last_told: LastTold = None
) -> Response:
    """A browser that connects anew names the last state of which it was told."""
    return watch.stream(request.app.state.database, NEWS, last_told or shown)


async def _waiting(tx: Transaction, officer: Actor, before: UUID | None = None) -> dict[str, Any]:
    cases, more = await list_waiting(tx, officer, before, SHOWN)
    possible, more_possible = await list_possible(tx, officer, 0, POSSIBLE_SHOWN)
    return {
        "before": before,
        "cases": cases,
        "possible": possible,
        "more_possible": more_possible,
        "review_labels": review_labels,
        "more": more,
        "words": screens,
        "labels": labels,
        "case_labels": case_labels,
        "now": tx.now,
    }
