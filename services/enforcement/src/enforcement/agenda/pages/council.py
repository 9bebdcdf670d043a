"""Page of ``/raadsvergaderingen``: days of the municipal council, entered and cancelled."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from enforcement.agenda import plan_meeting
from enforcement.agenda.pages.series import DaysForm, SeriesForm, check, days_asked
from enforcement.functions import COLLEGE, MEASURE_READERS
from enforcement.meetings import store

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, allow(*MEASURE_READERS)]
Secretary = Annotated[Actor, allow(*COLLEGE)]
ADDRESS = "/raadsvergaderingen"


class DayForm(Body):
    day: date = Field(alias="dag")


@router.get(ADDRESS)
async def get_meetings(request: Request, tx: Tx, actor: Reader) -> Response:
    return await _show(request, tx, Form())


@router.post(ADDRESS)
async def post_meeting(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, DayForm)
    if form.model is not None:
        await plan_meeting.enter_council(tx, form.model.day)
        await tell(tx, request, _("De zitting is ingevuld."))
        return go(ADDRESS)
    return await _show(request, tx, form, status=422)


@router.post(f"{ADDRESS}/reeks")
@asks_again("shows the days of a series, before they are entered")
async def post_series(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, SeriesForm)
    days = await days_asked(tx, form)
    if days is None:
        return await _show(request, tx, form, status=422)
    return check(request, ADDRESS, days)


@router.post(f"{ADDRESS}/reeks/bewaard")
async def post_days(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, DaysForm)
    if form.model is not None:
        for day in form.model.days:
            await plan_meeting.enter_council(tx, day)
        await tell(tx, request, _("De zittingen zijn ingevuld."))
        return go(ADDRESS)
    return await _show(request, tx, form, status=422)


@router.post(f"{ADDRESS}/afgelast")
async def post_cancelled(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, DayForm)
    if form.model is not None:
        try:
            await plan_meeting.cancel_council(tx, form.model.day)
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
        else:
            await tell(tx, request, _("De zitting gaat niet door. De volgende telt."))
            return go(ADDRESS)
    return await _show(request, tx, form, status=422)


async def _show(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    return page(
        request,
        "council_meetings.html",
        status=status,
        form=form,
        address=ADDRESS,
        days=await store.of_the_council(tx, plan_meeting.council_shown_since(tx)),
        today=city_day(tx.now),
    )
