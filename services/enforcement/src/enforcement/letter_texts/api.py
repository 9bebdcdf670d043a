"""Texts of letters over HTTP: those that hold on a day, and their change by two people."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request
from pydantic import StringConstraints
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, CalendarDay, Page, View, allow, hal, listed
from enforcement.cases.api.bodies import Day, Short, Text
from enforcement.cases.rules import CaseKind
from enforcement.functions import CITY, LAW_KEEPERS, SANCTIONING
from enforcement.letter_texts import change, store
from enforcement.letter_texts.preview import preview
from enforcement.letter_texts.rules import LONGEST, Place, Slot, TextDraft
from enforcement.notifications.rules import LetterKind

router = APIRouter(prefix="/v1", tags=["briefteksten"])

TextReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]
LawKeeper = Annotated[Actor, allow(*LAW_KEEPERS)]


class LetterTextView(View):
    """``caseKind`` and ``letter`` are empty for a name under letters, ``letter`` for a block of
    reasons; ``title`` tells blocks and names apart.
    """

    text_id: UUID
    slot: str
    case_kind: str | None
    letter: str | None
    title: str
    valid_from: date
    words: str


class LetterTextProposalView(LetterTextView):
    reason: str
    state: str
    proposed_at: datetime
    decided_at: datetime | None
    decision_reason: str | None


class NewLetterText(Body):
    """A version of a text from ``validFrom`` on: paragraphs between empty lines. Without ``words``
    the place is ours again, or a block is offered no more.
    """

    slot: Slot
    case_kind: CaseKind | None = None
    letter: LetterKind | None = None
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    valid_from: Day
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
    reason: Text

    def draft(self) -> TextDraft:
        place = Place(self.slot, self.case_kind, self.letter, self.title)
        return TextDraft(place, self.valid_from, self.words)


class LetterTextDecision(Body):
    approved: bool
    reason: Short


@router.get("/letter-texts", **listed(LetterTextView))
async def letter_texts(
    request: Request,
    tx: Tx,
    _actor: TextReader,
    page: Page,
    on: Annotated[CalendarDay | None, Query()] = None,
) -> Response:
    """Every text that letters of a day have (today without ``on``)."""
    texts = await store.in_force(tx, on or city_day(tx.now))
    shown = texts[page.offset : page.offset + page.pagesize]
    items = [LetterTextView.model_validate(each) for each in shown]
    return hal(request, "letterTexts", items, page, total=len(texts))


@router.get("/letter-text-proposals", **listed(LetterTextProposalView))
async def letter_text_proposals(
    request: Request, tx: Tx, _actor: TextReader, page: Page
) -> Response:
    """Proposals that wait for a second person, the oldest first."""
    waiting = await store.waiting(tx)
    shown = waiting[page.offset : page.offset + page.pagesize]
    items = [LetterTextProposalView.model_validate(each) for each in shown]
    return hal(request, "letterTextProposals", items, page, total=len(waiting))


@router.post("/letter-text-proposals", status_code=201)
async def propose(
    body: NewLetterText, request: Request, tx: Tx, actor: LawKeeper
) -> LetterTextProposalView:
    """A second person decides; until then no letter has it."""
    text_id = uuid4()
    city = request.app.state.city
    await change.propose(tx, city, text_id, body.draft(), body.reason, actor)
    return await _shown(tx, text_id)


@router.get("/letter-text-proposals/{text_id}/preview", response_class=Response)
async def get_preview(text_id: UUID, request: Request, tx: Tx, _actor: TextReader) -> Response:
    """The letter with this text as a PDF, about a case that does not exist."""
    proposal = await store.get(tx, text_id)
    drawn = await preview(tx, request.app.state.city, proposal.draft())
    return Response(drawn, media_type="application/pdf")


@router.post("/letter-text-proposals/{text_id}/decision")
async def decide(
    text_id: UUID, body: LetterTextDecision, tx: Tx, actor: LawKeeper
) -> LetterTextProposalView:
    """Never by whoever proposed it."""
    await change.decide(tx, text_id, actor, approved=body.approved, reason=body.reason)
    return await _shown(tx, text_id)


@router.post("/letter-text-proposals/{text_id}/withdrawal")
async def withdraw(text_id: UUID, tx: Tx, actor: LawKeeper) -> LetterTextProposalView:
    """By whoever proposed it."""
    await change.withdraw(tx, text_id, actor)
    return await _shown(tx, text_id)


async def _shown(tx: Transaction, text_id: UUID) -> LetterTextProposalView:
    return LetterTextProposalView.model_validate(await store.get(tx, text_id))
