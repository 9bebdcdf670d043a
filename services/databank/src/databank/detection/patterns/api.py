"""Cases that the patterns found, for people to assess: to protect first (handbook §4.6).

A case leaves the police only when a named officer confirms it: then it is a protective signal, and
counted as one. It never fines, refers or opens a procedure.
"""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Page, Problem, View, hal, listed
from databank.access.roles import BESCHERMING, Officer, Protector, log_shown
from databank.detection import store
from databank.detection.cases import api as cases
from databank.detection.cases.api import AssessmentBody, AssessmentView, StepBody, StepView
from databank.detection.cases.rules import Action
from databank.detection.cases.store import assessments
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.store import cases as pattern_cases
from databank.detection.rules.catalogue import RULES
from databank.matching.store import review_tasks
from databank.welfare.raise_signal import raise_signal

router = APIRouter()

WHAT = lazy("Dit patroon")


class EvidenceView(View):
    source_kind: str = Field(validation_alias="kind")
    source_id: UUID = Field(validation_alias="id")


class PatternView(View):
    case_id: UUID
    rule_id: str
    label: str
    rule_version: int
    ground: str
    person_id: UUID | None
    premises_id: UUID | None
    to_premises_id: UUID | None
    persons: list[UUID]
    begins_at: AwareDatetime
    ends_at: AwareDatetime
    figures: dict[str, float]
    confidence: float
    detected_at: AwareDatetime
    state: str
    outcome: str | None
    held_by: str | None
    assessed_at: AwareDatetime | None
    assessed_by: str | None
    withdrawn_at: AwareDatetime | None
    withdrawn_reason: str | None
    shadow: bool
    evidence: list[EvidenceView]
    steps: list[StepView]
    allowed: list[str]

    @classmethod
    def of(cls, case: asyncpg.Record, steps: list[asyncpg.Record], officer: Actor) -> "PatternView":
        values = cases.case_values(case, steps, officer)
        return cls(**values, label=RULES[case["rule_id"]].label)


@router.get("/v1/patterns", **listed(PatternView))
async def get_patterns(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    rule: Annotated[str | None, Query(max_length=64)] = None,
    state: cases.Stand = None,
    shadow: cases.Shadow = False,
) -> Response:
    cases.must_be_leader(officer, shadow=shadow)
    if rule is not None and rule not in PATTERNS:
        raise Problem.field("rule", f"Kies een van deze regels: {', '.join(PATTERNS)}.")
    rows = await pattern_cases.listed(tx.conn, rule, state, shadow, page.offset, page.pagesize)
    steps = await assessments.of_cases(tx.conn, [row["id"] for row in rows])
    await log_shown(tx, officer, [one for row in rows for one in row["persons"]], BESCHERMING)
    views = [PatternView.of(row, steps[row["id"]], officer) for row in rows]
    return hal(request, "patterns", views, page)


@router.post("/v1/patterns/{case_id}/assessment")
async def post_assessment(
    case_id: UUID, body: AssessmentBody, tx: Tx, officer: Protector
) -> AssessmentView:
    """A person's word on a case (DP-09); confirming one about persons raises their signal."""
    case = cases.assessable(await pattern_cases.hold(tx.conn, case_id), officer, WHAT)
    action = Action(body.outcome)
    view, holder = await cases.advance(tx, case, officer, action)
    await pattern_cases.assess(tx.conn, case_id, view.state, holder)
    await pattern_cases.set_outcome(tx.conn, case_id, body.outcome, tx.now, officer.subject)
    if action is Action.BEVESTIGD and not case["shadow"]:
        await _protect(tx, case)
    if action is Action.FOUTIEVE_KOPPELING:
        await _question_the_links(tx, case)
    return view


@router.post("/v1/patterns/{case_id}/steps")
async def post_step(case_id: UUID, body: StepBody, tx: Tx, officer: Protector) -> AssessmentView:
    case = cases.assessable(await pattern_cases.hold(tx.conn, case_id), officer, WHAT)
    view, holder = await cases.advance(tx, case, officer, Action(body.action), body.follow_up)
    await pattern_cases.assess(tx.conn, case_id, view.state, holder)
    return view


async def _protect(tx: Transaction, case: asyncpg.Record) -> None:
    kind = PATTERNS[case["rule_id"]].signal
    if kind is None:
        return
    for person_id in case["persons"]:
        await raise_signal(
            tx,
            kind,
            f"pattern {case['id']} {person_id}",
            case["ground"],
            {"caseId": str(case["id"]), "ruleId": case["rule_id"], "figures": case["figures"]},
            person_id=person_id,
        )


async def _question_the_links(tx: Transaction, case: asyncpg.Record) -> None:
    """Somebody looks whether each claim behind the evidence belongs to its person."""
    sources = [(one["kind"], UUID(one["id"])) for one in case["evidence"]]
    links = await store.links_behind(tx.conn, sources, case["persons"])
    why = Action.FOUTIEVE_KOPPELING.value
    await review_tasks.ask(tx.conn, [(*link, why, "[]") for link in links], tx.now)
