"""Persons who moved between branches: a list that follows events, and a word on each case."""

from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from chassis.web.pages.sse import ChangeStream
from contracts.codes import Branch
from databank.access.roles import TOEZICHT, Officer, Protector, log_shown
from databank.access.shields.visible_people import visible_people
from databank.detection import store as sightings
from databank.detection.branch_shifts import api as cases
from databank.detection.branch_shifts import store
from databank.detection.branch_shifts.api import CaseView
from databank.detection.branch_shifts.labels import VERDICT
from databank.detection.branch_shifts.rules import BRANCH_SHIFT
from databank.detection.cases import labels as case_labels
from databank.detection.cases.api import assessable
from databank.detection.cases.pages import CaseForm, carry_out, complete
from databank.detection.cases.rules import State
from databank.detection.cases.store import assessments, evidence
from databank.detection.rules.catalogue import RULES
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

SHOWN = 50
DONE_SHOWN = 200
NEWS = "nieuw"

Before = Annotated[UUID | None, Query(alias="voor")]


async def _latest(conn: asyncpg.Connection) -> object:
    """Changes when a case is found, assessed or withdrawn."""
    return tuple(
        await conn.fetchrow(
            "SELECT count(*), max(detected_at), max(withdrawn_at),"
            " count(*) FILTER (WHERE state = 'gedetecteerd') FROM branch_shift_case"
        )
    )


watch = ChangeStream(_latest)


@router.get("/verschuivingen")
async def get_moves(request: Request, tx: Tx, officer: Officer, before: Before = None) -> Response:
    return page(
        request, "branch_shifts.html", before=before, **await _open_cases(tx, officer, before)
    )


@router.get("/verschuivingen/lijst")
async def get_list(request: Request, tx: Tx, officer: Officer) -> Response:
    """The list alone, for a page that follows events."""
    return page(request, "_branch_shifts.html", **await _open_cases(tx, officer))


@router.get("/verschuivingen/stroom")
async def get_stream(request: Request, officer: Officer) -> Response:
    return watch.stream(request.app.state.database, NEWS)


@router.get("/verschuivingen/beoordeeld")
async def get_done(request: Request, tx: Tx, officer: Officer) -> Response:
    """What people said before, the newest first, also of moves that were withdrawn later."""
    rows = await store.assessed(tx.conn, DONE_SHOWN)
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    return page(
        request,
        "branch_shifts_assessed.html",
        cases=rows,
        words=screens,
        case_labels=case_labels,
        Branch=Branch,
        State=State,
    )


@router.get("/verschuivingen/{case_id}")
async def get_move(request: Request, case_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _one(request, case_id, tx, officer, Form())


@router.post("/verschuivingen/{case_id}")
async def post_verdict(request: Request, case_id: UUID, tx: Tx, officer: Protector) -> Response:
    """A named person's word (DP-09); a wrong link becomes a question about who is who."""
    form = await read(request, CaseForm)
    sent = complete(form)
    if sent is None:
        return await _one(request, case_id, tx, officer, form, status=422)
    await carry_out(
        tx,
        request,
        case_id,
        sent,
        officer,
        assess=cases.post_assessment,
        advance=cases.post_step,
    )
    return go("/verschuivingen" if sent.outcome else f"/verschuivingen/{case_id}")


async def _open_cases(
    tx: Transaction, officer: Actor, before: UUID | None = None
) -> dict[str, Any]:
    rows = await store.waiting(tx.conn, before, SHOWN + 1)
    more = rows[SHOWN - 1]["id"] if len(rows) > SHOWN else None
    rows = rows[:SHOWN]
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    return {
        "cases": rows,
        "more": more,
        "words": screens,
        "case_labels": case_labels,
        "Branch": Branch,
        "State": State,
        "now": tx.now,
    }


async def _one(
    request: Request,
    case_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[CaseForm],
    *,
    status: int = 200,
) -> Response:
    row = await store.hold(tx.conn, case_id)
    if row is None:
        raise Problem.not_found(mark("Deze verschuiving"))
    case = assessable(row, officer, mark("Deze verschuiving"))
    await log_shown(tx, officer, [case["person_id"]], TOEZICHT)
    seen = await sightings.by_ids(tx.conn, [case["from_sighting"], case["to_sighting"]])
    steps = await assessments.of_cases(tx.conn, [case_id])
    view = CaseView.of({**case, "stand": case["state"]}, seen, steps[case_id], officer)
    sources = [(one.source_kind, one.source_id) for one in view.evidence]
    return page(
        request,
        "branch_shift.html",
        status=status,
        case=view,
        behind={row["id"]: row for row in await evidence.behind(tx.conn, sources)},
        people=await visible_people(tx, officer, [case["person_id"]]),
        explanation=RULES[BRANCH_SHIFT].explanation,
        form=form,
        key=form.value("sleutel") or new_key(),
        words=screens,
        case_labels=case_labels,
        verdicts=VERDICT,
        Branch=Branch,
        State=State,
    )
