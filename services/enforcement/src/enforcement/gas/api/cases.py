"""Fine cases over HTTP: list, detail, and the persons that they are about."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from enforcement.cases.api.access import GasReader
from enforcement.cases.api.offenders import FindingView, OffenderView, Why
from enforcement.cases.api.views import CaseDetail, history
from enforcement.cases.consult_offenders import consult_offenders
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.take_step import allowed_steps
from enforcement.gas import store
from enforcement.gas.earlier_fines import that_count
from enforcement.gas.rules import GasState
from enforcement.gas.rules.states import WEIGHED
from enforcement.hearings import store as hearings
from enforcement.hearings.api import HearingView

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
    on_hold: bool


class EarlierFineView(View):
    """A fine that counts for recidivism (art. 7); ``amount`` in whole euros."""

    case_id: UUID
    number: str
    decided_on: date
    amount: int


class GasCaseDetail(GasCaseView, CaseDetail):
    """``minor`` is empty while nobody can say. Amounts are whole euros.

    ``earlierFines`` are those that count now, while a fine is weighed.
    """

    competent: bool
    minor: bool | None
    mixed: str | None
    prosecutor_until: date | None
    envisaged: int | None
    start_notified_on: date | None
    defence_until: date | None
    hearing_asked: bool
    hearing_done: bool
    mediation_result: str | None
    service_until: date | None
    police_consulted_on: date | None
    amount: int | None
    decided_on: date | None
    defence_outcome: str | None
    recidivism: bool | None
    decision_notified_on: date | None
    appeal_until: date | None
    verdict: str | None
    findings: list[FindingView]
    earlier_fines: list[EarlierFineView]


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
    cases = await store.page(tx, page, finding_id=findingId, state=state)
    items = [GasCaseView.model_validate(case) for case in cases[: page.pagesize]]
    return hal(request, "gasCases", items, page, more=len(cases) > page.pagesize)


@router.get("/{case_id}")
async def read_case(case_id: UUID, tx: Tx, _actor: GasReader) -> GasCaseDetail:
    """One case with timeline, open terms and the steps that may follow; not the offender."""
    case = await store.get(tx, case_id)
    earlier = await that_count(tx, case) if case.state in WEIGHED else []
    return GasCaseDetail(
        **case.model_dump(),
        **await history(tx, case_id),
        allowed=allowed_steps(case, city_day(tx.now)),
        police_consulted_on=case.victim_checked_on,
        findings=[
            FindingView.model_validate(finding) for finding in await findings.of_case(tx, case_id)
        ],
        earlier_fines=[EarlierFineView.model_validate(fine) for fine in earlier],
    )


@router.get("/{case_id}/hearings")
async def read_hearings(case_id: UUID, tx: Tx, _actor: GasReader) -> list[HearingView]:
    """The hearings of a case, each invitation apart."""
    await store.get(tx, case_id)
    return [HearingView.model_validate(hearing) for hearing in await hearings.of_case(tx, case_id)]


@router.get("/{case_id}/offenders")
async def read_offenders(case_id: UUID, tx: Tx, actor: GasReader, why: Why) -> list[OffenderView]:
    """The persons that the case is about. Every look is logged with its purpose (DP-03, DP-04)."""
    await store.get(tx, case_id)
    offenders = await consult_offenders(tx, actor, case_id, CaseKind.GAS, why)
    return [OffenderView.model_validate(offender) for offender in offenders]
