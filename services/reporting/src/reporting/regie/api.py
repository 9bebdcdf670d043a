"""The register of regie over HTTP. What was written stays; a correction is a next version."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Actor, Body, FieldError, Page, Problem, View, hal, listed
from reporting.indicators.rules.periods import day_of
from reporting.regie import store
from reporting.regie.rules import (
    RegieEntry,
    RegieError,
    RegieKind,
    Versioned,
    check,
    default_status,
    default_type,
)
from reporting.roles import Keeper, Reader

router = APIRouter(prefix="/v1/regie-records")

Code = Annotated[str, Field(min_length=1, max_length=64)]
Subject = Annotated[str, Field(min_length=3, max_length=200)]
"""What it was about, in a few words; names of people do not belong here."""
Partners = Annotated[list[Code], Field(max_length=32)]


class NewRecord(Body):
    kind: RegieKind
    type: Code | None = None
    day: date = Field(alias="date")
    subject: Subject
    partners: Partners = Field(default_factory=list)
    status: Code | None = None
    signed_on: date | None = None
    until: date | None = None


class Correction(Body):
    """Only what changes, and why. ``withdrawn`` when the record should never have been made."""

    type: Code | None = None
    day: date | None = Field(default=None, alias="date")
    subject: Subject | None = None
    partners: Partners | None = None
    status: Code | None = None
    signed_on: date | None = None
    until: date | None = None
    withdrawn: bool | None = None
    reason: Annotated[str, Field(min_length=3, max_length=200)]


class RecordView(View):
    record_id: UUID
    version: int
    kind: str
    type: str
    day: date = Field(alias="date")
    subject: str
    partners: list[str]
    status: str
    signed_on: date | None
    until: date | None
    withdrawn: bool
    counts: bool
    recorded_at: datetime
    recorded_by: str
    correction: str | None


class HistoryView(RecordView):
    history: list[RecordView]


@router.post("", status_code=201)
async def create(tx: Tx, actor: Keeper, body: NewRecord, response: Response) -> RecordView:
    today = day_of(tx.now)
    kind_type = body.type or default_type(body.kind)
    if kind_type is None:
        raise Problem.field("type", "Dit veld is verplicht voor deze soort.")
    entry = RegieEntry(
        kind=body.kind,
        type=kind_type,
        day=body.day,
        subject=body.subject,
        partners=tuple(dict.fromkeys(body.partners)),
        status=body.status or default_status(body.kind, body.day, body.signed_on, today),
        signed_on=body.signed_on,
        until=body.until,
    )
    _refuse(check(entry, today))
    created = await _keep(tx, actor, uuid4(), 1, entry, None)
    response.headers["Location"] = f"/v1/regie-records/{created.record_id}"
    return _view(created)


@router.get("", **listed(RecordView))
async def list_records(
    tx: Tx,
    request: Request,
    _reader: Reader,
    page: Page,
    kind: RegieKind | None = None,
    type: Annotated[str | None, Query(max_length=64)] = None,  # noqa: A002  # the query's name
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """Last versions, newest day first; ``from`` and ``to`` are days, both inside."""
    found = await store.page(
        tx.conn,
        kind=kind,
        type_code=type,
        first=first,
        last=last,
        limit=page.pagesize + 1,
        offset=page.offset,
    )
    shown = [_view(versioned) for versioned in found[: page.pagesize]]
    return hal(request, "regieRecords", shown, page, more=len(found) > page.pagesize)


@router.get("/{record_id}")
async def get_record(tx: Tx, _reader: Reader, record_id: UUID) -> HistoryView:
    versions = await store.history(tx.conn, record_id)
    if not versions:
        raise Problem.not_found("Deze registratie")
    views = [_view(versioned) for versioned in versions]
    return HistoryView(**views[-1].model_dump(), history=views)


@router.post("/{record_id}/correction")
async def correct(tx: Tx, actor: Keeper, record_id: UUID, body: Correction) -> RecordView:
    versions = await store.history(tx.conn, record_id, lock=True)
    if not versions:
        raise Problem.not_found("Deze registratie")
    last = versions[-1]
    entry = _corrected(last.entry, body)
    if entry == last.entry:
        raise Problem.conflict("Er is niets veranderd. Vul in wat je wilt verbeteren.")
    if not entry.withdrawn:
        _refuse(check(entry, day_of(tx.now)))
    return _view(await _keep(tx, actor, record_id, last.version + 1, entry, body.reason))


def _corrected(entry: RegieEntry, body: Correction) -> RegieEntry:
    """What the client names replaces what was; an explicit empty date takes the date away."""
    given = body.model_fields_set
    return RegieEntry(
        kind=entry.kind,
        type=body.type or entry.type,
        day=body.day or entry.day,
        subject=body.subject or entry.subject,
        partners=entry.partners if body.partners is None else tuple(dict.fromkeys(body.partners)),
        status=body.status or entry.status,
        signed_on=body.signed_on if "signed_on" in given else entry.signed_on,
        until=body.until if "until" in given else entry.until,
        withdrawn=entry.withdrawn if body.withdrawn is None else body.withdrawn,
    )


async def _keep(
    tx: Tx, actor: Actor, record_id: UUID, version: int, entry: RegieEntry, reason: str | None
) -> Versioned:
    versioned = Versioned(record_id, version, entry, reason, actor.function, tx.now)
    await store.add(tx, versioned, actor.subject)
    return versioned


def _refuse(errors: list[RegieError]) -> None:
    if errors:
        fields = [FieldError(error.field, error.reason) for error in errors]
        raise Problem(422, "ongeldig", "De gegevens kloppen niet.", fields)


def _view(versioned: Versioned) -> RecordView:
    entry = versioned.entry
    return RecordView(
        record_id=versioned.record_id,
        version=versioned.version,
        kind=entry.kind,
        type=entry.type,
        day=entry.day,
        subject=entry.subject,
        partners=list(entry.partners),
        status=entry.status,
        signed_on=entry.signed_on,
        until=entry.until,
        withdrawn=entry.withdrawn,
        counts=entry.counts,
        recorded_at=versioned.at,
        recorded_by=versioned.by,
        correction=versioned.reason,
    )
