"""Cases that the patterns found: the evidence in words, and a person's word on each."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Function, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from contracts.codes import Branch
from databank.access.roles import BESCHERMING, Officer, Protector, log_shown
from databank.access.shields.visible_people import visible_people
from databank.detection.cases import labels as case_labels
from databank.detection.cases.api import assessable, must_be_leader
from databank.detection.cases.pages import CaseForm, carry_out, complete
from databank.detection.cases.rules import State
from databank.detection.cases.store import assessments, evidence
from databank.detection.patterns import api as cases
from databank.detection.patterns import labels
from databank.detection.patterns.api import PatternView
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.store import cases as pattern_cases
from databank.detection.rules.catalogue import RULES
from databank.screens import labels as screens
from databank.welfare.labels import signal

router = APIRouter(include_in_schema=False)

SHOWN = 100
OPEN = (State.GEDETECTEERD, State.IN_BEOORDELING)
DONE = tuple(state for state in State if state not in OPEN)


@router.get("/patronen")
async def get_patterns(
    request: Request,
    tx: Tx,
    officer: Officer,
    rule: Annotated[str | None, Query(alias="regel", max_length=64)] = None,
    shadow: Annotated[bool, Query(alias="schaduw")] = False,
    done: Annotated[bool, Query(alias="afgehandeld")] = False,
) -> Response:
    """Without names. Cases in shadow are apart, for the leadership alone."""
    must_be_leader(officer, shadow=shadow)
    chosen = rule if rule in PATTERNS else None
    rows = [
        row
        for state in (DONE if done else OPEN)
        for row in await pattern_cases.listed(tx.conn, chosen, state.value, shadow, 0, SHOWN)
    ]
    rows.sort(key=lambda row: row["anchor_at"], reverse=True)
    await log_shown(tx, officer, [one for row in rows for one in row["persons"]], BESCHERMING)
    premises = [row[end] for row in rows for end in ("premises_id", "to_premises_id") if row[end]]
    return page(
        request,
        "patterns.html",
        cases=rows[:SHOWN],
        places=await evidence.places(tx.conn, premises),
        rules={rule_id: RULES[rule_id] for rule_id in PATTERNS},
        rule=chosen,
        shadow=shadow,
        done=done,
        is_leader=officer.function is Function.POLITIE_TEAMLEIDER,
        State=State,
        case_labels=case_labels,
    )


@router.get("/patronen/{case_id}")
async def get_one(request: Request, case_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _one(request, case_id, tx, officer, Form())


@router.post("/patronen/{case_id}")
async def post_one(request: Request, case_id: UUID, tx: Tx, officer: Protector) -> Response:
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
    return go(f"/patronen/{case_id}" if sent.outcome is None else "/patronen")


async def _one(
    request: Request,
    case_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[CaseForm],
    *,
    status: int = 200,
) -> Response:
    row = await pattern_cases.hold(tx.conn, case_id)
    if row is None:
        raise Problem.not_found(mark("Dit patroon"))
    case = assessable(row, officer, mark("Dit patroon"))
    await log_shown(tx, officer, case["persons"], BESCHERMING)
    steps = (await assessments.of_cases(tx.conn, [case_id]))[case_id]
    view = PatternView.of({**case, "stand": case["state"]}, steps, officer)
    sources = [(one["kind"], UUID(str(one["id"]))) for one in case["evidence"]]
    premises = [one for one in (view.premises_id, view.to_premises_id) if one]
    return page(
        request,
        "pattern.html",
        status=status,
        case=view,
        explanation=RULES[view.rule_id].explanation,
        behind=await evidence.behind(tx.conn, sources),
        places=await evidence.places(tx.conn, premises),
        people=await visible_people(tx, officer, case["persons"]),
        raises=PATTERNS[view.rule_id].signal,
        **_common(form),
    )


def _common(form: Form[Any]) -> dict[str, Any]:
    return {
        "form": form,
        "key": new_key(),
        "State": State,
        "Branch": Branch,
        "words": screens,
        "labels": labels,
        "case_labels": case_labels,
        "signal": signal,
    }
