"""Pages of ``/register``: sanctions until they go, what went, and who may read."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Action, Actor, Body, allow, record_access
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.cases import labels as case_labels
from enforcement.cases.assign import kinds_of
from enforcement.cases.store import colleagues
from enforcement.functions import CASE_WORKERS, DATA_PROTECTION, SANCTIONING
from enforcement.gas.awaited_letters import LAST_WORD_DUE
from enforcement.registers import labels, name_reader
from enforcement.registers.destroy import years
from enforcement.registers.store import destructions, readers, sanctions

router = APIRouter(include_in_schema=False, prefix="/register")

RegisterActor = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING, *DATA_PROTECTION)]
ListReader = Annotated[Actor, allow(*SANCTIONING, *DATA_PROTECTION)]
ListKeeper = Annotated[Actor, allow(*SANCTIONING)]
ON_A_PAGE = 50


class ReaderForm(Body):
    colleague_id: UUID = Field(alias="collega")
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)
    ] = Field(alias="reden")


@router.get("")
async def get_register(
    request: Request,
    tx: Tx,
    actor: RegisterActor,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Nobody is named here; each look is logged. Who is not on the list reads only that."""
    if not await name_reader.may_read(tx, actor):
        return page(request, "register_closed.html")
    span, today = await years(tx), city_day(tx.now)
    offset = (number - 1) * ON_A_PAGE
    rows = await sanctions.in_register(tx, span, offset, ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind="gas-register",
        subject_id=f"{len(shown)} sancties",
        purpose="procedure",
    )
    return page(
        request,
        "register.html",
        rows=shown,
        more=len(rows) > ON_A_PAGE,
        number=number,
        late=await sanctions.over(tx, span, today, ON_A_PAGE, LAST_WORD_DUE, done=False),
        destroyed=await destructions.newest(tx, ON_A_PAGE),
        keeps_list=actor.function not in CASE_WORKERS,
        opens=kinds_of(actor.function),
        labels=labels,
        words=case_labels,
        state_label=request.app.state.procedures.state_label,
    )


@router.get("/toegang")
async def get_readers(request: Request, tx: Tx, actor: ListReader) -> Response:
    return await _readers_page(request, tx, actor, Form())


@router.post("/toegang")
async def post_reader(request: Request, tx: Tx, actor: ListKeeper) -> Response:
    form = await read(request, ReaderForm)
    if form.model is None:
        return await _readers_page(request, tx, actor, form, status=422)
    try:
        model = form.model
        await name_reader.name_reader(tx, actor, model.colleague_id, model.reason)
    except NotFoundError:
        raise
    except RefusedError as refusal:
        form.errors["collega"] = refusal.reason
        return await _readers_page(request, tx, actor, form, status=422)
    await tell(tx, request, _("Deze persoon mag het register lezen."))
    return go("/register/toegang")


@router.post("/toegang/{reader_id}/beeindigen")
async def post_end(request: Request, reader_id: UUID, tx: Tx, actor: ListKeeper) -> Response:
    await name_reader.end_reader(tx, actor, reader_id)
    await tell(tx, request, _("Deze persoon mag het register niet meer lezen."))
    return go("/register/toegang")


async def _readers_page(
    request: Request, tx: Transaction, actor: Actor, form: Form[ReaderForm], *, status: int = 200
) -> Response:
    return page(
        request,
        "register_readers.html",
        status=status,
        readers=await readers.every(tx),
        team=await colleagues.of_functions(tx, CASE_WORKERS),
        keeps=actor.function in SANCTIONING,
        form=form,
        words=case_labels,
    )
