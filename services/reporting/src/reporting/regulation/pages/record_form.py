"""The forms of the register of regulation: a new record, and its next step or correction."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from reporting.regulation import labels, register
from reporting.regulation.pages.records import standing, writer
from reporting.regulation.rules import Decision, Entry, Kind, RecordVersion, Topic, Verdict
from reporting.roles import Regulator

router = APIRouter(include_in_schema=False)

FIELDS = {
    "topic": "waarover",
    "date": "dag",
    "subject": "onderwerp",
    "partners": "partners",
    "consultedOn": "overlegd",
    "submittedOn": "ingediend",
    "decidedOn": "beslist",
    "decision": "beslissing",
    "triedOn": "geprobeerd",
    "verdict": "bruikbaar",
    "result": "resultaat",
    "note": "nota",
    "reason": "reden",
}
"""Fields of the form by those of the register."""


class Content(Body):
    topic: Topic = Field(alias="waarover")
    day: date = Field(alias="dag")
    subject: str = Field(alias="onderwerp", min_length=3, max_length=200)
    partners: list[str] = Field(default_factory=list, max_length=32)
    consulted_on: date | None = Field(None, alias="overlegd")
    submitted_on: date | None = Field(None, alias="ingediend")
    decided_on: date | None = Field(None, alias="beslist")
    decision: Decision | None = Field(None, alias="beslissing")
    tried_on: date | None = Field(None, alias="geprobeerd")
    verdict: Verdict | None = Field(None, alias="bruikbaar")
    result: str = Field("", alias="resultaat", max_length=500)
    note: str = Field("", alias="nota", max_length=300)


class NewForm(Content):
    key: UUID = Field(alias="sleutel")


class NextForm(Content):
    version: int = Field(alias="versie")
    reason: str = Field("", alias="reden", max_length=200)


@router.get("/reglementering/nieuw/{kind}")
async def get_new(request: Request, kind: Kind, tx: Tx, _by: Regulator) -> Response:
    return _show(request, kind, Form(values={"dag": [str(city_day(tx.now))]}), None)


@router.post("/reglementering/nieuw/{kind}")
async def post_new(request: Request, kind: Kind, tx: Tx, actor: Regulator) -> Response:
    form = await read(request, NewForm)
    if form.model is not None and not await is_first(tx, form.model.key):
        return go("/reglementering")
    if form.model is not None:
        try:
            made = await register.create(
                tx, Entry(kind=kind, **_content(form.model)), writer(actor)
            )
        except RefusedError as refusal:
            _refuse(form, refusal)
        else:
            await tell(tx, request, _("Het is genoteerd."))
            return go(f"/reglementering/{made.record_id}")
    return _show(request, kind, form, None)


@router.get("/reglementering/{record_id}/bijwerken")
async def get_next(request: Request, record_id: UUID, tx: Tx, _by: Regulator) -> Response:
    record = await standing(tx, record_id)
    return _show(request, record.entry.kind, Form(values=_filled(record.entry)), record)


@router.post("/reglementering/{record_id}/bijwerken")
async def post_next(request: Request, record_id: UUID, tx: Tx, actor: Regulator) -> Response:
    form = await read(request, NextForm)
    record = await standing(tx, record_id)
    if form.model is not None:
        reason = form.model.reason.strip() or None
        try:
            await register.correct(
                tx,
                record_id,
                _content(form.model),
                reason,
                writer(actor),
                seen=form.model.version,
            )
        except RefusedError as refusal:
            _refuse(form, refusal)
        else:
            await tell(tx, request, _("Het is bijgewerkt. Wat er stond, blijft bewaard."))
            return go(f"/reglementering/{record_id}")
    return _show(request, record.entry.kind, form, record)


def _content(asked: Content) -> dict[str, Any]:
    content = {name: getattr(asked, name) for name in Content.model_fields}
    texts = {name: value.strip() for name, value in content.items() if isinstance(value, str)}
    enums = {name: content[name] for name in ("topic", "decision", "verdict")}
    return content | texts | enums | {"partners": tuple(dict.fromkeys(asked.partners))}


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    """The register's faults at the fields of the form."""
    said: Form[Any] = Form()
    said.refuse(refusal)
    for field, reason in said.errors.items():
        form.errors.setdefault(FIELDS.get(field, field), reason)


def _filled(entry: Entry) -> dict[str, list[str]]:
    values = {
        field.alias: [str(getattr(entry, name) or "")]
        for name, field in Content.model_fields.items()
        if field.alias
    }
    return values | {"partners": list(entry.partners)}


def _show(request: Request, kind: Kind, form: Form[Any], record: RecordVersion | None) -> Response:
    return page(
        request,
        "regulation_form.html",
        status=422 if form.errors else 200,
        form=form,
        kind=kind,
        record=record,
        key=new_key(),  # that of a refused form is spent
        labels=labels,
    )
