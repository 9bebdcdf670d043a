"""What people said about pairs of claims, and taking it back."""

from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Page, Problem, View, hal, listed
from databank.access.roles import Linker, Officer, Purpose
from databank.files.open_person import open_person
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.store import link_constraints
from databank.matching.store.link_constraints import VerdictEntry
from databank.review.rules.question import Ground
from databank.review.store import merge_history

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
    await open_person(tx, officer, person_id, purpose)
    mine = [link["claim_id"] for link in await merge_history.links_of(tx.conn, [person_id])]
    rows = await link_constraints.log_of(tx.conn, mine)
    shown = [VerdictView.of(row) for row in rows]
    part = shown[page.offset : page.offset + page.pagesize]
    return hal(request, "verdicts", part, page, total=len(shown))


@router.post("/v1/verdicts/{verdict_id}/revoke")
async def post_revoke(verdict_id: UUID, body: RevokeBody, tx: Tx, officer: Linker) -> VerdictView:
    """A later verdict, that it cannot be said, ends it. Claims stay where they are until somebody
    merges or splits."""
    row = await link_constraints.get(tx.conn, verdict_id)
    if row is None:
        raise Problem.not_found(lazy("Dit oordeel"))
    if row.until_at is not None or row.kind is VerdictKind.OPEN:
        raise Problem.conflict(lazy("Dit oordeel geldt niet meer."), allowed=[])
    pair = (row.claim_a, row.claim_b)
    await link_constraints.give(
        tx.conn, [pair], VerdictKind.OPEN, tx.now, officer.subject, body.ground.value
    )
    ended = await link_constraints.get(tx.conn, verdict_id)
    assert ended is not None  # verdicts are never removed
    return VerdictView.of(ended)
