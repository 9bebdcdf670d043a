"""The form of a meeting: to record one, and to correct one by a next version."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, create_model
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body, CalendarDay
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from reporting.regie import labels, register
from reporting.regie.pages.follow_up import (
    KNOWN_ROWS,
    NEW_ROWS,
    filled_rows,
    read_rows,
    refuse,
    shown_rows,
)
from reporting.regie.pages.records import recorder, standing
from reporting.regie.register import NewEntry
from reporting.regie.rules.kinds import RegieKind
from reporting.regie.rules.minutes import Minutes
from reporting.regie.rules.records import RecordVersion
from reporting.roles import Keeper

router = APIRouter(include_in_schema=False)

FIELDS = {
    "type": "forum",
    "subject": "onderwerp",
    "decisions": "besluiten",
    "nextOn": "volgende",
    "reason": "reden",
}
"""Fields of the form by those of the register, where they differ."""


class Content(Body):
    """Fields of both forms. Lines of text are a line of the minutes each."""

    type: str = Field(alias="forum", max_length=64)
    day: date = Field(alias="dag")
    subject: str = Field(alias="onderwerp", min_length=3, max_length=200)
    partners: list[str] = Field(default_factory=list, max_length=32)
    agenda: str = Field("", max_length=8_000)
    decisions: str = Field("", alias="besluiten", max_length=8_000)
    next_on: date | None = Field(None, alias="volgende")


class NewContent(Content):
    key: UUID = Field(alias="sleutel")


class CorrectedContent(Content):
    version: int = Field(alias="versie")
    status: str
    reason: str = Field(alias="reden", min_length=3, max_length=200)


NewForm: type[NewContent] = create_model("NewForm", __base__=NewContent, **NEW_ROWS)
CorrectForm: type[CorrectedContent] = create_model(
    "CorrectForm", __base__=CorrectedContent, **KNOWN_ROWS
)


@router.get("/overleg/nieuw")
async def get_new(
    request: Request,
    tx: Tx,
    _keeper: Keeper,
    forum: Annotated[str, Query(max_length=64)] = "",
    dag: CalendarDay | None = None,
) -> Response:
    values = {"forum": [forum], "dag": [str(dag or city_day(tx.now))]}
    return _show(request, Form(values=values), None)


@router.post("/overleg/nieuw")
async def post_new(request: Request, tx: Tx, actor: Keeper) -> Response:
    form = await read(request, NewForm)
    if form.model is not None and not await is_first(tx, form.model.key):
        return go("/overleg")
    minutes = _minutes(form)
    if form.model is not None and minutes is not None:
        asked = form.model
        new = NewEntry(
            kind=RegieKind.OVERLEG,
            type=asked.type,
            day=asked.day,
            subject=asked.subject,
            partners=asked.partners,
            status=None,
            signed_on=None,
            until=None,
            minutes=minutes,
        )
        try:
            made = await register.create(tx, new, recorder(actor))
        except RefusedError as refusal:
            refuse(form, refusal, FIELDS)
        else:
            await tell(tx, request, _("Het overleg is genoteerd."))
            return go(f"/overleg/{made.record_id}")
    return _show(request, form, None)


@router.get("/overleg/{record_id}/verbeteren")
async def get_correct(request: Request, record_id: UUID, tx: Tx, _keeper: Keeper) -> Response:
    meeting = await standing(tx, record_id, RegieKind.OVERLEG)
    return _show(request, Form(values=_filled(meeting)), meeting)


@router.post("/overleg/{record_id}/verbeteren")
async def post_correct(request: Request, record_id: UUID, tx: Tx, actor: Keeper) -> Response:
    form = await read(request, CorrectForm)
    meeting = await standing(tx, record_id, RegieKind.OVERLEG)
    minutes = _minutes(form)
    if form.model is not None and minutes is not None:
        asked = form.model
        changes = {
            "type": asked.type,
            "day": asked.day,
            "subject": asked.subject,
            "partners": tuple(dict.fromkeys(asked.partners)),
            "status": asked.status,
            **{name: getattr(minutes, name) for name in register.MINUTES},
        }
        try:
            await register.correct(
                tx, record_id, changes, asked.reason, recorder(actor), seen=asked.version
            )
        except RefusedError as refusal:
            refuse(form, refusal, FIELDS)
        else:
            await tell(tx, request, _("Het overleg is verbeterd. Wat er stond, blijft bewaard."))
            return go(f"/overleg/{record_id}")
    return _show(request, form, meeting)


def _minutes(form: Form[Any]) -> Minutes | None:
    """What was filled in; None when a row says what is wrong with it."""
    if form.model is None:
        return None
    follow_up = read_rows(form)
    if form.errors:
        return None
    return Minutes(
        _lines(form.model.agenda),
        _lines(form.model.decisions),
        follow_up,
        form.model.next_on,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _filled(meeting: RecordVersion) -> dict[str, list[str]]:
    entry, minutes = meeting.entry, meeting.entry.minutes
    return {
        "forum": [entry.type],
        "dag": [str(entry.day)],
        "status": [entry.status],
        "onderwerp": [entry.subject],
        "partners": list(entry.partners),
        "agenda": ["\n".join(minutes.agenda)],
        "besluiten": ["\n".join(minutes.decisions)],
        "volgende": [str(minutes.next_on or "")],
    } | filled_rows(minutes.follow_up)


def _show(request: Request, form: Form[Any], meeting: RecordVersion | None) -> Response:
    return page(
        request,
        "meeting_form.html",
        status=422 if form.errors else 200,
        form=form,
        meeting=meeting,
        rows=shown_rows(form),
        key=new_key(),  # that of a refused form is spent
        labels=labels,
    )
