"""API of first contacts between the police and persons who are new to them."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from contracts.branches import Branch
from databank.first_contacts.conversation import Conversation, note_attempt, note_held
from databank.first_contacts.rules import Attempt, ContactState, Information
from databank.first_contacts.store import contacts
from databank.roles import TOEZICHT, Officer, TeamMember, log_shown

router = APIRouter()


class HeldBody(Body):
    """A contact that was held; ``languageGroup`` helps to choose interpreters."""

    held_at: AwareDatetime
    language_group: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    second_contact_wanted: bool | None = None
    information: Annotated[list[Information], Field(max_length=10)] = Field(default_factory=list)


class AttemptBody(Body):
    """A contact that did not take place; ``againOn``: when somebody tries again."""

    outcome: Attempt
    again_on: date | None = None


class ContactView(View):
    """``lapsedAt``: since then nothing is due, as the person did not come. ``renewed``: she came
    back after a long absence."""

    contact_id: UUID = Field(validation_alias="id")
    person_id: UUID
    branch: Branch
    opened_at: AwareDatetime
    due_at: AwareDatetime
    state: ContactState
    overdue: bool
    lapsed_at: AwareDatetime | None
    renewed: bool
    held_at: AwareDatetime | None
    language_group: str | None
    second_contact_wanted: bool | None
    information: list[Information] = Field(validation_alias="information_given")
    again_on: date | None


class HeldView(View):
    contact_id: UUID
    state: str
    within_term: bool


class AttemptView(View):
    contact_id: UUID
    state: ContactState


State = Annotated[
    Literal[ContactState.OPEN, ContactState.GEHOUDEN, ContactState.GEWEIGERD, "te_laat"] | None,
    Query(),
]


@router.get("/v1/first-contacts", **listed(ContactView))
async def get_contacts(
    request: Request, tx: Tx, officer: Officer, page: Page, state: State = None
) -> Response:
    rows = await contacts.page_of(tx.conn, state, page.offset, page.pagesize)
    await log_shown(tx, officer, [row.person_id for row in rows], TOEZICHT)
    return hal(request, "firstContacts", [ContactView.model_validate(row) for row in rows], page)


@router.post("/v1/first-contacts/{contact_id}/held")
async def post_held(contact_id: UUID, body: HeldBody, tx: Tx, officer: TeamMember) -> HeldView:
    talk = Conversation(
        body.held_at, body.language_group, body.second_contact_wanted, body.information
    )
    within_term = await note_held(tx, contact_id, talk)
    return HeldView(contact_id=contact_id, state=ContactState.GEHOUDEN, within_term=within_term)


@router.post("/v1/first-contacts/{contact_id}/attempts", status_code=201)
async def post_attempt(
    contact_id: UUID, body: AttemptBody, tx: Tx, officer: TeamMember
) -> AttemptView:
    state = await note_attempt(tx, officer.subject, contact_id, body.outcome, body.again_on)
    return AttemptView(contact_id=contact_id, state=state)
