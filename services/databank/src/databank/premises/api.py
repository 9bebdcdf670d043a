"""What the city decided about premises, and what it asks the police to check."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.bus import record
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Page, Problem, View, hal, listed
from contracts.databank import ExecutionChecked
from databank.access.roles import Executing, TeamMember
from databank.premises.store import execution_checks, premises

router = APIRouter()


class SuspensionView(View):
    """``kind`` is ``schorsing`` or ``sluiting``; ``endsAt`` is empty for a definitive one."""

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


class CheckedBody(Body):
    complied: bool
    checked_at: AwareDatetime


State = Annotated[Literal["open", "gecontroleerd"] | None, Query()]


@router.get("/v1/suspensions", **listed(SuspensionView))
async def get_suspensions(request: Request, tx: Tx, officer: Executing, page: Page) -> Response:
    rows = await premises.suspensions(tx.conn, page.offset, page.pagesize)
    return hal(request, "suspensions", [SuspensionView(**row) for row in rows], page)


@router.get("/v1/execution-checks", **listed(CheckView))
async def get_checks(
    request: Request, tx: Tx, officer: Executing, page: Page, state: State = None
) -> Response:
    rows = await execution_checks.listed(tx.conn, state, page.offset, page.pagesize)
    return hal(request, "executionChecks", [CheckView(**row) for row in rows], page)


@router.post("/v1/execution-checks/{case_id}")
async def post_check(case_id: UUID, body: CheckedBody, tx: Tx, officer: TeamMember) -> CheckView:
    check = await execution_checks.hold(tx.conn, case_id)
    if check is None:
        raise Problem.not_found(lazy("Deze vraag om controle"))
    if check["state"] != "open":
        raise Problem.conflict(lazy("Deze controle is al uitgevoerd."), allowed=[])
    await execution_checks.set_checked(tx.conn, case_id, body.checked_at, body.complied)
    record(
        tx,
        ExecutionChecked(
            case_id=case_id,
            premises_id=check["premises_id"],
            checked_at=body.checked_at,
            complied=body.complied,
        ),
    )
    done = {"state": "gecontroleerd", "checked_at": body.checked_at, "complied": body.complied}
    return CheckView(**{**check, **done})
