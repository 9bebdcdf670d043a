"""Cases of persons who moved between branches, for people to assess."""

from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.bus import record
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Page, Problem, View, hal
from contracts.codes import Branch
from contracts.databank import BranchShiftWithdrawn
from databank.api.parties import TOEZICHT, Officer, log_shown
from databank.observing import Withdrawal
from databank.store import branch_shifts, persons, sightings

router = APIRouter()

DETECTED = "gedetecteerd"


class Outcome(StrEnum):
    BEVESTIGD = "bevestigd"
    VERKLAARBAAR = "verklaarbaar"
    FOUTIEVE_KOPPELING = "foutieve_koppeling"
    GEEN_ACTIE = "geen_actie"


class AssessmentBody(Body):
    outcome: Outcome


class EvidenceView(View):
    sighting_id: UUID
    source_kind: str
    source_id: UUID
    branch: Branch
    seen_at: AwareDatetime


class CaseView(View):
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
    detected_at: AwareDatetime
    state: str
    assessed_at: AwareDatetime | None
    assessed_by: str | None
    withdrawn_at: AwareDatetime | None
    withdrawn_reason: str | None
    evidence: list[EvidenceView]

    @classmethod
    def of(cls, case: asyncpg.Record, seen: dict[UUID, asyncpg.Record]) -> "CaseView":
        values: dict[str, Any] = dict(case)
        evidence = [_evidence(seen[case["from_sighting"]]), _evidence(seen[case["to_sighting"]])]
        values |= {"case_id": case["id"], "state": case["stand"], "evidence": evidence}
        return cls(**values)


class AssessmentView(View):
    case_id: UUID
    state: str


State = Annotated[
    Literal[
        "gedetecteerd",
        "bevestigd",
        "verklaarbaar",
        "foutieve_koppeling",
        "geen_actie",
        "ingetrokken",
    ]
    | None,
    Query(),
]


def _evidence(row: asyncpg.Record) -> EvidenceView:
    return EvidenceView(**row, sighting_id=row["id"])


@router.get("/v1/branch-shifts")
async def get_cases(
    request: Request, tx: Tx, officer: Officer, page: Page, state: State = None
) -> Response:
    rows = await branch_shifts.listed(tx.conn, state, page.offset, page.pagesize)
    ids = {row[end] for row in rows for end in ("from_sighting", "to_sighting")}
    seen = await sightings.by_ids(tx.conn, sorted(ids))
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    return hal(request, "branchShifts", [CaseView.of(row, seen) for row in rows], page)


@router.post("/v1/branch-shifts/{case_id}/assessment")
async def post_assessment(
    case_id: UUID, body: AssessmentBody, tx: Tx, officer: Officer
) -> AssessmentView:
    """A person's word on a case (DP-09). A wrong link is told to whoever counted the case."""
    case = await branch_shifts.hold(tx.conn, case_id)
    if case is None:
        raise Problem.not_found("Deze verschuiving")
    if case["withdrawn_at"] is not None:
        raise Problem.conflict("Deze verschuiving is ingetrokken.", allowed=[])
    if case["state"] != DETECTED:
        raise Problem.conflict("Deze verschuiving is al beoordeeld.", allowed=[])
    is_wrong = body.outcome is Outcome.FOUTIEVE_KOPPELING
    await branch_shifts.assess(
        tx.conn,
        case_id,
        body.outcome.value,
        tx.now,
        officer.subject,
        told=case["told"] and not is_wrong,
    )
    if is_wrong:
        await _question_the_link(tx, case)
    return AssessmentView(case_id=case_id, state=body.outcome.value)


async def _question_the_link(tx: Transaction, case: asyncpg.Record) -> None:
    seen = await sightings.by_ids(tx.conn, [case["to_sighting"]])
    claim_id = seen[case["to_sighting"]]["claim_id"]
    await persons.ask(
        tx.conn, [(claim_id, case["person_id"], Outcome.FOUTIEVE_KOPPELING.value, "[]")], tx.now
    )
    if case["told"]:
        record(
            tx,
            BranchShiftWithdrawn(
                case_id=case["id"],
                from_branch=Branch(case["from_branch"]),
                to_branch=Branch(case["to_branch"]),
                withdrawn_at=tx.now,
                reason=Withdrawal.KOPPELING_GECORRIGEERD.value,
            ),
        )
