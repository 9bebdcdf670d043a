"""A room without a declaration on screen, and whoever works there all the same."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.shields.view import past_shields
from databank.authorisation import TEAM
from databank.roles import Officer, TeamMember
from databank.screens import countries
from databank.screens import labels as screens
from databank.shifts.pages.quarter_view import View
from databank.shifts.rules.verification import Outcome
from databank.shifts.store import rooms
from databank.shifts.store.rooms import WindowPlace
from databank.shifts.verify import SpotCheck, verify
from databank.stated_identity.pages import IdentityFields
from databank.stated_identity.rules.stated_identity import StatedIdentity
from databank.welfare.store import signals

router = APIRouter(include_in_schema=False)


class PresenceForm(IdentityFields):
    """Somebody in a room without a declaration, as far as anybody knows who it is.

    Nothing at all: nobody knows. Any name, a year of birth, a number, or that the person looks
    under age suffices; a document without a number tells nothing.
    """

    looks_minor: bool = Field(default=False, alias="jong")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def says_something_or_nothing(self) -> "PresenceForm":
        papers = (self.document_kind, self.document_country, self.nationality, self.expires_on)
        if any((*papers, self.mrz)) and self.person is None and not self.has_lines:
            raise ValueError(
                mark(
                    "Vul een naam, een roepnaam, een geboortejaar of een nummer in. Weet je dat"
                    " niet? Kruis aan dat de persoon minderjarig lijkt, of laat alles leeg."
                )
            )
        return self

    @property
    def person(self) -> StatedIdentity | None:
        stated = self.stated(looks_minor=self.looks_minor)
        return stated if stated.says_something else None


@router.get("/kwartier/ruimte/{room_id}")
async def get_room(
    request: Request, room_id: UUID, tx: Tx, officer: Officer, view: View
) -> Response:
    return await _show(request, await _room(tx, room_id), tx, officer, view, Form())


@router.post("/kwartier/ruimte/{room_id}")
async def post_presence(
    request: Request, room_id: UUID, tx: Tx, officer: TeamMember, view: View
) -> Response:
    """The page shows what was kept and what follows; a minor is protected first.

    The key of the form is the verification's id: sent again, it leads to the same page.
    """
    room = await _room(tx, room_id)
    form = await read(request, PresenceForm)
    if form.model is None:
        return await _show(request, room, tx, officer, view, form, status=422)
    if not await is_first(tx, form.model.key):
        signal_id = await signals.raised_by(tx.conn, "verificationId", form.model.key)
        return go(
            f"/bescherming/{signal_id}" if signal_id else view.on(f"/kwartier/ruimte/{room_id}")
        )
    check = SpotCheck(
        outcome=Outcome.ANDERE,
        observed_at=tx.now,
        premises_id=room.premises_id,
        room_id=room.room_id,
        person=form.model.completed(city_day(tx.now)).person,
        id=form.model.key,
    )
    (result,) = await verify(tx, officer.subject, [check])
    if isinstance(result, RefusedError):
        raise result
    await tell(tx, request, _("Bewaard: in deze ruimte werkt iemand zonder aangifte."))
    if result.signal_id:
        text = _("Bescherming gaat voor: er is een signaal gemaakt voor je teamleider.")
        await tell(tx, request, text, "warning")
        return go(f"/bescherming/{result.signal_id}")
    return go(view.on(f"/kwartier/ruimte/{room_id}"))


async def _room(tx: Transaction, room_id: UUID) -> WindowPlace:
    async with past_shields(tx):
        room = await rooms.room(tx.conn, room_id, tx.now)
    if room is None:
        raise NotFoundError(lazy("Deze ruimte"))
    return room


async def _show(
    request: Request,
    room: WindowPlace,
    tx: Transaction,
    officer: Actor,
    view: View,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    known = {
        presence.id
        for presence in await rooms.undeclared(tx.conn, tx.now, None, room.room_id)
        if presence.is_known
    }
    async with past_shields(tx):
        seen = await rooms.undeclared(tx.conn, tx.now, None, room.room_id)
    return page(
        request,
        "room.html",
        status=status,
        room=room,
        seen=seen,
        known=known,
        view=view,
        form=form,
        key=form.value("sleutel") or new_key(),
        may_write=officer.function in TEAM,
        countries=countries.often(),
        words=screens,
    )
