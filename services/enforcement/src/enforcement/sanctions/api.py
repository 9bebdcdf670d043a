"""Sanction cases over HTTP: list, detail and offenders, the end of a hold, and their acts."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from contracts.event import Code
from enforcement.acts.api import router_of
from enforcement.cases.api.access import CaseWorker, ConditionFinder, SanctionReader
from enforcement.cases.api.offenders import FindingView, OffenderView, Why
from enforcement.cases.api.views import CaseDetail, history
from enforcement.cases.consult_offenders import consult_offenders
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import BODIES, CASE_WORKERS
from enforcement.sanctions import release as sanction_release
from enforcement.sanctions import store
from enforcement.sanctions.acts import STEPS
from enforcement.sanctions.acts.council import COUNCIL
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.find_condition import find_condition
from enforcement.sanctions.rules import SanctionState, Sequel
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability.desk import DECLARATIONS

router = APIRouter(prefix=SANCTIONS.api, tags=[SANCTIONS.tag])
conditions = APIRouter(prefix=DECLARATIONS.api, tags=[DECLARATIONS.tag])
"""Of a declaration, but what follows is a sanction case."""


class SanctionCaseView(View):
    """``effectFrom`` and ``effectTo`` are what the notified decision restricts."""

    case_id: UUID
    number: str
    premises_id: UUID
    owner: str | None
    state: str
    fact_code: str
    fact_at: datetime
    opened_at: datetime
    warned_at: datetime | None
    warned_on: date | None
    warning_valid_until: date | None
    next_finding_id: UUID | None
    invited_at: datetime | None
    hearing_at: datetime | None
    defence_until: date | None
    defence_final: bool
    proposed_kind: str | None
    adjourned_to: date | None
    decision_kind: str | None
    deciding_body: str | None
    decided_at: datetime | None
    effective_from: datetime | None
    effective_to: datetime | None
    notified_at: datetime | None
    effect_from: datetime | None
    effect_to: datetime | None
    complied: bool | None
    sequel: Sequel | None
    stayed_at: datetime | None
    annulled_at: datetime | None
    reopened_at: datetime | None


class SanctionCaseDetail(SanctionCaseView, CaseDetail):
    findings: list[FindingView]


@router.get("", **listed(SanctionCaseView))
async def list_cases(
    request: Request,
    tx: Tx,
    _actor: SanctionReader,
    page: Page,
    premisesId: UUID | None = None,  # noqa: N803  # as the client writes it
    findingId: UUID | None = None,  # noqa: N803
    state: SanctionState | None = None,
) -> Response:
    """Sanction cases by number; ``findingId`` finds a case by its first or its next finding."""
    cases = await store.page(tx, page, premises_id=premisesId, finding_id=findingId, state=state)
    items = [SanctionCaseView.model_validate(case) for case in cases[: page.pagesize]]
    return hal(request, "sanctionCases", items, page, more=len(cases) > page.pagesize)


@router.get("/{case_id}")
async def read_case(case_id: UUID, tx: Tx, _actor: SanctionReader) -> SanctionCaseDetail:
    """One case with timeline, open terms and the steps that may follow; not the offender."""
    case = await store.get(tx, case_id)
    return SanctionCaseDetail(
        **case.model_dump(),
        **await history(tx, case_id),
        allowed=allowed_steps(case, city_day(tx.now)),
        findings=[
            FindingView.model_validate(finding) for finding in await findings.of_case(tx, case_id)
        ],
    )


@router.get("/{case_id}/offenders")
async def read_offenders(case_id: UUID, tx: Tx, actor: CaseWorker, why: Why) -> list[OffenderView]:
    """The persons that the case is about. Every look is logged with its purpose (DP-03, DP-04)."""
    await store.get(tx, case_id)
    offenders = await consult_offenders(tx, actor, case_id, CaseKind.SANCTION, why)
    return [OffenderView.model_validate(offender) for offender in offenders]


class SanctionStepTaken(View):
    case_id: UUID
    state: str
    allowed: list[str]


def step_taken(tx: Transaction, case: SanctionCase) -> SanctionStepTaken:
    return SanctionStepTaken(
        case_id=case.case_id,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )


class HoldEnded(Body):
    """``motivation``: what the consultation gave, as short as on the page."""

    motivation: str = Field(min_length=3, max_length=400)


@router.post("/{case_id}/release")
async def release(case_id: UUID, body: HoldEnded, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """After consultation with the police the case may go on."""
    case = await sanction_release.release(tx, case_id, By.actor(actor), body.motivation)
    return step_taken(tx, case)


class ConditionFindingBody(Body):
    condition: Code


@conditions.post("/{case_id}/condition-findings")
async def record_condition_finding(
    case_id: UUID, body: ConditionFindingBody, tx: Tx, actor: ConditionFinder
) -> SanctionStepTaken:
    """A condition whose last day is over is not met: the sanction case that follows.

    It opens one, or is the next finding of the one that warned about it.
    """
    return step_taken(tx, await find_condition(tx, case_id, body.condition, By.actor(actor)))


acts = router_of(SANCTIONS, SanctionStepTaken, step_taken, STEPS)
council = council_of_state.routes_of(SANCTIONS, COUNCIL, CASE_WORKERS | BODIES)
