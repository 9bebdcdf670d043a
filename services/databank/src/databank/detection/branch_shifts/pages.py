"""Pages of ``/verschuivingen``: a list that follows events, and a word on each case."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import page
from chassis.web.pages.sse import ChangeStream
from databank.access.shields.visible_people import visible_people
from databank.detection.branch_shifts import labels, store
from databank.detection.branch_shifts.assess import BRANCH_SHIFTS
from databank.detection.branch_shifts.read import evidence_of, list_assessed, list_waiting
from databank.detection.branch_shifts.rules import BRANCH_SHIFT
from databank.detection.branch_shifts.store import BranchShiftRow
from databank.detection.cases import labels as case_labels
from databank.detection.cases.pages import add_case_pages
from databank.detection.cases.rules import State
from databank.detection.cases.store import evidence
from databank.detection.cases.workflow import CaseFile
from databank.detection.rules.catalogue import RULES
from databank.review import labels as review_labels
from databank.review.possible_moves import list_possible
from databank.roles import TOEZICHT, Officer, log_shown
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Cases on one page of the list."""
POSSIBLE_SHOWN = 5
"""Questions behind which moves wait that the list begins with; the others have a page."""
NEWS = "nieuw"

Before = Annotated[UUID | None, Query(alias="voor")]

watch = ChangeStream(store.fingerprint)


@router.get("/verschuivingen")
async def get_branch_shifts(
    request: Request, tx: Tx, officer: Officer, before: Before = None
) -> Response:
    return page(request, "branch_shifts.html", **await _waiting(tx, officer, before))


@router.get("/verschuivingen/lijst")
async def get_list(request: Request, tx: Tx, officer: Officer) -> Response:
    """The list alone, for a page that follows events."""
    return page(request, "_branch_shifts.html", **await _waiting(tx, officer))


@router.get("/verschuivingen/stroom")
async def get_stream(request: Request, officer: Officer) -> Response:
    return watch.stream(request.app.state.database, NEWS)


@router.get("/verschuivingen/beoordeeld")
async def get_assessed(
    request: Request,
    tx: Tx,
    officer: Officer,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Cases that people assessed before, the newest first, also those withdrawn later."""
    cases, more = await list_assessed(tx, officer, (number - 1) * SHOWN, SHOWN)
    return page(
        request,
        "branch_shifts_assessed.html",
        cases=cases,
        number=number,
        more=more,
        words=screens,
        labels=labels,
        case_labels=case_labels,
        State=State,
        now=tx.now,
    )


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


async def _evidence(
    tx: Transaction, officer: Actor, file: CaseFile[BranchShiftRow]
) -> dict[str, Any]:
    case = file.case
    await log_shown(tx, officer, [case.person_id], TOEZICHT)
    sightings = await evidence_of(tx, case)
    sources = [(sighting.source_kind, sighting.source_id) for sighting in sightings]
    rows = await evidence.of_sources(tx.conn, sources)
    return {
        "evidence": sightings,
        "sources": {row.id: row for row in rows},
        "people": await visible_people(tx, officer, [case.person_id]),
        "explanation": RULES[BRANCH_SHIFT].explanation,
        "verdicts": labels.VERDICT,
        "labels": labels,
        "now": tx.now,
    }


add_case_pages(router, "/verschuivingen", BRANCH_SHIFTS, "branch_shift.html", _evidence)
