"""Cases of persons who moved between branches, for people to assess."""

from dataclasses import asdict
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Page, View, hal, listed
from contracts.codes import Branch
from databank.access.roles import TOEZICHT, Officer, Protector, log_shown
from databank.detection import store as sightings
from databank.detection.branch_shifts import store
from databank.detection.branch_shifts.rules import WithdrawalReason
from databank.detection.branch_shifts.withdraw import tell_withdrawn
from databank.detection.cases import api as cases
from databank.detection.cases.api import AssessmentBody, AssessmentView, StepBody, StepView
from databank.detection.cases.rules import Action
from databank.detection.cases.store import assessments
from databank.detection.rules.sighting import RecordedSighting
from databank.matching.store import review_tasks

router = APIRouter()

WHAT = lazy("Deze verschuiving")


class EvidenceView(View):
    sighting_id: UUID
    source_kind: str
    source_id: UUID
    branch: Branch
    seen_at: AwareDatetime


class CaseView(View):
    case_id: UUID
    person_id: UUID
    from_branch: Branch
    to_branch: Branch
    from_seen_at: AwareDatetime
    to_seen_at: AwareDatetime
    rule_id: str
    rule_version: int
    window_days: int
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
    def of(
        cls,
        case: asyncpg.Record,
        seen: dict[UUID, RecordedSighting],
        steps: list[asyncpg.Record],
        officer: Actor,
    ) -> "CaseView":
        values = cases.case_values(case, steps, officer)
        values["evidence"] = [
            _evidence(seen[case["from_sighting"]]),
            _evidence(seen[case["to_sighting"]]),
        ]
        return cls(**values)


def _evidence(sighting: RecordedSighting) -> EvidenceView:
    return EvidenceView(sighting_id=sighting.id, **asdict(sighting))


@router.get("/v1/branch-shifts", **listed(CaseView))
async def get_cases(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    state: cases.Stand = None,
    shadow: cases.Shadow = False,
) -> Response:
    cases.must_be_leader(officer, shadow=shadow)
    rows = await store.listed(tx.conn, state, shadow, page.offset, page.pagesize)
    ids = {row[end] for row in rows for end in ("from_sighting", "to_sighting")}
    seen = await sightings.by_ids(tx.conn, sorted(ids))
    steps = await assessments.of_cases(tx.conn, [row["id"] for row in rows])
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    views = [CaseView.of(row, seen, steps[row["id"]], officer) for row in rows]
    return hal(request, "branchShifts", views, page)


@router.post("/v1/branch-shifts/{case_id}/assessment")
async def post_assessment(
    case_id: UUID, body: AssessmentBody, tx: Tx, officer: Protector
) -> AssessmentView:
    """A person's word on a case (DP-09). A wrong link is told to whoever counted the case."""
    case = cases.assessable(await store.hold(tx.conn, case_id), officer, WHAT)
    action = Action(body.outcome)
    view, holder = await cases.advance(tx, case, officer, action)
    is_wrong = action is Action.FOUTIEVE_KOPPELING
    await store.assess(tx.conn, case_id, view.state, holder)
    await store.set_outcome(
        tx.conn,
        case_id,
        body.outcome,
        tx.now,
        officer.subject,
        told=case["told"] and not is_wrong,
    )
    if is_wrong:
        await _question_the_link(tx, case)
    return view


@router.post("/v1/branch-shifts/{case_id}/steps")
async def post_step(case_id: UUID, body: StepBody, tx: Tx, officer: Protector) -> AssessmentView:
    """Take a case or give it back, follow it up, close it (handbook §2.9)."""
    case = cases.assessable(await store.hold(tx.conn, case_id), officer, WHAT)
    view, holder = await cases.advance(tx, case, officer, Action(body.action), body.follow_up)
    await store.assess(tx.conn, case_id, view.state, holder)
    return view


async def _question_the_link(tx: Transaction, case: asyncpg.Record) -> None:
    seen = await sightings.by_ids(tx.conn, [case["to_sighting"]])
    claim_id = seen[case["to_sighting"]].claim_id
    await review_tasks.ask(
        tx.conn,
        [(claim_id, case["person_id"], Action.FOUTIEVE_KOPPELING.value, "[]")],
        tx.now,
    )
    if case["told"]:
        branches = Branch(case["from_branch"]), Branch(case["to_branch"])
        tell_withdrawn(tx, case["id"], branches, WithdrawalReason.KOPPELING_GECORRIGEERD)
