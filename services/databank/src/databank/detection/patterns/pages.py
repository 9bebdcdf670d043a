"""Pages of ``/patronen``: cases that the patterns found, the evidence in words, a word on each."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import page
from databank.access.shields.visible_people import visible_people
from databank.detection.cases import labels as case_labels
from databank.detection.cases.pages import add_case_pages
from databank.detection.cases.store import evidence
from databank.detection.cases.workflow import CaseFile, sees_shadow
from databank.detection.patterns import labels
from databank.detection.patterns.assess import PATTERN_CASES
from databank.detection.patterns.read import list_worklist
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.store.cases import PatternRow
from databank.detection.rules.catalogue import RULES
from databank.roles import BESCHERMING, Officer, log_shown
from databank.welfare.labels import signal

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Cases on one page of the list."""


@router.get("/patronen")
async def get_patterns(
    request: Request,
    tx: Tx,
    officer: Officer,
    rule: Annotated[str | None, Query(alias="regel", max_length=64)] = None,
    shadow: Annotated[bool, Query(alias="schaduw")] = False,
    done: Annotated[bool, Query(alias="afgehandeld")] = False,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Without names. Cases in shadow are apart, for the leadership alone."""
    chosen = rule if rule in PATTERNS else None
    offset = (number - 1) * SHOWN
    cases, more = await list_worklist(
        tx, officer, chosen, shadow=shadow, done=done, offset=offset, limit=SHOWN
    )
    premises = [premises_id for case in cases for premises_id in case.premises]
    return page(
        request,
        "patterns.html",
        cases=cases,
        number=number,
        more=more,
        places=await evidence.places(tx.conn, premises),
        rules={rule_id: RULES[rule_id] for rule_id in PATTERNS},
        rule=chosen,
        shadow=shadow,
        done=done,
        is_leader=sees_shadow(officer),
        case_labels=case_labels,
    )


async def _evidence(tx: Transaction, officer: Actor, file: CaseFile[PatternRow]) -> dict[str, Any]:
    case = file.case
    await log_shown(tx, officer, case.persons, BESCHERMING)
    return {
        "rule": RULES[case.rule_id],
        "sources": await evidence.of_sources(tx.conn, case.evidence),
        "people": await visible_people(tx, officer, case.persons),
        "raises": PATTERNS[case.rule_id].signal,
        "verdicts": labels.VERDICT,
        "labels": labels,
        "signal": signal,
    }


add_case_pages(router, "/patronen", PATTERN_CASES, "pattern.html", _evidence)
