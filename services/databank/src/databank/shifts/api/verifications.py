"""Officers verify shifts on the spot."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body, Problem, View
from databank.access.roles import TeamMember
from databank.identity_checks.api.claim_body import ClaimBody
from databank.shifts.rules.verification import Outcome, suggests_finding
from databank.shifts.verify import Found, Verified, verify

router = APIRouter()


class VerificationBody(Body):
    shift_id: UUID | None = None
    premises_id: UUID | None = None
    room_id: UUID | None = None
    outcome: Outcome
    observed_at: AwareDatetime
    person: ClaimBody | None = None

    def found(self) -> Found:
        return Found(
            outcome=self.outcome,
            observed_at=self.observed_at,
            shift_id=self.shift_id,
            premises_id=self.premises_id,
            room_id=self.room_id,
            person=self.person,
        )


class BatchBody(Body):
    verifications: Annotated[list[VerificationBody], Field(min_length=1, max_length=200)]


class VerificationView(View):
    verification_id: UUID
    person_id: UUID | None
    finding_suggested: bool

    @classmethod
    def of(cls, verified: Verified) -> "VerificationView":
        return cls(
            verification_id=verified.verification_id,
            person_id=verified.person_id,
            finding_suggested=suggests_finding(verified.outcome),
        )


class ResultView(View):
    index: int
    status: str
    verification_id: UUID | None = None
    person_id: UUID | None = None
    finding_suggested: bool | None = None
    problem: dict[str, Any] | None = None


class BatchView(View):
    accepted: int
    refused: int
    results: list[ResultView]


@router.post("/v1/verifications", status_code=201)
async def post_verification(
    body: VerificationBody, tx: Tx, officer: TeamMember
) -> VerificationView:
    (verified,) = await verify(tx, officer.subject, [body.found()])
    if isinstance(verified, Problem):
        raise verified
    return VerificationView.of(verified)


@router.post("/v1/verifications/batch")
async def post_verifications(body: BatchBody, tx: Tx, officer: TeamMember) -> BatchView:
    """A round of a whole street in one call; an item that is refused leaves the rest alone."""
    found = [item.found() for item in body.verifications]
    results = [
        ResultView(index=index, status="geweigerd", problem=verified.body())
        if isinstance(verified, Problem)
        else ResultView(
            index=index, status="aanvaard", **VerificationView.of(verified).model_dump()
        )
        for index, verified in enumerate(await verify(tx, officer.subject, found))
    ]
    refused = sum(result.problem is not None for result in results)
    return BatchView(accepted=len(results) - refused, refused=refused, results=results)
