"""Verdicts of people on pairs of claims over HTTP, and taking one back."""

from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.store.link_constraints import VerdictEntry
from databank.review.read_history import read_verdicts
from databank.review.revoke_verdict import revoke
from databank.review.rules.question import Ground
from databank.roles import Linker, Officer, Purpose

router = APIRouter()


class RevokeBody(Body):
    ground: Ground


class VerdictView(View):
    verdict_id: UUID
    claim_a: UUID
    claim_b: UUID
    kind: VerdictKind
    given_at: AwareDatetime
    given_by: str
    reason: str
    review_id: UUID | None
    until_at: AwareDatetime | None
    ended_by: str | None

    @classmethod
    def of(cls, verdict: VerdictEntry) -> "VerdictView":
        return cls(**asdict(verdict), verdict_id=verdict.id)


@router.get("/v1/persons/{person_id}/verdicts", **listed(VerdictView))
async def get_verdicts(
    person_id: UUID, request: Request, tx: Tx, officer: Officer, purpose: Purpose, page: Page
) -> Response:
    """All that was ever said about the claims of a person, also what was taken back."""
    verdicts = await read_verdicts(tx, officer, person_id, purpose)
    part = [
        VerdictView.of(verdict) for verdict in verdicts[page.offset : page.offset + page.pagesize]
    ]
    return hal(request, "verdicts", part, page, total=len(verdicts))


@router.post("/v1/verdicts/{verdict_id}/revoke")
async def post_revoke(verdict_id: UUID, body: RevokeBody, tx: Tx, officer: Linker) -> VerdictView:
    """A later verdict, that it cannot be said, ends it. Claims stay where they are until somebody
    merges or splits."""
    return VerdictView.of(await revoke(tx, officer, verdict_id, body.ground))
