"""JSON of ``/v1/patterns``: cases that the patterns found, for people to assess."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, Problem, View, hal, listed
from databank.detection.cases.api import Shadow, Stand, StepView, add_assessment, case_values
from databank.detection.cases.workflow import CaseFile, check_shadow
from databank.detection.patterns.assess import PATTERN_CASES
from databank.detection.patterns.read import list_cases
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.store.cases import PatternRow
from databank.detection.rules.catalogue import RULES
from databank.roles import Officer

router = APIRouter()


class EvidenceView(View):
    source_kind: str
    source_id: UUID


class PatternView(View):
    case_id: UUID
    rule_id: str
    label: str
    rule_version: int
    ground: str
    person_id: UUID | None
    premises_id: UUID | None
    to_premises_id: UUID | None
    persons: list[UUID]
    begins_at: AwareDatetime
    ends_at: AwareDatetime
    figures: dict[str, float]
    confidence: float
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
    def of(cls, file: CaseFile[PatternRow]) -> "PatternView":
        case = file.case
        evidence = [EvidenceView(source_kind=kind, source_id=id_) for kind, id_ in case.evidence]
        label = RULES[case.rule_id].label
        return cls(**{**case_values(file), "evidence": evidence, "label": label})


@router.get("/v1/patterns", **listed(PatternView))
async def get_patterns(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    rule: Annotated[str | None, Query(max_length=64)] = None,
    state: Stand = None,
    shadow: Shadow = False,
) -> Response:
    check_shadow(officer, shadow=shadow)
    if rule is not None and rule not in PATTERNS:
        raise Problem.field("rule", f"Kies een van deze regels: {', '.join(PATTERNS)}.")
    files = await list_cases(
        tx, officer, rule, state, shadow=shadow, offset=page.offset, limit=page.pagesize
    )
    return hal(request, "patterns", [PatternView.of(file) for file in files], page)


add_assessment(router, "/v1/patterns", PATTERN_CASES)
