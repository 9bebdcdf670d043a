"""The register of regulation over HTTP. A step is a next version, and so is a correction."""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Actor, Body, Page, View, hal, listed
from reporting.regulation import register, store
from reporting.regulation.register import Writer
from reporting.regulation.rules import (
    Decision,
    Entry,
    Kind,
    RecordVersion,
    RegulationNotFoundError,
    Status,
    Topic,
    Verdict,
)
from reporting.roles import Reader, Regulator

router = APIRouter(prefix="/v1/regulation-records")

Code = Annotated[str, Field(min_length=1, max_length=64)]
Subject = Annotated[str, Field(min_length=3, max_length=200)]
"""The matter in a few words; names of people do not belong here."""
Partners = Annotated[list[Code], Field(max_length=32)]
Result = Annotated[str, Field(max_length=500)]
Address = Annotated[str, Field(max_length=300)]


class Course(Body):
    """Progress of a record. A proposal has the days of its steps, an instrument its trial."""

    consulted_on: date | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
    decision: Decision | None = None
    tried_on: date | None = None
    verdict: Verdict | None = None


class NewRecord(Course):
    kind: Kind
    topic: Topic
    day: date = Field(alias="date")
    subject: Subject
    partners: Partners = Field(default_factory=list)
    result: Result = ""
    note: Address = ""


class NextVersion(Course):
    """Only what changes, and the version that was seen; why, when it is a correction.

    ``withdrawn`` when the record should never have been made.
    """

    seen: int = Field(alias="version")
    topic: Topic | None = None
    day: date | None = Field(default=None, alias="date")
    subject: Subject | None = None
    partners: Partners | None = None
    result: Result | None = None
    note: Address | None = None
    withdrawn: bool | None = None
    reason: Annotated[str, Field(min_length=3, max_length=200)] | None = None


class RegulationView(View):
    record_id: UUID
    version: int
    kind: Kind
    topic: Topic
    day: date = Field(alias="date")
    subject: str
    partners: list[str]
    status: Status
    consulted_on: date | None
    submitted_on: date | None
    decided_on: date | None
    decision: Decision | None
    tried_on: date | None
    verdict: Verdict | None
    result: str
    note: str
    withdrawn: bool
    recorded_at: datetime
    recorded_by: str
    correction: str | None


class RegulationHistory(RegulationView):
    history: list[RegulationView]


@router.post("", status_code=201)
async def create(tx: Tx, actor: Regulator, body: NewRecord, response: Response) -> RegulationView:
    content = {name: getattr(body, name) for name in NewRecord.model_fields}
    entry = Entry(**content | {"partners": tuple(dict.fromkeys(body.partners))})
    created = await register.create(tx, entry, _writer(actor))
    response.headers["Location"] = f"/v1/regulation-records/{created.record_id}"
    return _view(created)


@router.get("", **listed(RegulationView))
async def list_records(
    tx: Tx, request: Request, _reader: Reader, page: Page, kind: Kind | None = None
) -> Response:
    """Last versions, newest day first."""
    versions = await store.page(tx, kind, limit=page.pagesize + 1, offset=page.offset)
    shown = [_view(version) for version in versions[: page.pagesize]]
    return hal(request, "regulationRecords", shown, page, more=len(versions) > page.pagesize)


@router.get("/{record_id}")
async def get_record(tx: Tx, _reader: Reader, record_id: UUID) -> RegulationHistory:
    versions = await store.history(tx, record_id)
    if not versions:
        raise RegulationNotFoundError
    views = [_view(version) for version in versions]
    return RegulationHistory(**views[-1].model_dump(), history=views)


@router.post("/{record_id}/version")
async def add_version(
    tx: Tx, actor: Regulator, record_id: UUID, body: NextVersion
) -> RegulationView:
    """An explicit empty day, decision or verdict is taken away; other empty fields say nothing."""
    named = {name: getattr(body, name) for name in body.model_fields_set - {"seen", "reason"}}
    changes = {
        name: value
        for name, value in named.items()
        if name in Course.model_fields or value is not None
    }
    if "partners" in changes:
        changes["partners"] = tuple(dict.fromkeys(changes["partners"]))
    writer = _writer(actor)
    following = await register.correct(tx, record_id, changes, body.reason, writer, seen=body.seen)
    return _view(following)


def _writer(actor: Actor) -> Writer:
    return Writer(actor.function, actor.subject)


def _view(version: RecordVersion) -> RegulationView:
    entry = version.entry
    content = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    return RegulationView(
        **content | {"partners": list(entry.partners)},
        record_id=version.record_id,
        version=version.version,
        status=entry.status,
        recorded_at=version.at,
        recorded_by=version.by,
        correction=version.reason,
    )
