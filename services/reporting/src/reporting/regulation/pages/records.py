"""The screens ``/reglementering`` and ``/reglementering/{id}``; taking a record back."""

from collections import Counter
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from reporting.regulation import labels, register, store
from reporting.regulation.register import Writer
from reporting.regulation.rules import (
    Kind,
    RecordVersion,
    RegulationNotFoundError,
    RegulationWithdrawnError,
    changes_between,
)
from reporting.roles import Reader, Regulator

router = APIRouter(include_in_schema=False)

PAGE = 50
MOST = 1_000
"""Records that are counted; a city has some tens in all the years of a plan."""


class WithdrawForm(Body):
    """``version`` is the one that was shown."""

    version: int = Field(alias="versie")
    reason: str = Field(alias="reden", min_length=3, max_length=200)


@router.get("/reglementering")
async def get_records(
    request: Request,
    tx: Tx,
    _reader: Reader,
    soort: Annotated[str, Query(max_length=64)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=MOST // PAGE)] = 1,
) -> Response:
    """Newest first. A kind that there is not is as none: both of them."""
    kind = Kind(soort) if soort in set(Kind) else None
    records = await store.page(tx, kind, limit=MOST, offset=0)
    standing = [each.entry for each in records if not each.entry.withdrawn]
    begin = (number - 1) * PAGE
    return page(
        request,
        "regulation.html",
        records=records[begin : begin + PAGE],
        more=len(records) > begin + PAGE,
        number=number,
        pages=-(-len(records) // PAGE),
        counted=Counter(entry.status for entry in standing),
        kind=kind,
        labels=labels,
    )


@router.get("/reglementering/{record_id}")
async def get_record(request: Request, record_id: UUID, tx: Tx, _reader: Reader) -> Response:
    versions = await _history(tx, record_id)
    before = [None, *versions[:-1]]
    return page(
        request,
        "regulation_record.html",
        record=versions[-1],
        entry=versions[-1].entry,
        history=[
            (version, changes_between(earlier.entry, version.entry) if earlier else [])
            for earlier, version in zip(before, versions, strict=True)
        ][::-1],
        labels=labels,
    )


@router.get("/reglementering/{record_id}/intrekken")
async def get_withdraw(request: Request, record_id: UUID, tx: Tx, _by: Regulator) -> Response:
    return _ask(request, await standing(tx, record_id), Form())


@router.post("/reglementering/{record_id}/intrekken")
async def post_withdraw(request: Request, record_id: UUID, tx: Tx, actor: Regulator) -> Response:
    form = await read(request, WithdrawForm)
    record = await standing(tx, record_id)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
    else:
        changes = {"withdrawn": True}
        reason, seen = form.model.reason, form.model.version
        try:
            await register.correct(tx, record_id, changes, reason, writer(actor), seen=seen)
        except RefusedError as refusal:
            form.refuse(refusal)
            form.errors = {"reden": next(iter(form.errors.values()))}
    if form.errors:
        return _ask(request, record, form)
    await tell(tx, request, _("Het is ingetrokken. Wat er stond, blijft leesbaar."))
    return go(f"/reglementering/{record_id}")


async def standing(tx: Transaction, record_id: UUID) -> RecordVersion:
    """The last version of a record that was not taken back."""
    last = (await _history(tx, record_id))[-1]
    if last.entry.withdrawn:
        raise RegulationWithdrawnError
    return last


def writer(actor: Actor) -> Writer:
    return Writer(actor.function, actor.subject)


async def _history(tx: Transaction, record_id: UUID) -> list[RecordVersion]:
    versions = await store.history(tx, record_id)
    if not versions:
        raise RegulationNotFoundError
    return versions


def _ask(request: Request, record: RecordVersion, form: Form[WithdrawForm]) -> Response:
    status = 422 if form.errors else 200
    return page(
        request, "regulation_withdraw.html", status=status, record=record, form=form, labels=labels
    )
