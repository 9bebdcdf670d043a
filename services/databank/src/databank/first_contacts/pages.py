"""Pages of ``/eerste-contacten``: the list, the outcome of one, and the code that goes with it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import segno
from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from chassis.web.pages.shown_once import hand_over, handed_over, is_shown
from contracts.codes import Priority, SignalKind
from databank.first_contacts import labels
from databank.first_contacts.conversation import (
    Conversation,
    note_attempt,
    note_held,
    raise_concerns,
)
from databank.first_contacts.rules import Attempt, ContactNotFoundError, ContactState, Information
from databank.first_contacts.store import contacts
from databank.first_contacts.store.contacts import ContactTask
from databank.persons.store import claims
from databank.roles import BESCHERMING, TOEZICHT, Officer, TeamMember, log_list, log_shown
from databank.screens import labels as screens
from databank.welfare.rules.priority import priority_of
from databank.welfare.rules.source import of_person
from databank.welfare.store import signals
from databank.worker_codes import labels as code_labels
from databank.worker_codes import store as worker_codes
from databank.worker_codes.codes import give_code, take_back_codes

router = APIRouter(include_in_schema=False)

HOME = "/eerste-contacten"
ON_A_PAGE = 50
HELD = ContactState.GEHOUDEN


class ContactForm(Body):
    """The outcome of a contact, and what was noticed, in codes: no free text (DP-19)."""

    outcome: Literal[
        ContactState.GEHOUDEN, Attempt.UITGESTELD, Attempt.GEWEIGERD, Attempt.NIET_BEREIKT
    ] = Field(alias="hoe")
    language_group: str | None = Field(default=None, alias="taalgroep", max_length=40)
    information: list[Information] = Field(default_factory=list, alias="informatie")
    second: Literal["ja", "nee"] | None = Field(default=None, alias="tweede")
    again_on: date | None = Field(default=None, alias="opnieuw")
    concerns: list[SignalKind] = Field(default_factory=list, alias="zorg", max_length=5)
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def language_is_known(self) -> "ContactForm":
        if self.language_group is not None and self.language_group not in labels.LANGUAGES:
            raise ValueError(mark("Kies een taalgroep uit de lijst."))
        return self


class CodeForm(Body):
    key: UUID = Field(alias="sleutel")


@router.get(HOME)
async def get_contacts(
    request: Request,
    tx: Tx,
    officer: Officer,
    done: Annotated[bool, Query(alias="gehouden")] = False,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """List contacts by where somebody was seen last; names are opened one by one."""
    counts = await contacts.counts(tx.conn)
    rows = await contacts.tasks(tx.conn, done, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    await log_list(tx, officer, "first_contacts", f"{len(rows)} eerste contacten", TOEZICHT)
    return page(
        request,
        "contacts.html",
        rows=rows,
        done=done,
        counts=counts,
        number=number,
        last=max(1, -(-(counts.held if done else counts.open) // ON_A_PAGE)),
        screens=screens,
    )


@router.get(f"{HOME}/{{contact_id}}")
async def get_contact(request: Request, contact_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _contact_page(request, contact_id, tx, officer, Form())


@router.post(f"{HOME}/{{contact_id}}")
async def post_contact(request: Request, contact_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    form = await read(request, ContactForm)
    if not form.value("hoe"):
        form.errors["hoe"] = mark("Zeg hoe het ging.")
    if form.model is None:
        return await _contact_page(request, contact_id, tx, officer, form, status=422)
    if await is_first(tx, form.model.key):
        await _note(tx, officer, contact_id, form.model)
        await tell(tx, request, _("Het eerste contact is bewaard."))
        if form.model.concerns:
            text = _("Bescherming gaat voor: er is een signaal gemaakt voor je teamleider.")
            await tell(tx, request, text, "warning")
    if signal_id := await _first_steps(tx, contact_id, form.model.concerns):
        return go(f"/bescherming/{signal_id}")
    return go(f"{HOME}/{contact_id}" if form.model.outcome == HELD else HOME)


@router.post(f"{HOME}/{{contact_id}}/code")
async def post_code(request: Request, contact_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    """Give a code, shown on the next page alone; the same form sent again gives no second one."""
    form = await read(request, CodeForm)
    contact = await _contact(tx, contact_id)
    if form.model is None or not await is_first(tx, form.model.key):
        return await _shown_before(tx, request, contact_id)
    granted = await give_code(tx, officer, contact.person_id)
    path = f"{HOME}/{contact_id}/code"
    return hand_over(request, go(path), path, f"{granted.code} {granted.expires_at.isoformat()}")


@router.get(f"{HOME}/{{contact_id}}/code")
async def get_code(request: Request, contact_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    """The code that was given a moment ago, once: neither Back nor a reload shows it again."""
    given = handed_over(request)
    if given is None:
        return await _shown_before(tx, request, contact_id)
    code, _space, expires = given.partition(" ")
    address: str = request.app.state.worker_url
    drawn = Markup(segno.make(address, error="m").svg_inline(omitsize=True)) if address else None  # noqa: S704
    shown = page(
        request,
        "code.html",
        code=code,
        expires_at=datetime.fromisoformat(expires),
        contact_id=contact_id,
        address=address,
        qr=drawn,
    )
    return is_shown(request, shown)


async def _shown_before(tx: Transaction, request: Request, contact_id: UUID) -> Response:
    await tell(tx, request, _("Deze code is al getoond. Geef een nieuwe als ze weg is."))
    return go(f"{HOME}/{contact_id}")


@router.post(f"{HOME}/{{contact_id}}/code/intrekken")
async def post_revoke(request: Request, contact_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    contact = await _contact(tx, contact_id)
    await take_back_codes(tx, officer, contact.person_id)
    await tell(tx, request, _("De code werkt niet meer."))
    return go(f"{HOME}/{contact_id}")


async def _note(tx: Transaction, officer: Actor, contact_id: UUID, form: ContactForm) -> None:
    if form.outcome == HELD:
        second = None if form.second is None else form.second == "ja"
        talk = Conversation(tx.now, form.language_group, second, form.information)
        await note_held(tx, contact_id, talk)
    else:
        again_on = form.again_on
        await note_attempt(tx, officer.subject, contact_id, Attempt(form.outcome), again_on)
    contact = await _contact(tx, contact_id)
    await raise_concerns(tx, contact_id, contact.person_id, form.concerns)


async def _first_steps(
    tx: Transaction, contact_id: UUID, concerns: Sequence[SignalKind]
) -> UUID | None:
    """The urgent signal that comes first among the worries of an officer: a minor before all."""
    urgent = [kind for kind in concerns if priority_of(kind) is Priority.DRINGEND]
    if not urgent:
        return None
    first = min(urgent, key=lambda kind: kind is not SignalKind.MINDERJARIGHEID)
    contact = await _contact(tx, contact_id)
    return await signals.of_source(tx.conn, first, of_person(contact.person_id))


async def _contact(tx: Transaction, contact_id: UUID) -> ContactTask:
    contact = await contacts.task(tx.conn, contact_id)
    if contact is None:
        raise ContactNotFoundError
    return contact


async def _contact_page(
    request: Request,
    contact_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    contact = await _contact(tx, contact_id)
    await log_shown(tx, officer, [contact.person_id], BESCHERMING)
    known = await claims.of_person(tx.conn, contact.person_id)
    return page(
        request,
        "contact.html",
        status=status,
        contact=contact,
        claim=known[0] if known else None,
        attempts=await contacts.attempts(tx.conn, contact_id),
        access=await worker_codes.latest(tx.conn, contact.person_id),
        form=form,
        key=form.value("sleutel") or new_key(),
        code_key=new_key(),
        now=tx.now,
        screens=screens,
        labels=labels,
        code_labels=code_labels,
        may_write=officer.function.value == "politie_agent",
    )
