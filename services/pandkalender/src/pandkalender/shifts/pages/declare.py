"""Declare a shift: in three taps for somebody known, or with identity for somebody new."""

from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy, together
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.flash import CAREFUL
from chassis.web.pages.languages import mark
from chassis.web.pages.site import clock, day
from contracts.identity import IdentityClaim
from pandkalender.premises import store as premises
from pandkalender.shifts import declare, labels
from pandkalender.shifts.api.actors import CityRules, Owner
from pandkalender.shifts.api.views import WARNINGS
from pandkalender.shifts.declare import Accepted
from pandkalender.shifts.pages import date_parsing
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.workers import log_access
from pandkalender.workers.lookup import Draft
from pandkalender.workers.pages import countries
from pandkalender.workers.pages.identity_form import NewWorker
from pandkalender.workers.store import people

router = APIRouter(include_in_schema=False)

SHOWN_PEOPLE = 8
MOST_PEOPLE = 300

Room = Annotated[UUID | None, Query(alias="ruimte")]
Day = Annotated[date | None, Query(alias="dag")]


class When(Body):
    """Where and when. ``starts`` and ``ends`` count for other hours than those of a slot."""

    room_id: UUID = Field(alias="ruimte")
    on: date_parsing.Day = Field(alias="dag")
    slot: Literal["dag", "nacht", "anders"] = "anders"
    starts: date_parsing.Hour | None = Field(default=None, alias="van")
    ends: date_parsing.Hour | None = Field(default=None, alias="tot")

    @model_validator(mode="after")
    def has_hours(self) -> "When":
        if self.slot == "anders" and (self.starts is None or self.ends is None):
            raise ValueError(lazy("Geef het begin en het einde van de shift."))
        return self

    @property
    def period(self) -> Period:
        if self.slot in hours.SLOTS:
            slot = hours.SLOTS[self.slot]
            return hours.period(self.on, slot.starts, slot.ends)
        assert self.starts is not None and self.ends is not None
        return hours.period(self.on, self.starts, self.ends)


class KnownShift(When):
    worker_id: UUID = Field(alias="wie")


class NewShift(When, NewWorker):
    """Somebody who was not declared before, with her identity."""


@router.get("/aangeven")
async def get_form(
    request: Request,
    tx: Tx,
    actor: Owner,
    room: Room = None,
    on: Day = None,
    everybody: Annotated[bool, Query(alias="iedereen")] = False,
) -> Response:
    return await _known_form(request, tx, actor, _blank(tx, room, on), everybody=everybody)


