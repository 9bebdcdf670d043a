"""Sanction cases to look at."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Page, Problem, View, hal, listed
from enforcement.cases import step
from enforcement.cases.api.access import CaseWorker, SanctionReader
from enforcement.cases.api.offenders import FindingView, OffenderView, Why, look
from enforcement.cases.api.shapes import CaseDetail, history
from enforcement.cases.store import cases
from enforcement.legal_terms.rules import brussels_day
from enforcement.sanctions.rules import SanctionState
from enforcement.tables import SanctionCase

router = APIRouter(prefix="/v1/sanction-cases", tags=["sanctieprocedure"])


class SanctionCaseView(View):
    """``effectFrom`` and ``effectTo`` are what the notified decision restricts."""

    case_id: UUID
    number: str
    premises_id: UUID
    state: str
    fact_code: str
    fact_at: datetime
    opened_at: datetime
    warned_at: datetime | None
    warning_valid_until: date | None
    next_finding_id: UUID | None
    invited_at: datetime | None
    hearing_at: datetime | None
    defence_until: date | None
    proposed_kind: str | None
    decision_kind: str | None
    deciding_body: str | None
    decided_at: datetime | None
    effective_from: datetime | None
    effective_to: datetime | None
    notified_at: datetime | None
    effect_from: datetime | None
    effect_to: datetime | None
    complied: bool | None


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
    found = await cases.sanction_page(
        tx, page, premises_id=premisesId, finding_id=findingId, state=state
    )
    items = [SanctionCaseView.model_validate(case) for case in found[: page.pagesize]]
    return hal(request, "sanctionCases", items, page, more=len(found) > page.pagesize)


@router.get("/{case_id}")
async def read_case(case_id: UUID, tx: Tx, _actor: SanctionReader) -> SanctionCaseDetail:
    """One case with timeline, open terms and the steps that may follow; not the offender."""
    case = await tx.session.get(SanctionCase, case_id)
    if case is None:
        raise Problem.not_found("Dit dossier")
    return SanctionCaseDetail(
        **case.model_dump(),
        **await history(tx, case_id),
        allowed=step.allowed(case, brussels_day(tx.now)),
        findings=[FindingView.model_validate(f) for f in await cases.findings(tx, case_id)],
    )


@router.get("/{case_id}/offenders")
async def read_offenders(case_id: UUID, tx: Tx, actor: CaseWorker, why: Why) -> list[OffenderView]:
    """Whom the case is about. Every look is logged with its purpose (DP-03, DP-04)."""
    if await tx.session.get(SanctionCase, case_id) is None:
        raise Problem.not_found("Dit dossier")
    return await look(tx, actor, case_id, "sanction-case", why)
