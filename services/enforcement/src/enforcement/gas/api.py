"""Fine cases: list, detail, and the release of a case that was on hold."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Page, Problem, View, hal, listed
from enforcement.cases import step
from enforcement.cases.api.access import CaseWorker, GasReader
from enforcement.cases.api.offenders import FindingView, OffenderView, Why, look
from enforcement.cases.api.shapes import CaseDetail, Motivated, history
from enforcement.cases.store import cases
from enforcement.cases.store.timeline import By
from enforcement.gas.rules import GasState, GasStep
from enforcement.legal_terms.rules import brussels_day
from enforcement.tables import GasCase

router = APIRouter(prefix="/v1/gas-cases", tags=["procedure geldboete"])


class GasCaseView(View):
    """``decideBy`` is the legal last day, ``safeBy`` the internal one."""

    case_id: UUID
    number: str
    finding_id: UUID
    premises_id: UUID | None
    state: str
    offender_role: str
    fact_code: str
    decide_by: date
    safe_by: date
    opened_at: datetime


class GasCaseDetail(GasCaseView, CaseDetail):
    findings: list[FindingView]


class GasStepTaken(View):
    case_id: UUID
    state: str
    allowed: list[str]


@router.get("", **listed(GasCaseView))
async def list_cases(
    request: Request,
    tx: Tx,
    _actor: GasReader,
    page: Page,
    findingId: UUID | None = None,  # noqa: N803  # as the client writes it
    state: GasState | None = None,
) -> Response:
    """Fine cases, the one that expires first on top."""
    found = await cases.gas_page(tx, page, finding_id=findingId, state=state)
    items = [GasCaseView.model_validate(case) for case in found[: page.pagesize]]
    return hal(request, "gasCases", items, page, more=len(found) > page.pagesize)


@router.get("/{case_id}")
async def read_case(case_id: UUID, tx: Tx, _actor: GasReader) -> GasCaseDetail:
    """One case with timeline, open terms and the steps that may follow; not the offender."""
    case = await tx.session.get(GasCase, case_id)
    if case is None:
        raise Problem.not_found("Dit dossier")
    return GasCaseDetail(
        **case.model_dump(),
        **await history(tx, case_id),
        allowed=step.allowed(case, brussels_day(tx.now)),
        findings=[FindingView.model_validate(f) for f in await cases.findings(tx, case_id)],
    )


@router.get("/{case_id}/offenders")
async def read_offenders(case_id: UUID, tx: Tx, actor: GasReader, why: Why) -> list[OffenderView]:
    """Whom the case is about. Every look is logged with its purpose (DP-03, DP-04)."""
    if await tx.session.get(GasCase, case_id) is None:
        raise Problem.not_found("Dit dossier")
    return await look(tx, actor, case_id, "gas-case", why)


@router.post("/{case_id}/release")
async def release(case_id: UUID, body: Motivated, tx: Tx, actor: CaseWorker) -> GasStepTaken:
    """After consultation with the police the case may go on."""
    case = await cases.locked_gas(tx, case_id)
    if case is None:
        raise Problem.not_found("Dit dossier")
    step.take(tx, case, GasStep.RELEASE, By.actor(actor), reason=body.motivation)
    return GasStepTaken(
        case_id=case_id, state=case.state, allowed=step.allowed(case, brussels_day(tx.now))
    )
