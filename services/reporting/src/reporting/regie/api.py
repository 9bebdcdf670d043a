"""The register of regie over HTTP. A record stays as written; a correction is a next version."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Actor, Body, CalendarDay, Page, View, hal, listed
from reporting.regie import register, store
from reporting.regie.register import NewEntry, Recorder
from reporting.regie.rules.kinds import RegieKind
from reporting.regie.rules.minutes import FollowUp, Minutes
from reporting.regie.rules.records import RecordNotFoundError, RecordVersion
from reporting.regie.store import RecordFilter
from reporting.roles import Keeper, Reader

router = APIRouter(prefix="/v1/regie-records")

Code = Annotated[str, Field(min_length=1, max_length=64)]
Subject = Annotated[str, Field(min_length=3, max_length=200)]
"""The matter in a few words; names of people do not belong here."""
Partners = Annotated[list[Code], Field(max_length=32)]


Lines = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=30)]
"""Lines of the minutes of a meeting; no person is named in them."""


class FollowUpBody(Body):
    what: Annotated[str, Field(max_length=200)]
    by: Code
    due: date
    done: bool = False


FollowUps = Annotated[list[FollowUpBody], Field(max_length=30)]


class NewRecord(Body):
    kind: RegieKind
    type: Code | None = None
    day: date = Field(alias="date")
    subject: Subject
    partners: Partners = Field(default_factory=list)
    status: Code | None = None
    signed_on: date | None = None
    until: date | None = None
    agenda: Lines = Field(default_factory=list)
    decisions: Lines = Field(default_factory=list)
    follow_up: FollowUps = Field(default_factory=list)
    next_on: date | None = None
    origin: UUID | None = None


class Correction(Body):
    """Only what changes, and why. ``withdrawn`` when the record should never have been made.

    ``origin`` is the bottleneck that a note is about.
    """

    type: Code | None = None
    day: date | None = Field(default=None, alias="date")
    subject: Subject | None = None
    partners: Partners | None = None
    status: Code | None = None
    signed_on: date | None = None
    until: date | None = None
    agenda: Lines | None = None
    decisions: Lines | None = None
    follow_up: FollowUps | None = None
    next_on: date | None = None
    origin: UUID | None = None
    withdrawn: bool | None = None
    reason: Annotated[str, Field(min_length=3, max_length=200)]


class FollowUpView(View):
    what: str
    by: str
    due: date
    done: bool


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
    agenda: list[str]
    decisions: list[str]
    follow_up: list[FollowUpView]
    next_on: date | None
    origin: UUID | None
    withdrawn: bool
    counts: bool
    recorded_at: datetime
    recorded_by: str
    correction: str | None


class HistoryView(RecordView):
    history: list[RecordView]


@router.post("", status_code=201)
async def create(tx: Tx, actor: Keeper, body: NewRecord, response: Response) -> RecordView:
    noted = {name: _noted(getattr(body, name)) for name in register.MINUTES}
    named = {name: getattr(body, name) for name in NewRecord.model_fields if name not in noted}
    new = NewEntry(**named, minutes=Minutes(**noted))
    created = await register.create(tx, new, _recorder(actor))
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
    first: Annotated[CalendarDay | None, Query(alias="from")] = None,
    last: Annotated[CalendarDay | None, Query(alias="to")] = None,
) -> Response:
    """Last versions, newest day first; ``from`` and ``to`` are days, both inside."""
    asked = RecordFilter(kind, type, first, last)
    versions = await store.page(tx, asked, limit=page.pagesize + 1, offset=page.offset)
    shown = [_view(version) for version in versions[: page.pagesize]]
    return hal(request, "regieRecords", shown, page, more=len(versions) > page.pagesize)


@router.get("/{record_id}")
async def get_record(tx: Tx, _reader: Reader, record_id: UUID) -> HistoryView:
    versions = await store.history(tx, record_id)
    if not versions:
        raise RecordNotFoundError
    views = [_view(version) for version in versions]
    return HistoryView(**views[-1].model_dump(), history=views)


@router.post("/{record_id}/correction")
async def correct(tx: Tx, actor: Keeper, record_id: UUID, body: Correction) -> RecordView:
    corrected = await register.correct(tx, record_id, _changes(body), body.reason, _recorder(actor))
    return _view(corrected)


def _changes(body: Correction) -> dict[str, Any]:
    """The fields that the client names; an explicit empty date takes the date away."""
    named = {name: _noted(getattr(body, name)) for name in body.model_fields_set - {"reason"}}
    changes = {
        name: value
        for name, value in named.items()
        if name in ("signed_on", "until", "next_on", "origin") or value not in (None, "")
    }
    if "partners" in changes:
        changes["partners"] = tuple(dict.fromkeys(changes["partners"]))
    return changes


def _noted(value: Any) -> Any:
    """Lines of minutes as the rules keep them; everything else as it is."""
    if not isinstance(value, list):
        return value
    return tuple(
        FollowUp(each.what, each.by, each.due, each.done)
        if isinstance(each, FollowUpBody)
        else each
        for each in value
    )


def _recorder(actor: Actor) -> Recorder:
    return Recorder(actor.function, actor.subject)


def _view(version: RecordVersion) -> RecordView:
    entry = version.entry
    return RecordView(
        record_id=version.record_id,
        version=version.version,
        kind=entry.kind,
        type=entry.type,
        day=entry.day,
        subject=entry.subject,
        partners=list(entry.partners),
        status=entry.status,
        signed_on=entry.signed_on,
        until=entry.until,
        agenda=list(entry.minutes.agenda),
        decisions=list(entry.minutes.decisions),
        follow_up=[FollowUpView(**asdict(each)) for each in entry.minutes.follow_up],
        next_on=entry.minutes.next_on,
        origin=entry.origin,
        withdrawn=entry.withdrawn,
        counts=entry.counts,
        recorded_at=version.at,
        recorded_by=version.by,
        correction=version.reason,
    )
