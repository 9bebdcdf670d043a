"""Integrity investigations over HTTP: list, detail, and their acts."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Page, View, allow, hal, listed
from contracts.codes import CouncilRuling
from enforcement.acts.api import router_of
from enforcement.cases.api.views import CaseDetail, history
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.take_step import allowed_steps
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import COLLEGE, INTEGRITY
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.acts import STEPS
from enforcement.integrity_investigations.acts.council import COUNCIL
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.rules import Ground, IntegrityState, Measure, Subject
from enforcement.integrity_investigations.store import IntegrityInvestigation

router = APIRouter(prefix=INVESTIGATIONS.api, tags=[INVESTIGATIONS.tag])

IntegrityReader = Annotated[Actor, allow(*INTEGRITY)]


class InvestigationView(View):
    """Nothing of what was found, and no person: ``owner`` is the code of who operates."""

    case_id: UUID
    number: str
    premises_id: UUID
    owner: str
    subject: Subject
    state: IntegrityState
    started_at: datetime
    extended: bool
    advice_asked_at: datetime | None
    advised_at: datetime | None
    hearing_at: datetime | None
    heard: bool
    proposed: Measure | None
    decided: Measure | None
    months: int | None
    decided_at: datetime | None
    notified_at: datetime | None
    effect_after: date | None
    effect_from: datetime | None
    effect_to: datetime | None
    passed_on_at: datetime | None
    lifted_at: datetime | None
    undone_at: datetime | None
    ruling: CouncilRuling | None
    stayed_at: datetime | None
    closed_at: datetime | None


class InvestigationDetail(InvestigationView, CaseDetail):
    grounds: list[Ground]
    proposal: str | None
    decision: str | None
    defence_answer: str | None
    conditions: str | None


class IntegrityStepTaken(View):
    case_id: UUID
    number: str
    state: IntegrityState
    allowed: list[str]


@router.get("", **listed(InvestigationView))
async def list_investigations(
    request: Request,
    tx: Tx,
    actor: IntegrityReader,
    page: Page,
    state: IntegrityState | None = None,
) -> Response:
    """By number; the college's secretary sees what was proposed to the college alone."""
    rows = await store.page(tx, page, state, proposed=actor.function in COLLEGE)
    items = [InvestigationView.model_validate(case) for case in rows[: page.pagesize]]
    return hal(request, "investigations", items, page, more=len(rows) > page.pagesize)


@router.get("/{case_id}")
async def read_investigation(case_id: UUID, tx: Tx, actor: IntegrityReader) -> InvestigationDetail:
    """One with timeline, open terms and the steps that may follow; not what was found."""
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.proposed_at is None:
        raise CaseNotFoundError
    return InvestigationDetail(
        **case.model_dump(),
        **await history(tx, case_id),
        allowed=allowed_steps(case, city_day(tx.now)),
    )


def step_taken(tx: Transaction, case: IntegrityInvestigation) -> IntegrityStepTaken:
    return IntegrityStepTaken(
        case_id=case.case_id,
        number=case.number,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )


acts = router_of(INVESTIGATIONS, IntegrityStepTaken, step_taken, STEPS)
council = council_of_state.routes_of(INVESTIGATIONS, COUNCIL, INTEGRITY)
