"""Letters that cases await over HTTP: the kinds with their numbers, the cases, and many made."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Body, Page, View, hal, listed
from enforcement.cases.rules import CaseKind
from enforcement.notifications.api.letters import LetterView, LetterWriter, view_of
from enforcement.notifications.awaited import asked_by, asked_for
from enforcement.notifications.draft_awaited import draft_awaited
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import WrongLetterError
from enforcement.notifications.store import awaited
from enforcement.notifications.store.awaited import Kind

router = APIRouter(prefix="/v1", tags=["brieven"])

MOST = 100
"""Cases in one act."""


class AwaitedKindView(View):
    """``cases`` await this kind; of ``byHand`` among them somebody has to write what it says."""

    case_kind: CaseKind
    kind: LetterKind
    cases: int
    by_hand: int
    first_day: date | None


class WaitingCaseView(View):
    """``lastDay`` is that of the term that ends first; ``addressed``: everybody is known."""

    case_id: UUID
    number: str
    by_hand: bool
    addressed: bool
    last_day: date | None


class AwaitedBody(Body):
    case_kind: CaseKind
    kind: LetterKind
    case_ids: list[UUID] = Field(min_length=1, max_length=MOST)


class LeftOutView(View):
    case_number: str
    reason: str


class BatchView(View):
    """``hadOne`` are cases that had the letter already, and got no second."""

    drafted: list[LetterView]
    had_one: list[UUID]
    left_out: list[LeftOutView]


@router.get("/awaited-letters")
async def list_kinds(tx: Tx, actor: LetterWriter) -> list[AwaitedKindView]:
    """Kinds of letters that some case awaits, the soonest last day on top."""
    return [
        AwaitedKindView(
            case_kind=each.kind.case,
            kind=each.kind.letter,
            cases=each.cases,
            by_hand=each.by_hand,
            first_day=each.first_day,
        )
        for each in await awaited.numbers(tx, asked_by(actor.function))
    ]


@router.get("/awaited-letters/cases", **listed(WaitingCaseView))
async def list_cases(
    request: Request,
    tx: Tx,
    actor: LetterWriter,
    page: Page,
    caseKind: Annotated[CaseKind, Query()],  # noqa: N803  # as the client writes it
    kind: LetterKind,
) -> Response:
    """Cases that await a kind of letter, the soonest last day on top.

    A kind that cases of this sort never await is refused as a wrong ``kind``.
    """
    try:
        asked = asked_for(actor.function, Kind(caseKind, kind))
    except WrongLetterError as wrong:
        raise FieldRefusedError("kind", wrong.reason) from None
    found = await awaited.cases(tx, asked, page.offset, page.pagesize + 1)
    items = [
        WaitingCaseView(
            case_id=each.case_id,
            number=each.number,
            by_hand=each.by_hand,
            addressed=each.addressed,
            last_day=each.last_day,
        )
        for each in found[: page.pagesize]
    ]
    return hal(request, "cases", items, page, more=len(found) > page.pagesize)


@router.post("/awaited-letters", status_code=201)
async def draft_letters_awaited(
    request: Request, body: AwaitedBody, tx: Tx, actor: LetterWriter
) -> BatchView:
    """The letters of a kind for all these cases; what one case cannot have stops no other."""
    kind = Kind(body.case_kind, body.kind)
    batch = await draft_awaited(tx, request.app.state.city, actor, kind, body.case_ids)
    return BatchView(
        drafted=[view_of(letter) for letter in batch.drafted],
        had_one=batch.had_one,
        left_out=[
            LeftOutView(case_number=each.case_number, reason=str(each.reason))
            for each in batch.left_out
        ],
    )
