"""JSON of ``/v1/branch-shifts``: persons who moved between branches, for people to assess."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.branches import Branch
from databank.detection.branch_shifts.assess import BRANCH_SHIFTS
from databank.detection.branch_shifts.read import BranchShiftFile, list_cases
from databank.detection.cases.api import Shadow, Stand, StepView, add_assessment, case_values
from databank.roles import Officer
from databank.sightings.rules.basis import Basis
from databank.sightings.rules.sighting import RecordedSighting

router = APIRouter()


class EvidenceView(View):
    sighting_id: UUID
    source_kind: str
    source_id: UUID
    branch: Branch
    seen_at: AwareDatetime

    @classmethod
    def of(cls, sighting: RecordedSighting) -> "EvidenceView":
        return cls(
            sighting_id=sighting.id,
            source_kind=sighting.source_kind,
            source_id=sighting.source_id,
            branch=sighting.branch,
            seen_at=sighting.seen_at,
        )


class BranchShiftView(View):
    """``basis``: what it rests on; empty where that was not kept."""

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
    basis: Basis | None
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
    def of(cls, shown: BranchShiftFile) -> "BranchShiftView":
        evidence = [EvidenceView.of(sighting) for sighting in shown.evidence]
        return cls(**case_values(shown.file), evidence=evidence)


@router.get("/v1/branch-shifts", **listed(BranchShiftView))
async def get_branch_shifts(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    state: Stand = None,
    shadow: Shadow = False,
) -> Response:
    files = await list_cases(
        tx, officer, state, shadow=shadow, offset=page.offset, limit=page.pagesize
    )
    return hal(request, "branchShifts", [BranchShiftView.of(file) for file in files], page)


add_assessment(router, "/v1/branch-shifts", BRANCH_SHIFTS)
