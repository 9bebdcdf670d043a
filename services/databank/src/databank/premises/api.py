"""API of the city's decisions about premises, and of the checks that it asks of the police."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from databank.premises.check_execution import check_execution, open_place
from databank.premises.rules import CheckNotFoundError, CheckState
from databank.premises.store import execution_checks, premises
from databank.roles import Executing, TeamMember

router = APIRouter()


class SuspensionView(View):
    """A sanction that forbids work; ``endsAt`` is empty for a definitive one."""

    case_id: UUID
    kind: str
    premises_id: UUID
    label: str | None
    begins_at: AwareDatetime
    ends_at: AwareDatetime | None
    decided_at: AwareDatetime
    lifted_at: AwareDatetime | None
    suitability_state: str | None


class CheckView(View):
    case_id: UUID
    premises_id: UUID
    kind: str
    effective_from: AwareDatetime
    effective_to: AwareDatetime | None
    requested_at: AwareDatetime
    state: str
    checked_at: AwareDatetime | None
    complied: bool | None


class PlaceView(View):
    label: str
    street: str | None
    house_number: str | None
    postcode: str | None


class CheckFileView(View):
    """``place`` is there where the city knows no premises; that it was read is logged."""

    check: CheckView
    place: PlaceView | None


class CheckedBody(Body):
    complied: bool
    checked_at: AwareDatetime


State = Annotated[Literal[CheckState.OPEN, CheckState.GECONTROLEERD] | None, Query()]


@router.get("/v1/suspensions", **listed(SuspensionView))
async def get_suspensions(request: Request, tx: Tx, officer: Executing, page: Page) -> Response:
    rows = await premises.suspensions(tx.conn, tx.now, page.offset, page.pagesize)
    return hal(request, "suspensions", [SuspensionView.model_validate(row) for row in rows], page)


@router.get("/v1/execution-checks", **listed(CheckView))
async def get_checks(
    request: Request, tx: Tx, officer: Executing, page: Page, state: State = None
) -> Response:
    rows = await execution_checks.page_of(tx.conn, state, page.offset, page.pagesize)
    return hal(request, "executionChecks", [CheckView.model_validate(row) for row in rows], page)


@router.get("/v1/execution-checks/{case_id}")
async def get_check(case_id: UUID, tx: Tx, officer: Executing) -> CheckFileView:
    check = await execution_checks.get(tx.conn, case_id)
    if check is None:
        raise CheckNotFoundError
    place = await open_place(tx, officer, case_id)
    return CheckFileView(
        check=CheckView.model_validate(check),
        place=PlaceView.model_validate(place) if place else None,
    )


@router.post("/v1/execution-checks/{case_id}")
async def post_check(case_id: UUID, body: CheckedBody, tx: Tx, officer: TeamMember) -> CheckView:
    check = await check_execution(tx, case_id, body.checked_at, complied=body.complied)
    return CheckView.model_validate(check)
