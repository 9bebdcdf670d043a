"""Notes, agreements, briefings, moments, bottlenecks and transfers: lists, pages, taking back."""

from collections import Counter
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from reporting.periods.rules import FIRST_YEAR, LAST_YEAR
from reporting.regie import labels, register, store
from reporting.regie.register import Recorder
from reporting.regie.rules.addresses import LISTS
from reporting.regie.rules.due import reminders
from reporting.regie.rules.kinds import FOLLOWED_UP, RegieKind
from reporting.regie.rules.records import (
    RecordNotFoundError,
    RecordVersion,
    WithdrawnError,
    changes_between,
)
from reporting.regie.store import RecordFilter
from reporting.roles import Keeper, Reader

router = APIRouter(include_in_schema=False)

PAGE = 50
MOST = 1_000
"""Records of a kind that a year may have here; a city has some tens."""
SOONEST = 10
DONE = mark("Uitgevoerd.")

ListName = Annotated[str, Path(alias="lijst", max_length=32)]


class DoneForm(Body):
    """``version`` is the one that was shown: a number counts within its record."""

    version: int = Field(alias="versie")


class WithdrawForm(DoneForm):
    reason: str = Field(alias="reden", min_length=3, max_length=200)


@router.get("/regie")
async def get_overview(request: Request, tx: Tx, _reader: Reader) -> Response:
    """All registers with what stands in them this year, and what is left to do, soonest first."""
    today = city_day(tx.now)
    versions = await store.standing(tx)
    left = await store.open_follow_up(tx)
    return page(
        request,
        "regie.html",
        counted=Counter(each.entry.kind for each in versions if each.entry.day.year == today.year),
        ending=[each for each in versions if each.entry.ends_soon(today)],
        left=left[:SOONEST],
        left_over=max(0, len(left) - SOONEST),
        reminded=reminders(versions, await store.reminded(tx)),
        today=today,
        labels=labels,
    )


@router.get("/regie/{lijst}")
async def get_list(
    request: Request,
    lijst: ListName,
    tx: Tx,
    _reader: Reader,
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=MOST // PAGE)] = 1,
) -> Response:
    """Newest first, of one year."""
    kind = kind_of(lijst)
    today = city_day(tx.now)
    year = jaar or today.year
    asked = RecordFilter(kind, None, date(year, 1, 1), date(year, 12, 31))
    records = await store.page(tx, asked, limit=MOST, offset=0)
    begin = (number - 1) * PAGE
    left = await store.open_follow_up(tx, kind)
    return page(
        request,
        "records.html",
        kind=kind,
        path=lijst,
        records=records[begin : begin + PAGE],
        more=len(records) > begin + PAGE,
        number=number,
        pages=-(-len(records) // PAGE),
        counted=Counter(each.entry.status for each in records if not each.entry.withdrawn),
        left=left[:SOONEST],
        left_over=max(0, len(left) - SOONEST),
        reminded=reminders([each for each, _ in left], await store.reminded(tx)),
        year=year,
        years=await _years(tx, kind, year, today),
        today=today,
        labels=labels,
    )


@router.get("/regie/{lijst}/{record_id}")
async def get_one(
    request: Request, lijst: ListName, record_id: UUID, tx: Tx, _reader: Reader
) -> Response:
    kind = kind_of(lijst)
    versions = await history_of(tx, record_id, kind)
    entry = versions[-1].entry
    before = [None, *versions[:-1]]
    origin = await store.history(tx, entry.origin) if entry.origin else []
    about = RecordFilter(RegieKind.NOTA, origin=record_id)
    return page(
        request,
        "record.html",
        kind=kind,
        path=lijst,
        record=versions[-1],
        entry=entry,
        origin=origin[-1] if origin else None,
        notes=await store.page(tx, about, limit=MOST, offset=0),
        followed=kind in FOLLOWED_UP,
        history=[
            (version, changes_between(earlier.entry, version.entry) if earlier else [])
            for earlier, version in zip(before, versions, strict=True)
        ][::-1],
        today=city_day(tx.now),
        labels=labels,
    )


@router.post("/regie/{lijst}/{record_id}/opvolging/{number}")
async def post_done(
    request: Request,
    lijst: ListName,
    record_id: UUID,
    number: Annotated[int, Path(ge=0, le=99)],
    tx: Tx,
    actor: Keeper,
) -> Response:
    """Done twice is done once: a phone with a poor network sends a form again."""
    minutes = (await standing(tx, record_id, kind_of(lijst))).entry.minutes
    form = await read(request, DoneForm)
    if form.model is None or number >= len(minutes.follow_up):
        raise RecordNotFoundError
    if not minutes.follow_up[number].done:
        changes = {"follow_up": minutes.with_done(number).follow_up}
        seen = form.model.version
        await register.correct(tx, record_id, changes, DONE, recorder(actor), seen=seen)
        await tell(tx, request, _("Genoteerd als uitgevoerd."))
    return go(f"/regie/{lijst}/{record_id}")


@router.get("/regie/{lijst}/{record_id}/intrekken")
async def get_withdraw(
    request: Request, lijst: ListName, record_id: UUID, tx: Tx, _keeper: Keeper
) -> Response:
    return _ask(request, lijst, await standing(tx, record_id, kind_of(lijst)), Form())


@router.post("/regie/{lijst}/{record_id}/intrekken")
async def post_withdraw(
    request: Request, lijst: ListName, record_id: UUID, tx: Tx, actor: Keeper
) -> Response:
    form = await read(request, WithdrawForm)
    record = await standing(tx, record_id, kind_of(lijst))
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
    else:
        try:
            await register.correct(
                tx,
                record_id,
                {"withdrawn": True},
                form.model.reason,
                recorder(actor),
                seen=form.model.version,
            )
        except RefusedError as refusal:
            form.refuse(refusal)
            form.errors = {"reden": next(iter(form.errors.values()))}
    if form.errors:
        return _ask(request, lijst, record, form)
    await tell(tx, request, _("Ingetrokken. Dit telt nergens meer mee."))
    return go(f"/regie/{lijst}/{record_id}")


def kind_of(path: str) -> RegieKind:
    """Raises ``RecordNotFoundError`` for a list that there is not."""
    kind = LISTS.get(path)
    if kind is None:
        raise RecordNotFoundError
    return kind


async def standing(tx: Transaction, record_id: UUID, kind: RegieKind) -> RecordVersion:
    """The last version of a record of that kind that was not taken back."""
    last = (await history_of(tx, record_id, kind))[-1]
    if last.entry.withdrawn:
        raise WithdrawnError
    return last


async def history_of(tx: Transaction, record_id: UUID, kind: RegieKind) -> list[RecordVersion]:
    versions = await store.history(tx, record_id)
    if not versions or versions[-1].entry.kind is not kind:
        raise RecordNotFoundError
    return versions


def recorder(actor: Actor) -> Recorder:
    return Recorder(actor.function, actor.subject)


async def _years(tx: Transaction, kind: RegieKind, asked: int, today: date) -> list[int]:
    known = await store.days(tx, kind)
    first, last = (day.year for day in known) if known else (today.year, today.year)
    return sorted({*range(first, max(last, today.year) + 1), today.year, asked}, reverse=True)


def _ask(request: Request, path: str, record: RecordVersion, form: Form[WithdrawForm]) -> Response:
    return page(
        request,
        "record_withdraw.html",
        status=422 if form.errors else 200,
        path=path,
        record=record,
        form=form,
        labels=labels,
    )
