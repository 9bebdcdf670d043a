"""Findings: the report, the check for victims, and the transfer to the city."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.bus import record
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Action, Body, Page, Problem, View, hal, listed, record_access
from contracts.codes import Addressee, Branch, OffenderRole, Procedure, ReportKind
from contracts.databank import ReportDrawnUp
from contracts.event import Code
from contracts.identity import OffenderIdentity
from databank.access.roles import Officer, Purpose, TeamMember
from databank.findings import report, transfer
from databank.findings.rules import FindingState, Step
from databank.findings.store import findings
from databank.inspections.store import inspections
from databank.matching.store import persons
from databank.shifts.store import verifications
from databank.welfare.rules.priority import PossibleVictim

router = APIRouter()

BirthDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]


class OffenderBody(Body, OffenderIdentity):
    """Prints nothing, like the identity that it is."""

    birth_date: BirthDate | None = None


class FindingBody(Body):
    """``personId`` names the offender in the databank, where the officer knows it."""

    inspection_id: UUID | None = None
    verification_id: UUID | None = None
    report_kind: ReportKind
    report_number: Annotated[str, Field(min_length=1, max_length=40)]
    fact_code: Code
    fact_at: AwareDatetime
    branch: Branch
    in_tolerance_zone: bool
    premises_id: UUID | None = None
    addressee: Addressee
    offender_role: OffenderRole
    offender: OffenderBody
    person_id: UUID | None = None
    possible_victim: PossibleVictim


class VictimCheckBody(Body):
    possible_victim: PossibleVictim


class TransferBody(Body):
    procedure: Procedure


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


class ListedView(View):
    """Without the offender: who that is, is read one finding at a time."""

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


class FindingView(ListedView):
    inspection_id: UUID | None
    verification_id: UUID | None
    in_tolerance_zone: bool
    offender_name: str | None
    offender_birth_date: str | None
    offender_organisation: str | None
    person_id: UUID | None
    drawn_up_at: AwareDatetime | None
    drawn_up_by: str | None
    follow_up: list[FollowUpView]


@router.post("/v1/findings", status_code=201)
async def post_finding(body: FindingBody, tx: Tx, officer: TeamMember) -> CreatedView:
    await _check_references(tx, body)
    await report.check_number(tx, body.report_kind, body.report_number, "reportNumber")
    finding_id, report_id = uuid4(), uuid4()
    person_id = await _current(tx, body.person_id)
    values: dict[str, Any] = body.model_dump(exclude={"offender"}) | {
        "id": finding_id,
        "report_id": report_id,
        "person_id": person_id,
        "claim_id": await persons.anchor(tx.conn, person_id) if person_id else None,
        "offender_name": body.offender.name,
        "offender_birth_date": body.offender.birth_date,
        "offender_organisation": body.offender.organisation,
        "victim_checked": body.possible_victim is not PossibleVictim.ONBEKEND,
        "state": FindingState.OPGEMAAKT.value,
        "drawn_up_at": tx.now,
        "drawn_up_by": officer.subject,
        "noted_at": tx.now,
        "noted_by": officer.subject,
        "caught_in_act": False,
        "transmit_by": await report.transmit_by(tx, body.fact_at.date(), False),
    }
    if not await findings.add(tx, values):
        raise report.number_in_use()
    if body.possible_victim is PossibleVictim.JA:
        await report.protect(tx, values)
    record(
        tx,
        ReportDrawnUp(
            report_id=report_id,
            kind=body.report_kind,
            branch=body.branch,
            fact_code=body.fact_code,
            addressee=body.addressee,
            in_tolerance_zone=body.in_tolerance_zone,
            drawn_up_at=tx.now,
        ),
    )
    return CreatedView(finding_id=finding_id, report_id=report_id)


async def _check_references(tx: Transaction, body: FindingBody) -> None:
    unknown = lazy("Dit kennen we niet. Kijk het nummer na.")
    if body.inspection_id and not await inspections.exists(tx.conn, body.inspection_id):
        raise Problem.field("inspectionId", unknown)
    if body.verification_id and not await verifications.exists(tx.conn, body.verification_id):
        raise Problem.field("verificationId", unknown)


async def _current(tx: Transaction, person_id: UUID | None) -> UUID | None:
    """Whom the officer means, also by an id that was merged into another."""
    if person_id is None:
        return None
    await persons.block_relinking(tx.conn)
    current = await persons.survivor(tx.conn, person_id)
    if current is None:
        raise Problem.field("personId", lazy("Dit kennen we niet. Kijk het nummer na."))
    return current


@router.post("/v1/findings/{finding_id}/victim-check")
async def post_victim_check(
    finding_id: UUID, body: VictimCheckBody, tx: Tx, officer: TeamMember
) -> StateView:
    """A person answers whether the offender may be a victim, before anything is transferred."""
    finding = await report.check_victim(tx, officer.subject, finding_id, body.possible_victim)
    return StateView(
        finding_id=finding_id,
        state=FindingState(finding["state"]),
        possible_victim=body.possible_victim,
        on_hold=None,
        allowed=[Step.OVERMAKEN],
    )


@router.post("/v1/findings/{finding_id}/transfer")
async def post_transfer(
    finding_id: UUID, body: TransferBody, tx: Tx, officer: TeamMember
) -> StateView:
    finding, on_hold = await transfer.transfer(tx, officer.subject, finding_id, body.procedure)
    return StateView(
        finding_id=finding_id,
        state=FindingState.OVERGEMAAKT,
        possible_victim=PossibleVictim(finding["possible_victim"]),
        on_hold=on_hold,
        allowed=[],
    )


@router.get("/v1/findings", **listed(ListedView))
async def get_findings(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    state: Annotated[FindingState | None, Query()] = None,
) -> Response:
    rows = await findings.listed(tx.conn, state, page.offset, page.pagesize)
    found = [ListedView(**row, finding_id=row["id"]) for row in rows]
    return hal(request, "findings", found, page)


@router.get("/v1/findings/{finding_id}")
async def get_finding(finding_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> FindingView:
    """``followUp`` is the state of the city's case and no more (handbook §4.3)."""
    row = await findings.get(tx, finding_id)
    if row is None:
        raise Problem.not_found(lazy("Deze vaststelling"))
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="finding",
        subject_id=finding_id,
        purpose=purpose,
    )
    follow_up = [FollowUpView(**one) for one in await findings.follow_ups(tx.conn, finding_id)]
    return FindingView(**row, finding_id=finding_id, follow_up=follow_up)
