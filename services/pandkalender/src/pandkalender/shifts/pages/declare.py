"""Pages to declare a shift: in three taps for somebody known, or with identity for somebody new."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, ValidationInfo, field_validator, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy, together
from chassis.web import Actor, CalendarDay, Problem
from chassis.web.bodies import check_day
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.flash import CAREFUL
from chassis.web.pages.languages import mark
from chassis.web.pages.site import clock, day
from contracts.identity import IdentityClaim
from pandkalender.authorisation import Owner
from pandkalender.moments.pages import date_parsing
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.settings import CityRules
from pandkalender.shifts import labels
from pandkalender.shifts.declare import AcceptedShift, declare
from pandkalender.shifts.pages.work_form import WorkForm
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.workers import log_access
from pandkalender.workers.pages import countries
from pandkalender.workers.pages.identity_form import NewWorkerForm
from pandkalender.workers.store.recent_workers import get_recent, list_recent

router = APIRouter(include_in_schema=False)

SHOWN_PEOPLE = 8
MOST_PEOPLE = 300

RoomQuery = Annotated[UUID | None, Query(alias="ruimte")]
DayQuery = Annotated[CalendarDay | None, Query(alias="dag")]


class ShiftForm(WorkForm):
    """Room, day and hours. ``starts`` and ``ends`` are for other hours than those of a slot.

    Typed beside a slot that has other hours they are a contradiction: nobody's hours are guessed.
    """

    room_id: UUID = Field(alias="ruimte")
    on: date_parsing.Day = Field(alias="dag")
    slot: Literal["dag", "nacht", "anders"] = "anders"
    starts: date_parsing.Hour | None = Field(default=None, alias="van")
    ends: date_parsing.Hour | None = Field(default=None, alias="tot")

    @field_validator("starts", "ends")
    @classmethod
    def fits_the_slot(cls, typed: time | None, info: ValidationInfo) -> time | None:
        slot = hours.SLOTS.get(info.data.get("slot", ""))
        if slot is not None and typed not in (None, getattr(slot, info.field_name or "")):
            raise ValueError(
                lazy(
                    "Je typte andere uren dan die van je keuze. Kies Andere uren, of maak Begin en"
                    " Einde leeg."
                )
            )
        return typed

    @model_validator(mode="after")
    def has_hours(self) -> "ShiftForm":
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


class KnownWorkerShiftForm(ShiftForm):
    """Somebody who was declared before."""

    worker_id: UUID = Field(alias="wie")


class NewWorkerShiftForm(ShiftForm, NewWorkerForm):
    """Somebody who was not declared before, with her identity."""


@router.get("/aangeven")
async def get_form(
    request: Request,
    tx: Tx,
    actor: Owner,
    room: RoomQuery = None,
    on: DayQuery = None,
    everybody: Annotated[bool, Query(alias="iedereen")] = False,
) -> Response:
    return await _known_form(request, tx, actor, _blank(tx, room, on), everybody=everybody)


@router.post("/aangeven")
async def post_known(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    form = await read(request, KnownWorkerShiftForm)
    if "wie" in form.errors and not form.value("wie"):
        form.errors["wie"] = mark("Kies wie er werkt.")
    if form.model is None:
        return await _known_form(request, tx, actor, form, status=422)
    worker = await get_recent(tx, actor.organisation, form.model.worker_id)
    if worker is None:
        form.errors["wie"] = mark(
            "Deze persoon staat niet meer in je lijst. Geef de gegevens opnieuw."
        )
        return await _known_form(request, tx, actor, form, status=422)
    refusal = await _declare(request, tx, actor, rules, form.model, worker.entered.claim())
    if refusal is None:
        return go(f"/vandaag?dag={form.model.on}")
    form.errors[""] = _refusal_text(refusal, form.model)
    return await _known_form(request, tx, actor, form, status=refusal.status)


@router.get("/aangeven/nieuw")
async def get_new_form(
    request: Request, tx: Tx, actor: Owner, room: RoomQuery = None, on: DayQuery = None
) -> Response:
    return await _new_form(request, tx, actor, _blank(tx, room, on))


@router.post("/aangeven/nieuw")
async def post_new(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    form = await read(request, NewWorkerShiftForm)
    if form.model is None:
        return await _new_form(request, tx, actor, form, status=422)
    refusal = await _declare(request, tx, actor, rules, form.model, form.model.claim())
    if refusal is None:
        return go(f"/vandaag?dag={form.model.on}")
    form.errors[""] = _refusal_text(refusal, form.model)
    return await _new_form(request, tx, actor, form, status=refusal.status)


async def _declare(
    request: Request,
    tx: Transaction,
    actor: Actor,
    rules: Rules,
    when: ShiftForm,
    claim: IdentityClaim,
) -> Refusal | None:
    draft = Draft(when.room_id, when.period, claim, when.work)
    (outcome,) = await declare(tx, actor, rules, [draft])
    if isinstance(outcome, Refusal):
        return outcome
    await tell(tx, request, _done(outcome))
    for text in _warnings(outcome):
        await tell(tx, request, text, CAREFUL)
    return None


def _done(accepted: AcceptedShift) -> str:
    period = accepted.shift.period
    text = _("De shift is aangegeven: %(day)s van %(begin)s tot %(end)s.")
    return text % {
        "day": day(period.starts_at),
        "begin": clock(period.starts_at),
        "end": clock(period.ends_at),
    }


def _warnings(accepted: AcceptedShift) -> list[str]:
    texts = [_(labels.WARNINGS[code]) for code in accepted.warnings]
    if accepted.shift.lead.late:
        texts.append(_("Je gaf deze shift te laat aan. Geef een shift aan voor ze begint."))
    return texts


def _refusal_text(refusal: Refusal, when: ShiftForm) -> str:
    text = refusal.text
    if refusal.code == "duur" and hours.clock_change(when.on) < 0:
        text = together(text, lazy("Deze nacht gaat de klok een uur terug."))
    return text


def _blank(tx: Transaction, room: UUID | None, on: date | None) -> Form[Any]:
    """The likeliest choice: the slot that begins next, on the day that was asked for."""
    likely, slot = hours.next_slot(tx.now)
    if on is not None:
        likely, slot = on, hours.likely_slot(on, tx.now)
    values = {"dag": [str(likely)], "slot": [slot.code]}
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
    await log_access.log_recent_workers(tx, actor)
    known = await list_recent(tx, actor.organisation, _likely_period(form, tx.now), MOST_PEOPLE)
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


def _likely_period(form: Form[Any], now: datetime) -> Period:
    """The hours of the form as far as they are known; else those that begin next."""
    on, slot = hours.next_slot(now)
    if isinstance(form.model, ShiftForm):
        return form.model.period
    with suppress(ValueError):
        on = check_day(date.fromisoformat(form.value("dag")))
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
    chosen = next((row for row in rows if str(row.room_id) == form.value("ruimte")), None)
    if chosen is None and form.value("ruimte"):
        raise Problem.not_found(lazy("Deze kamer"))
    return {"rooms": rows, "room": chosen, "slots": hours.SLOTS.values()}
