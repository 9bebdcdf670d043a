"""First contacts between the police and persons who are new to them."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.bus import record, revoke
from chassis.edge import Tx
from chassis.web import Body, Page, Problem, View, hal
from contracts.codes import Branch
from contracts.databank import FirstContactHeld
from databank.api.parties import TOEZICHT, Officer, TeamMember, log_shown
from databank.detecting.observing import OVERDUE
from databank.store import contacts

router = APIRouter()


class HeldBody(Body):
    """``languageGroup`` is a group of languages, for the choice of interpreters."""

    held_at: AwareDatetime
    language_group: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    second_contact_wanted: bool | None = None


class ContactView(View):
    contact_id: UUID = Field(validation_alias="id")
    person_id: UUID
    branch: Branch
    opened_at: AwareDatetime
    due_at: AwareDatetime
    state: str
    overdue: bool
    held_at: AwareDatetime | None
    language_group: str | None
    second_contact_wanted: bool | None


class HeldView(View):
    contact_id: UUID
    state: str
    within_term: bool


State = Annotated[Literal["open", "gehouden", "te_laat"] | None, Query()]


@router.get("/v1/first-contacts")
async def get_contacts(
    request: Request, tx: Tx, officer: Officer, page: Page, state: State = None
) -> Response:
    rows = await contacts.listed(tx.conn, state, page.offset, page.pagesize)
    await log_shown(tx, officer, [row["person_id"] for row in rows], TOEZICHT)
    return hal(request, "firstContacts", [ContactView(**row) for row in rows], page)


@router.post("/v1/first-contacts/{contact_id}/held")
async def post_held(contact_id: UUID, body: HeldBody, tx: Tx, officer: TeamMember) -> HeldView:
    await revoke(tx, OVERDUE, str(contact_id))  # before the contact, as for a timer that fires
    contact = await contacts.hold(tx.conn, contact_id)
    if contact is None:
        raise Problem.not_found("Dit eerste contact")
    if contact["state"] == "samengevoegd":
        raise Problem.conflict(
            "Deze persoon heeft nog een ander eerste contact. Ga verder met dat contact.",
            allowed=[],
        )
    if contact["state"] != "open":
        raise Problem.conflict("Dit eerste contact is al gehouden.", allowed=[])
    await contacts.set_held(
        tx.conn, contact_id, body.held_at, body.language_group, body.second_contact_wanted
    )
    within_term = body.held_at <= contact["due_at"]
    record(
        tx,
        FirstContactHeld(
            contact_id=contact_id,
            branch=Branch(contact["branch"]),
            held_at=body.held_at,
            within_term=within_term,
        ),
    )
    return HeldView(contact_id=contact_id, state="gehouden", within_term=within_term)
