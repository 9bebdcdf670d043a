"""Pages of ``/verschuivingen/``: a word on each case, and those assessed before.

The list of those that wait, with the moves that are possible, is in ``worklist``.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import page
from databank.access.shields.visible_people import visible_people
from databank.detection.branch_shifts import labels
from databank.detection.branch_shifts.assess import BRANCH_SHIFTS
from databank.detection.branch_shifts.read import evidence_of, list_assessed
from databank.detection.branch_shifts.rules import BRANCH_SHIFT
from databank.detection.branch_shifts.store import BranchShiftRow
from databank.detection.cases import labels as case_labels
from databank.detection.cases.pages import add_case_pages
from databank.detection.cases.rules import State
from databank.detection.cases.store import evidence
from databank.detection.cases.workflow import CaseFile
from databank.detection.readings import labels as reading_labels
from databank.detection.readings.whole_record import whole_record
from databank.detection.rules.catalogue import RULES
from databank.roles import TOEZICHT, Officer, log_shown
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Cases on one page of the list."""


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
        "record": await whole_record(tx, case.person_id, case.branches),
        "reading_labels": reading_labels,
        "explanation": RULES[BRANCH_SHIFT].explanation,
        "verdicts": labels.VERDICT,
        "labels": labels,
        "now": tx.now,
    }


add_case_pages(router, "/verschuivingen", BRANCH_SHIFTS, "branch_shift.html", _evidence)