@router.post("/aangeven")
async def post_known(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    form = await read(request, KnownShift)
    if "wie" in form.errors and not form.value("wie"):
        form.errors["wie"] = mark("Kies wie er werkt.")
    if form.model is None:
        return await _known_form(request, tx, actor, form, status=422)
    someone = await people.one(tx, actor.organisation, form.model.worker_id)
    if someone is None:
        form.errors["wie"] = mark(
            "Deze persoon staat niet meer in je lijst. Geef de gegevens opnieuw."
        )
        return await _known_form(request, tx, actor, form, status=422)
    refusal = await _declare(request, tx, actor, rules, form.model, someone.claim)
    if refusal is None:
        return go(f"/vandaag?dag={form.model.on}#{form.model.room_id}")
    form.errors[""] = _said(refusal, form.model)
    return await _known_form(request, tx, actor, form, status=refusal.status)


@router.get("/aangeven/nieuw")
async def get_new_form(
    request: Request, tx: Tx, actor: Owner, room: Room = None, on: Day = None
) -> Response:
    return await _new_form(request, tx, actor, _blank(tx, room, on))


@router.post("/aangeven/nieuw")
async def post_new(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    form = await read(request, NewShift)
    if form.model is None:
        return await _new_form(request, tx, actor, form, status=422)
    refusal = await _declare(request, tx, actor, rules, form.model, form.model.claim())
    if refusal is None:
        return go(f"/vandaag?dag={form.model.on}#{form.model.room_id}")
    form.errors[""] = _said(refusal, form.model)
    return await _new_form(request, tx, actor, form, status=refusal.status)


async def _declare(
    request: Request,
    tx: Transaction,
    actor: Actor,
    rules: Rules,
    when: When,
    claim: IdentityClaim,
) -> Refusal | None:
    draft = Draft(when.room_id, when.period, claim)
    (outcome,) = await declare.declare(tx, actor, rules, [draft])
    if isinstance(outcome, Refusal):
        return outcome
    await tell(tx, request, _done(outcome))
    for text in _cares(outcome):
        await tell(tx, request, text, CAREFUL)
    return None


def _done(accepted: Accepted) -> str:
    period = accepted.shift.period
    text = _("De shift is aangegeven: %(day)s van %(begin)s tot %(end)s.")
    return text % {
        "day": day(period.starts_at),
        "begin": clock(period.starts_at),
        "end": clock(period.ends_at),
    }


def _cares(accepted: Accepted) -> list[str]:
    found = [_(WARNINGS[code]) for code in accepted.warnings]
    if accepted.shift.lead.late:
        found.append(_("Je gaf deze shift te laat aan. Geef een shift aan voor ze begint."))
    return found


def _said(refusal: Refusal, when: When) -> str:
    text = refusal.said
    if refusal.code == "duur" and hours.clock_change(when.on) < 0:
        text = together(text, lazy("Deze nacht gaat de klok een uur terug."))
    return text


def _blank(tx: Transaction, room: UUID | None, on: date | None) -> Form[Any]:
    """What somebody most likely wants: the slot that begins next."""
    likely, slot = hours.next_slot(tx.now)
    values = {"dag": [str(on or likely)], "slot": [slot.code]}
    if room is not None:
        values["ruimte"] = [str(room)]
    return Form(values=values)


async def _known_form(
    request: Request,
    tx: Transaction,
    actor: Actor,
    form: Form[Any],
    *,
    status: int = 200,
    everybody: bool = False,
) -> Response:
    await log_access.at_workers(tx, actor)
    known = await people.known(tx, actor.organisation, _meant(form, tx.now), MOST_PEOPLE)
    shown = known if everybody or form.value("wie") else known[:SHOWN_PEOPLE]
    rooms = await _rooms(tx, actor, form)
    return page(
        request,
        "declare.html",
        status=status,
        form=form,
        people=shown,
        more=len(known) - len(shown),
        words=labels,
        **rooms,
    )


def _meant(form: Form[Any], now: datetime) -> Period:
    """The hours of the form as far as they are known; else those that begin next."""
    on, slot = hours.next_slot(now)
    if isinstance(form.model, When):
        return form.model.period
    with suppress(ValueError):
        on = date.fromisoformat(form.value("dag"))
    slot = hours.SLOTS.get(form.value("slot"), slot)
    return hours.period(on, slot.starts, slot.ends)


async def _new_form(
    request: Request, tx: Transaction, actor: Actor, form: Form[Any], *, status: int = 200
) -> Response:
    return page(
        request,
        "declare_new.html",
        status=status,
        form=form,
        countries=countries.all_countries(),
        words=labels,
        **await _rooms(tx, actor, form),
    )


async def _rooms(tx: Transaction, actor: Actor, form: Form[Any]) -> dict[str, Any]:
    """The owner's rooms; the one of the form by its name. A foreign room does not exist."""
    rows = await premises.list_rooms(tx, actor.organisation, 500, 0)
    chosen = next((row for row in rows if str(row["room_id"]) == form.value("ruimte")), None)
    if chosen is None and form.value("ruimte"):
        raise Problem.not_found(lazy("Deze kamer"))
    return {"rooms": rows, "room": chosen, "slots": hours.SLOTS.values()}
