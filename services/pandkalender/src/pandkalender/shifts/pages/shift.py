"""Pages of one declared shift: the declaration, its status, and the steps that are possible now."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day, city_time
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from contracts.codes import CancelReason, ChangeReason
from pandkalender.authorisation import Owner
from pandkalender.moments.pages import date_parsing
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.settings import CityRules
from pandkalender.shifts import labels
from pandkalender.shifts.cancel import cancel
from pandkalender.shifts.change import Change, change
from pandkalender.shifts.end import EndRequest, end
from pandkalender.shifts.read import OwnShift, read_own
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.planning_state import Step
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.store import shifts

router = APIRouter(include_in_schema=False)


class ChangeForm(Body):
    room_id: UUID = Field(alias="ruimte")
    on: date_parsing.Day = Field(alias="dag")
    starts: date_parsing.Hour = Field(alias="van")
    ends: date_parsing.Hour = Field(alias="tot")

    def period(self, before: Period) -> Period:
        """The hours that are wanted; hours left as they were are the very same moments.

        In the night in which an hour comes twice, its clock alone does not say which one.
        """
        begin, end = city_time(before.starts_at).time(), city_time(before.ends_at).time()
        if (self.on, self.starts, self.ends) == (city_day(before.starts_at), begin, end):
            return before
        return hours.period(self.on, self.starts, self.ends)


class CancelForm(Body):
    reason: CancelReason = Field(alias="reden")


@router.get("/shift/{shift_id}")
async def get_shift(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    shift = await must_be_own(tx, actor, shift_id)
    return page(
        request,
        "shift.html",
        shift=shift,
        steps=await shifts.list_steps(tx, shift_id),
        can={step.name.lower() for step in shift.allowed},
        words=labels,
    )


@router.get("/shift/{shift_id}/wijzigen")
async def get_change(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    shift = await must_be_own(tx, actor, shift_id)
    _must_allow(shift, Step.CHANGE)
    return await _change_form(request, tx, actor, shift, _filled(shift))


@router.post("/shift/{shift_id}/wijzigen")
async def post_change(
    request: Request, shift_id: UUID, tx: Tx, actor: Owner, rules: CityRules
) -> Response:
    shift = await must_be_own(tx, actor, shift_id)
    form = await read(request, ChangeForm)
    if form.model is None:
        return await _change_form(request, tx, actor, shift, form, status=422)
    wanted = form.model
    before = Period(shift.starts_at, shift.ends_at)
    after = wanted.period(before)
    reason = _reason(before, after, wanted.room_id != shift.room_id)
    asked = Change(wanted.room_id, after.starts_at, after.ends_at, reason)
    outcome = await change(tx, actor, rules, shift_id, asked)
    if isinstance(outcome, Refusal):
        form.errors[""] = outcome.text
        return await _change_form(request, tx, actor, shift, form, status=outcome.status)
    await tell(tx, request, _("De aangifte is gewijzigd."))
    return go(f"/shift/{shift_id}")


@router.get("/shift/{shift_id}/annuleren")
async def get_cancel(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    shift = await must_be_own(tx, actor, shift_id)
    _must_allow(shift, Step.CANCEL)
    return page(request, "cancel.html", shift=shift, form=Form(), words=labels)


@router.post("/shift/{shift_id}/annuleren")
async def post_cancel(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    shift = await must_be_own(tx, actor, shift_id)
    form = await read(request, CancelForm)
    if form.model is None:
        form.errors["reden"] = mark("Kies waarom de shift niet doorgaat.")
        return page(request, "cancel.html", status=422, shift=shift, form=form, words=labels)
    outcome = await cancel(tx, actor, shift_id, form.model.reason)
    if isinstance(outcome, Refusal):
        raise _problem(outcome)
    await tell(tx, request, _("De aangifte is geannuleerd."))
    return go(f"/vandaag?dag={city_day(shift.starts_at)}")


@router.post("/shift/{shift_id}/beeindigen")
async def post_end(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    """The shift ends now, or at its declared end when that is past."""
    shift = await must_be_own(tx, actor, shift_id)
    (outcome,) = await end(tx, actor, [EndRequest(shift_id, None)])
    if isinstance(outcome, Refusal):
        raise _problem(outcome)
    await tell(tx, request, _("De shift is beëindigd."))
    return go(f"/vandaag?dag={city_day(shift.starts_at)}")


async def must_be_own(tx: Transaction, actor: Actor, shift_id: UUID) -> OwnShift:
    """A shift of the own organisation; another's does not exist here."""
    shift = await read_own(tx, actor, shift_id)
    if shift is None:
        raise Problem.not_found(lazy("Deze aangifte"))
    return shift


def _must_allow(shift: OwnShift, step: Step) -> None:
    if step not in shift.allowed:
        raise Problem.conflict(
            lazy("Deze stap kan nu niet meer."), [s.value for s in shift.allowed]
        )


def _filled(shift: OwnShift) -> Form[Any]:
    local = city_time(shift.starts_at), city_time(shift.ends_at)
    return Form(
        values={
            "ruimte": [str(shift.room_id)],
            "dag": [str(city_day(shift.starts_at))],
            "van": [f"{local[0]:%H:%M}"],
            "tot": [f"{local[1]:%H:%M}"],
        }
    )


async def _change_form(
    request: Request,
    tx: Transaction,
    actor: Actor,
    shift: OwnShift,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    rooms = await premises.list_rooms(tx, actor.organisation, 500, 0)
    return page(
        request, "change.html", status=status, shift=shift, form=form, rooms=rooms, words=labels
    )


def _reason(before: Period, after: Period, room_changed: bool) -> ChangeReason:
    """The reason that follows from the change, so that nobody has to choose a word for it."""
    if after == before or (room_changed and after.length == before.length):
        return ChangeReason.RUIMTE if room_changed else ChangeReason.UREN
    if after.length == before.length:
        return ChangeReason.UREN
    return ChangeReason.VERLENGING if after.length > before.length else ChangeReason.INKORTING


def _problem(refusal: Refusal) -> Problem:
    return Problem(refusal.status, refusal.code, refusal.title, detail=refusal.detail)
