"""Page of ``/collegevergaderingen``: days of the college, entered and cancelled."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Request, UploadFile
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, ngettext, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from enforcement.agenda import close_meeting, labels, plan_meeting
from enforcement.agenda.import_decisions import (
    FILE,
    LONGEST_TEXT,
    Checked,
    check_decisions,
    record_decisions,
    text_of,
)
from enforcement.agenda.pages.series import DaysForm, SeriesForm, check, days_asked
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, MEASURE_READERS
from enforcement.meetings import store

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, allow(*MEASURE_READERS)]
Secretary = Annotated[Actor, allow(*COLLEGE)]
ADDRESS = "/collegevergaderingen"


class DayForm(Body):
    day: date = Field(alias="dag")


class MeetingForm(DayForm):
    sure: str = Field(default="", alias="zeker")


class DecisionsForm(Body):
    """What a file said, as the page that checks it sends it on."""

    text: str = Field(max_length=LONGEST_TEXT * 2, alias="besluiten")


@router.get(ADDRESS)
async def get_meetings(request: Request, tx: Tx, actor: Reader) -> Response:
    return await _show(request, tx, Form())


@router.post(ADDRESS)
@asks_again("shows which orders would wait for a meeting of the past, before they do")
async def post_meeting(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, MeetingForm)
    if form.model is not None and form.model.day < city_day(tx.now) and not form.model.sure:
        numbers = await close_meeting.would_wait(tx, form.model.day)
        return page(request, "college_meeting_was.html", day=form.model.day, numbers=numbers)
    if form.model is not None:
        try:
            await plan_meeting.enter(tx, form.model.day)
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
        else:
            await tell(tx, request, _("De vergadering is ingevuld."))
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
        try:
            for day in form.model.days:
                await plan_meeting.enter(tx, day)
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
        else:
            await tell(tx, request, _("De vergaderingen zijn ingevuld."))
            return go(ADDRESS)
    return await _show(request, tx, form, status=422)


@router.post(f"{ADDRESS}/afgelast")
async def post_cancelled(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, DayForm)
    if form.model is not None:
        try:
            await plan_meeting.cancel(tx, form.model.day)
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
        else:
            await tell(tx, request, _("De vergadering gaat niet door. De volgende telt."))
            return go(ADDRESS)
    return await _show(request, tx, form, status=422)


@router.post(f"{ADDRESS}/afgesloten")
@asks_again("shows which orders would lapse, before they do")
async def post_closed(request: Request, tx: Tx, actor: Secretary) -> Response:
    form = await read(request, MeetingForm)
    if form.model is not None and not form.model.sure:
        numbers = await close_meeting.would_lapse(tx, form.model.day)
        return page(request, "college_meeting_close.html", day=form.model.day, numbers=numbers)
    if form.model is not None:
        try:
            await close_meeting.close(tx, form.model.day, By.actor(actor))
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
        else:
            await tell(tx, request, _("De vergadering is afgesloten."))
            return go(ADDRESS)
    return await _show(request, tx, form, status=422)


async def _read(
    _actor: Secretary, file: Annotated[UploadFile | None, File(alias=FILE)] = None
) -> bytes:
    """Before the transaction begins, so that reading holds no connection."""
    return b"" if file is None else await file.read()


@router.post(f"{ADDRESS}/besluiten")
@asks_again("shows what the college decided, before it is recorded")
async def post_decisions(
    request: Request, tx: Tx, actor: Secretary, sent: Annotated[bytes, Depends(_read)]
) -> Response:
    try:
        text = text_of(sent)
        checked = await check_decisions(tx, text, By.actor(actor))
    except FieldRefusedError as refusal:
        return await _show(request, tx, Form(errors={FILE: refusal.reason}), status=422)
    return _check(request, checked, text)


@router.post(f"{ADDRESS}/besluiten/bewaard")
async def post_kept(request: Request, tx: Tx, actor: Secretary) -> Response:
    """Record what was shown before."""
    form = await read(request, DecisionsForm)
    if form.model is None:
        return await _show(request, tx, form, status=422)
    try:
        checked = await record_decisions(tx, form.model.text, By.actor(actor))
    except FieldRefusedError as refusal:
        return await _show(request, tx, Form(errors={FILE: refusal.reason}), status=422)
    if checked.wrong:
        return _check(request, checked, form.model.text)
    count = len(checked.decisions)
    said = ngettext("%(num)s besluit vastgelegd.", "%(num)s besluiten vastgelegd.", count)
    await tell(tx, request, said % {"num": count})
    return go(ADDRESS)


def _check(request: Request, checked: Checked, text: str) -> Response:
    return page(
        request,
        "college_decisions_check.html",
        status=422 if checked.wrong else 200,
        checked=checked,
        text=text,
        outcome=labels.OUTCOME,
    )


async def _show(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    meetings, today = await store.unclosed(tx), city_day(tx.now)
    return page(
        request,
        "college_meetings.html",
        status=status,
        form=form,
        address=ADDRESS,
        held=[
            (
                each,
                last_day := await plan_meeting.last_day_to_record(tx, each),
                await close_meeting.would_lapse(tx, each.day) if last_day < today else (),
            )
            for each in meetings
            if each.day <= today
        ],
        to_come=[each.day for each in meetings if each.day > today],
        today=today,
    )
