"""The page of a meeting, with its history; what is done of it; taking it back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from reporting.regie import labels, register
from reporting.regie.pages.records import (
    DONE,
    DoneForm,
    WithdrawForm,
    history_of,
    recorder,
    standing,
)
from reporting.regie.rules.kinds import RegieKind
from reporting.regie.rules.records import (
    RecordNotFoundError,
    RecordVersion,
    changes_between,
)
from reporting.roles import Keeper, Reader

router = APIRouter(include_in_schema=False)


@router.get("/overleg/{record_id}")
async def get_meeting(request: Request, record_id: UUID, tx: Tx, _reader: Reader) -> Response:
    versions = await history_of(tx, record_id, RegieKind.OVERLEG)
    before = [None, *versions[:-1]]
    return page(
        request,
        "meeting.html",
        meeting=versions[-1],
        entry=versions[-1].entry,
        history=[
            (version, changes_between(earlier.entry, version.entry) if earlier else [])
            for earlier, version in zip(before, versions, strict=True)
        ][::-1],
        today=city_day(tx.now),
        labels=labels,
    )


@router.post("/overleg/{record_id}/opvolging/{number}")
async def post_done(
    request: Request,
    record_id: UUID,
    number: Annotated[int, Path(ge=0, le=99)],
    tx: Tx,
    actor: Keeper,
) -> Response:
    """Done twice is done once: a phone with a poor network sends a form again."""
    last = await standing(tx, record_id, RegieKind.OVERLEG)
    minutes = last.entry.minutes
    form = await read(request, DoneForm)
    if form.model is None or number >= len(minutes.follow_up):
        raise RecordNotFoundError
    if not minutes.follow_up[number].done:
        changes = {"follow_up": minutes.with_done(number).follow_up}
        seen = form.model.version
        await register.correct(tx, record_id, changes, DONE, recorder(actor), seen=seen)
        await tell(tx, request, _("Genoteerd als uitgevoerd."))
    return go(f"/overleg/{record_id}")


@router.get("/overleg/{record_id}/intrekken")
async def get_withdraw(request: Request, record_id: UUID, tx: Tx, _keeper: Keeper) -> Response:
    return _ask(request, await standing(tx, record_id, RegieKind.OVERLEG), Form())


@router.post("/overleg/{record_id}/intrekken")
async def post_withdraw(request: Request, record_id: UUID, tx: Tx, actor: Keeper) -> Response:
    form = await read(request, WithdrawForm)
    meeting = await standing(tx, record_id, RegieKind.OVERLEG)
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
        return _ask(request, meeting, form)
    await tell(tx, request, _("Het overleg is ingetrokken. Het telt nergens meer mee."))
    return go(f"/overleg/{record_id}")


def _ask(request: Request, meeting: RecordVersion, form: Form[WithdrawForm]) -> Response:
    status = 422 if form.errors else 200
    return page(request, "withdraw.html", status=status, meeting=meeting, form=form, labels=labels)
