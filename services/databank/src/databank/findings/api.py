"""Findings: the report, the check for victims, and the transfer to the city."""

from dataclasses import asdict
from typing import Annotated, Any, Self
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field, field_validator

from chassis.branches import KnownBranch
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Page, View, hal, listed
from chassis.web.bodies import FIRST_YEAR, LAST_YEAR
from contracts.branches import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from contracts.event import Code
from contracts.identity import OffenderIdentity
from databank.finding_register.rules.steps import (
    Finding,
    FindingState,
    FindingSummary,
    PossibleVictim,
    Step,
)
from databank.finding_register.store import city_cases, findings
from databank.findings import check_victim, report, transfer
from databank.findings.advance import take_step
from databank.findings.end_doubt import end_doubt
from databank.findings.read import open_finding
from databank.findings.rules.transfer import JudicialInformation
from databank.roles import Leader, Officer, Purpose, TeamMember

router = APIRouter()

BirthDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]


class OffenderBody(Body, OffenderIdentity):
    """Prints nothing, like the identity that it is."""

    birth_date: BirthDate | None = None

    @field_validator("birth_date")
    @classmethod
    def is_of_somebody_who_lives(cls, text: str | None) -> str | None:
        if text is not None and not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            raise ValueError(lazy("Geef een geboortejaar vanaf %(oldest)s.", oldest=FIRST_YEAR))
        return text


class FindingBody(Body):
    """``personId`` names the offender in the databank, where the officer knows it."""

    inspection_id: UUID | None = None
    verification_id: UUID | None = None
    report_kind: ReportKind
    report_number: Annotated[str, Field(min_length=1, max_length=40)]
    fact_code: Code
    fact_at: AwareDatetime
    branch: KnownBranch
    in_tolerance_zone: bool
    premises_id: UUID | None = None
    addressee: Addressee
    offender_role: OffenderRole
    offender: OffenderBody
    person_id: UUID | None = None
    possible_victim: PossibleVictim


class VictimCheckBody(Body):
    possible_victim: PossibleVictim


class WithdrawalBody(Body):
    """``reason`` is read by whoever opens the finding later, and names nobody."""

    reason: Annotated[str, Field(min_length=3, max_length=500)]


class TransferBody(Body):
    """``judicialLeave``: the office and the reference of who gave leave, no name."""

    procedure: Procedure
    judicial_information: bool
    judicial_leave: Annotated[str, Field(min_length=3, max_length=200)] | None = None


class CreatedView(View):
    finding_id: UUID
    report_id: UUID


class StateView(View):
    finding_id: UUID
    state: FindingState
    possible_victim: PossibleVictim
    on_hold: bool | None
    allowed: list[Step]


class FollowUpView(View):
    case_id: UUID
    kind: str
    state: str
    told_at: AwareDatetime


class FindingSummaryView(View):
    """A finding without the offender, who is read one finding at a time."""

    finding_id: UUID
    report_kind: ReportKind | None
    report_number: str | None
    fact_code: str
    fact_at: AwareDatetime
    branch: Branch
    premises_id: UUID | None
    addressee: Addressee | None
    offender_role: OffenderRole | None
    possible_victim: PossibleVictim
    state: FindingState
    procedure: Procedure | None
    on_hold: bool | None
    transferred_at: AwareDatetime | None

    @classmethod
    def of(cls, finding: FindingSummary, **more: Any) -> Self:
        return cls(**asdict(finding), finding_id=finding.id, **more)


class FindingView(FindingSummaryView):
    inspection_id: UUID | None
    verification_id: UUID | None
    in_tolerance_zone: bool
    offender_name: str | None
    offender_birth_date: str | None
    offender_organisation: str | None
    person_id: UUID | None
    drawn_up_at: AwareDatetime | None
    drawn_up_by: str | None
    judicial_information: bool | None
    judicial_leave: str | None
    follow_up: list[FollowUpView]


@router.post("/v1/findings", status_code=201)
async def post_finding(body: FindingBody, tx: Tx, officer: TeamMember) -> CreatedView:
    finding = Finding(
        **body.model_dump(exclude={"offender"}),
        id=uuid4(),
        report_id=uuid4(),
        offender_name=body.offender.name,
        offender_birth_date=body.offender.birth_date,
        offender_organisation=body.offender.organisation,
        victim_checked=body.possible_victim is not PossibleVictim.ONBEKEND,
        state=FindingState.OPGEMAAKT,
        drawn_up_at=tx.now,
        drawn_up_by=officer.subject,
        noted_at=tx.now,
        noted_by=officer.subject,
    )
    await report.draw_up(tx, finding)
    assert finding.report_id is not None
    return CreatedView(finding_id=finding.id, report_id=finding.report_id)


@router.post("/v1/findings/{finding_id}/victim-check")
async def post_victim_check(
    finding_id: UUID, body: VictimCheckBody, tx: Tx, officer: TeamMember
) -> StateView:
    """A person answers whether the offender may be a victim, before anything is transferred."""
    answer = body.possible_victim
    finding = await check_victim.check_victim(tx, officer.subject, finding_id, answer)
    return StateView(
        finding_id=finding_id,
        state=finding.state,
        possible_victim=answer,
        on_hold=None,
        allowed=[Step.OVERMAKEN],
    )


@router.post("/v1/findings/{finding_id}/transfer")
async def post_transfer(
    finding_id: UUID, body: TransferBody, tx: Tx, officer: TeamMember
) -> StateView:
    judicial = JudicialInformation(body.judicial_information, body.judicial_leave)
    finding, on_hold = await transfer.transfer(
        tx, officer.subject, finding_id, body.procedure, judicial
    )
    return StateView(
        finding_id=finding_id,
        state=FindingState.OVERGEMAAKT,
        possible_victim=finding.possible_victim,
        on_hold=on_hold,
        allowed=[],
    )


@router.post("/v1/findings/{finding_id}/consultation", status_code=204)
async def post_consultation(finding_id: UUID, tx: Tx, leader: Leader) -> None:
    """The leadership consulted: an offender who was unclear is nobody who is protected."""
    await end_doubt(tx, leader.subject, finding_id)


@router.post("/v1/findings/{finding_id}/withdrawal", status_code=204)
async def post_withdrawal(
    finding_id: UUID, body: WithdrawalBody, tx: Tx, officer: TeamMember
) -> None:
    """Take back a finding that did not leave the police; its closed report counts no more."""
    await take_step(tx, officer.subject, finding_id, Step.INTREKKEN, body.reason)


@router.get("/v1/findings", **listed(FindingSummaryView))
async def get_findings(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    state: Annotated[FindingState | None, Query()] = None,
) -> Response:
    rows = await findings.listed(tx.conn, state, page.offset, page.pagesize)
    return hal(request, "findings", [FindingSummaryView.of(row) for row in rows], page)


@router.get("/v1/findings/{finding_id}")
async def get_finding(finding_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> FindingView:
    """``followUp`` is the state of the city's case and no more (handbook §4.3)."""
    finding = await open_finding(tx, officer, finding_id, purpose)
    cases = await city_cases.of_finding(tx.conn, finding_id)
    return FindingView.of(finding, follow_up=[FollowUpView.model_validate(case) for case in cases])
