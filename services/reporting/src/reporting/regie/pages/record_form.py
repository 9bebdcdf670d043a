"""The form of a record that is no meeting: to note one, and to correct one by a next version."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, create_model
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body, CalendarDay
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from reporting.regie import labels, register, store
from reporting.regie.pages.follow_up import (
    KNOWN_ROWS,
    NEW_ROWS,
    filled_rows,
    read_rows,
    refuse,
    shown_rows,
)
from reporting.regie.pages.records import MOST, ListName, kind_of, recorder, standing
from reporting.regie.register import NewEntry
from reporting.regie.rules.kinds import FOLLOWED_UP, RegieKind, RegieStatus
from reporting.regie.rules.minutes import Minutes
from reporting.regie.rules.records import RecordVersion
from reporting.regie.store import RecordFilter
from reporting.roles import Keeper

router = APIRouter(include_in_schema=False)

FIELDS = {
    "type": "soort",
    "day": "dag",
    "subject": "onderwerp",
    "signedOn": "ondertekend",
    "until": "tot",
    "origin": "knelpunt",
    "reason": "reden",
}
"""Fields of the form by those of the register, where they differ."""


class Content(Body):
    """Fields of both forms; what a kind does not have, stays empty."""

    type: str | None = Field(None, alias="soort", max_length=64)
    day: date = Field(alias="dag")
    subject: str = Field(alias="onderwerp", min_length=3, max_length=200)
    partners: list[str] = Field(default_factory=list, max_length=32)
    status: str
    signed_on: date | None = Field(None, alias="ondertekend")
    until: date | None = Field(None, alias="tot")
    origin: UUID | None = Field(None, alias="knelpunt")


class NewContent(Content):
    key: UUID = Field(alias="sleutel")


class CorrectedContent(Content):
    version: int = Field(alias="versie")
    reason: str = Field(alias="reden", min_length=3, max_length=200)


NewForm: type[NewContent] = create_model("NewForm", __base__=NewContent, **NEW_ROWS)
CorrectForm: type[CorrectedContent] = create_model(
    "CorrectForm", __base__=CorrectedContent, **KNOWN_ROWS
)


@router.get("/regie/{lijst}/nieuw")
async def get_new(
    request: Request,
    lijst: ListName,
    tx: Tx,
    _keeper: Keeper,
    knelpunt: Annotated[UUID | None, Query()] = None,
    dag: CalendarDay | None = None,
) -> Response:
    values = {"dag": [str(dag or city_day(tx.now))], "knelpunt": [str(knelpunt or "")]}
    return await _show(request, tx, lijst, Form(values=values), None)


@router.post("/regie/{lijst}/nieuw")
async def post_new(request: Request, lijst: ListName, tx: Tx, actor: Keeper) -> Response:
    kind = kind_of(lijst)
    form = await read(request, NewForm)
    if form.model is not None and not await is_first(tx, form.model.key):
        return go(f"/regie/{lijst}")
    follow_up = read_rows(form) if form.model is not None else ()
    if form.model is not None and not form.errors:
        asked = form.model
        new = NewEntry(
            kind=kind,
            type=asked.type,
            day=asked.day,
            subject=asked.subject,
            partners=asked.partners,
            status=asked.status,
            signed_on=asked.signed_on,
            until=asked.until,
            minutes=Minutes(follow_up=follow_up),
            origin=asked.origin,
        )
        try:
            made = await register.create(tx, new, recorder(actor))
        except RefusedError as refusal:
            refuse(form, refusal, FIELDS)
        else:
            await tell(tx, request, _("Genoteerd."))
            return go(f"/regie/{lijst}/{made.record_id}")
    return await _show(request, tx, lijst, form, None)


@router.get("/regie/{lijst}/{record_id}/verbeteren")
async def get_correct(
    request: Request, lijst: ListName, record_id: UUID, tx: Tx, _keeper: Keeper
) -> Response:
    record = await standing(tx, record_id, kind_of(lijst))
    return await _show(request, tx, lijst, Form(values=_filled(record)), record)


@router.post("/regie/{lijst}/{record_id}/verbeteren")
async def post_correct(
    request: Request, lijst: ListName, record_id: UUID, tx: Tx, actor: Keeper
) -> Response:
    form = await read(request, CorrectForm)
    record = await standing(tx, record_id, kind_of(lijst))
    follow_up = read_rows(form) if form.model is not None else ()
    if form.model is not None and not form.errors:
        asked = form.model
        changes = {
            "type": asked.type or record.entry.type,
            "day": asked.day,
            "subject": asked.subject,
            "partners": tuple(dict.fromkeys(asked.partners)),
            "status": asked.status,
            "signed_on": asked.signed_on,
            "until": asked.until,
            "origin": asked.origin,
            "follow_up": follow_up,
        }
        try:
            await register.correct(
                tx, record_id, changes, asked.reason, recorder(actor), seen=asked.version
            )
        except RefusedError as refusal:
            refuse(form, refusal, FIELDS)
        else:
            await tell(tx, request, _("Verbeterd. Wat er stond, blijft bewaard."))
            return go(f"/regie/{lijst}/{record_id}")
    return await _show(request, tx, lijst, form, record)


def _filled(record: RecordVersion) -> dict[str, list[str]]:
    entry = record.entry
    return {
        "soort": [entry.type],
        "dag": [str(entry.day)],
        "status": [entry.status],
        "onderwerp": [entry.subject],
        "partners": list(entry.partners),
        "ondertekend": [str(entry.signed_on or "")],
        "tot": [str(entry.until or "")],
        "knelpunt": [str(entry.origin or "")],
    } | filled_rows(entry.minutes.follow_up)


async def _show(
    request: Request, tx: Transaction, path: str, form: Form[Any], record: RecordVersion | None
) -> Response:
    kind = kind_of(path)
    return page(
        request,
        "record_form.html",
        status=422 if form.errors else 200,
        form=form,
        kind=kind,
        path=path,
        record=record,
        bottlenecks=await _bottlenecks(tx, form) if kind is RegieKind.NOTA else {},
        rows=shown_rows(form) if kind in FOLLOWED_UP else [],
        key=new_key(),  # that of a refused form is spent
        labels=labels,
    )


async def _bottlenecks(tx: Transaction, form: Form[Any]) -> dict[str, str]:
    """Those that wait for something, and the one that was chosen before."""
    chosen = form.value(FIELDS["origin"])
    records = await store.page(tx, RecordFilter(RegieKind.KNELPUNT), limit=MOST, offset=0)
    waiting = [each for each in records if each.entry.status != RegieStatus.OPGELOST]
    return {
        str(each.record_id): each.entry.subject
        for each in records
        if not each.entry.withdrawn and (each in waiting or str(each.record_id) == chosen)
    }
