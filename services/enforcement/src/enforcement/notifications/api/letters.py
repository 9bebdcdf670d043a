"""Letters over HTTP: draft, check, post, receive, cancel; answers name nobody."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Actor, Body, Page, View, allow, hal, listed
from enforcement.cases.api.bodies import Day, Short, Text
from enforcement.functions import LETTER_WRITERS
from enforcement.notifications import draft as drafting
from enforcement.notifications.check import cancel, check
from enforcement.notifications.name_addressee import name_addressee, remove_addressee
from enforcement.notifications.note_return import note_return
from enforcement.notifications.post import post, receive
from enforcement.notifications.rules import LetterKind, Mode
from enforcement.notifications.rules.letters import (
    ALLOWED,
    AddresseeRole,
    LetterState,
    Particulars,
    ReturnReason,
)
from enforcement.notifications.scope import kinds_of
from enforcement.notifications.store import letters
from enforcement.notifications.store.addressees import Address
from enforcement.notifications.store.letters import Letter

router = APIRouter(prefix="/v1", tags=["brieven"])

LetterWriter = Annotated[Actor, allow(*LETTER_WRITERS)]


class AddresseeBody(Body):
    role: AddresseeRole
    name: Short
    street: Short
    house_number: Short
    postcode: Short
    town: Short
    box: Short | None = None
    country: Short | None = None


class AddresseeNamed(View):
    addressee_id: UUID


class DraftBody(Body):
    """A letter with all that people may write in it; what was decided, planned or is owed comes
    from the case alone.

    The answer names the particulars that a kind cannot do without, when they are missing.
    """

    case_id: UUID
    kind: LetterKind
    mode: Mode | None = None
    copy_to_lawyer: bool = False
    hearing_when: Short | None = None
    hearing_where: Short | None = None
    hearing_present: Text | None = None
    hearing_report: Text | None = None
    service_what: Text | None = None
    motivation: Text | None = None
    remedy: Text | None = None
    defence_answer: Text | None = None
    proportionality: Text | None = None
    rule_extract: Text | None = None
    envisaged_sanction: Text | None = None


class PostingBody(Body):
    """``leftBefore``: the letter was away before its case changed. ``enclosesReport``: whoever
    brought it to the post put a copy of the report with it, which the case has no copy of.
    """

    posted_on: Day
    registered_number: Short | None = None
    left_before: bool = False
    encloses_report: bool = False


class ReceiptBody(Body):
    presented_on: Day | None = None
    proven_on: Day | None = None


class ReturnBody(Body):
    returned_on: Day
    reason: ReturnReason


class LetterView(View):
    """A letter without its addressee; ``notifiedOn`` is the day that counts."""

    letter_id: UUID
    case_id: UUID
    case_number: str
    kind: str
    state: str
    mode: str
    role: str
    template: str
    digest: str
    drafted_at: datetime
    posted_on: date | None
    registered_number: str | None
    notified_on: date | None
    returned_on: date | None
    return_reason: str | None
    allowed: list[str]


@router.post("/cases/{case_id}/addressees", status_code=201)
async def add_addressee(
    case_id: UUID, body: AddresseeBody, tx: Tx, actor: LetterWriter
) -> AddresseeNamed:
    """Somebody who gets letters of a case from now on."""
    address = Address(**body.model_dump(exclude={"role"}))
    added = await name_addressee(tx, actor, case_id, body.role, address)
    return AddresseeNamed(addressee_id=added.addressee_id)


@router.post("/addressees/{addressee_id}/removal", status_code=204)
async def remove(addressee_id: UUID, tx: Tx, actor: LetterWriter) -> None:
    """No more letters of the case go there; those that exist stay."""
    await remove_addressee(tx, actor, addressee_id)


@router.get("/letters", **listed(LetterView))
async def list_letters(
    request: Request,
    tx: Tx,
    actor: LetterWriter,
    page: Page,
    caseId: Annotated[UUID | None, Query()] = None,  # noqa: N803  # as the client writes it
    state: LetterState | None = None,
) -> Response:
    """Letters by state or of a case, the oldest first."""
    found = await letters.page(
        tx, page, kinds=kinds_of(actor.function), case_id=caseId, state=state
    )
    items = [view_of(letter) for letter in found[: page.pagesize]]
    return hal(request, "letters", items, page, more=len(found) > page.pagesize)


@router.post("/letters", status_code=201)
async def draft_letters(
    request: Request, body: DraftBody, tx: Tx, actor: LetterWriter
) -> list[LetterView]:
    """A letter to everybody in the case who gets this kind."""
    given: dict[str, Any] = body.model_dump(exclude={"case_id", "kind", "mode", "copy_to_lawyer"})
    drafted = await drafting.draft(
        tx,
        request.app.state.city,
        actor,
        body.case_id,
        body.kind,
        Particulars(**given),
        body.mode,
        copy_to_lawyer=body.copy_to_lawyer,
    )
    return [view_of(letter) for letter in drafted]


@router.post("/letters/{letter_id}/check")
async def check_letter(letter_id: UUID, tx: Tx, actor: LetterWriter) -> LetterView:
    """A second person finds the letter right."""
    (letter,) = await check(tx, [letter_id], actor)
    return view_of(letter)


@router.post("/letters/{letter_id}/posting")
async def post_letter(
    letter_id: UUID, body: PostingBody, tx: Tx, actor: LetterWriter
) -> LetterView:
    """The letter left, on that day. Without receipt the law says when it arrives."""
    numbers = {letter_id: body.registered_number} if body.registered_number else {}
    (letter,) = await post(
        tx,
        [letter_id],
        body.posted_on,
        actor,
        numbers,
        left_before=body.left_before,
        encloses_report=body.encloses_report,
    )
    return view_of(letter)


@router.post("/letters/{letter_id}/receipt")
async def receive_letter(
    letter_id: UUID, body: ReceiptBody, tx: Tx, actor: LetterWriter
) -> LetterView:
    """The receipt came back, or the addressee proved a later day."""
    letter = await receive(
        tx,
        letter_id,
        actor,
        presented_on=body.presented_on,
        proven_on=body.proven_on,
    )
    return view_of(letter)


@router.post("/letters/{letter_id}/return")
async def return_letter(
    letter_id: UUID, body: ReturnBody, tx: Tx, actor: LetterWriter
) -> LetterView:
    """The post brought the letter back. Where nobody was found, it never arrived: its case takes no
    step against the person until another letter does.
    """
    return view_of(await note_return(tx, letter_id, actor, body.returned_on, body.reason))


@router.post("/letters/{letter_id}/cancellation")
async def cancel_letter(letter_id: UUID, tx: Tx, actor: LetterWriter) -> LetterView:
    """The letter does not leave."""
    return view_of(await cancel(tx, letter_id, actor))


def view_of(letter: Letter) -> LetterView:
    """A letter as the API shows it, with the steps that it allows."""
    return LetterView(**letter.model_dump(), allowed=[*ALLOWED[LetterState(letter.state)]])
