"""Verifications on the spot over HTTP: one, or a round of a whole street."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body, Problem, View
from databank.access.shields.view import shown
from databank.roles import TeamMember
from databank.screens.reason_form import Reason
from databank.shifts.rules.verification import Outcome, suggests_finding
from databank.shifts.verify import SpotCheck, VerificationResult, verify
from databank.shifts.withdraw_check import withdraw_check
from databank.stated_identity.api import ClaimBody

router = APIRouter()


class VerificationBody(Body):
    """``person`` is of whoever is there, as far as anybody knows; of ``aanwezig`` it only says that
    the declared person may be under age."""

    shift_id: UUID | None = None
    premises_id: UUID | None = None
    room_id: UUID | None = None
    outcome: Outcome
    observed_at: AwareDatetime
    person: ClaimBody | None = None

    def check(self) -> SpotCheck:
        return SpotCheck(
            outcome=self.outcome,
            observed_at=self.observed_at,
            shift_id=self.shift_id,
            premises_id=self.premises_id,
            room_id=self.room_id,
            person=self.person.stated() if self.person else None,
        )


class BatchBody(Body):
    verifications: Annotated[list[VerificationBody], Field(min_length=1, max_length=200)]


class VerificationView(View):
    verification_id: UUID
    person_id: UUID | None
    finding_suggested: bool
    signal_id: UUID | None = None
    """Of the urgent signal when the person present may be a minor: protection goes first."""

    @classmethod
    def of(cls, tx: Transaction, result: VerificationResult) -> "VerificationView":
        return cls(
            verification_id=result.verification_id,
            person_id=shown(tx, result.person_id),
            finding_suggested=suggests_finding(result.outcome),
            signal_id=result.signal_id,
        )


class WithdrawalBody(Body):
    """``reason`` in some words; it names nobody."""

    reason: Reason


class WithdrawnView(View):
    verification_id: UUID
    withdrawn_at: AwareDatetime


class ResultView(View):
    index: int
    status: str
    verification_id: UUID | None = None
    person_id: UUID | None = None
    finding_suggested: bool | None = None
    signal_id: UUID | None = None
    problem: dict[str, Any] | None = None


class BatchView(View):
    accepted: int
    refused: int
    results: list[ResultView]


@router.post("/v1/verifications", status_code=201)
async def post_verification(
    body: VerificationBody, tx: Tx, officer: TeamMember
) -> VerificationView:
    (result,) = await verify(tx, officer.subject, [body.check()])
    if isinstance(result, RefusedError):
        raise result
    return VerificationView.of(tx, result)


@router.post("/v1/verifications/batch")
async def post_verifications(body: BatchBody, tx: Tx, officer: TeamMember) -> BatchView:
    """A round of a whole street in one call; an item that is refused leaves the rest alone."""
    return await _verify_round(tx, officer.subject, body)


@router.post("/v1/verifications/{verification_id}/withdrawal")
async def post_withdrawal(
    verification_id: UUID, body: WithdrawalBody, tx: Tx, officer: TeamMember
) -> WithdrawnView:
    """Take back a check that was a slip; what followed from it is taken back too."""
    await withdraw_check(tx, officer.subject, verification_id, body.reason)
    return WithdrawnView(verification_id=verification_id, withdrawn_at=tx.now)


async def _verify_round(tx: Transaction, officer: str, body: BatchBody) -> BatchView:
    checks = [item.check() for item in body.verifications]
    results = [
        ResultView(index=index, status="geweigerd", problem=Problem.of_refusal(result).body())
        if isinstance(result, RefusedError)
        else ResultView(
            index=index, status="aanvaard", **VerificationView.of(tx, result).model_dump()
        )
        for index, result in enumerate(await verify(tx, officer, checks))
    ]
    refused = sum(result.problem is not None for result in results)
    return BatchView(accepted=len(results) - refused, refused=refused, results=results)
