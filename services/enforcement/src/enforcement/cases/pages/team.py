"""The team: who works on cases, how many each has, who is away, and what one is called here."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
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
from enforcement.cases import labels
from enforcement.cases.assign import reader_for
from enforcement.cases.pages.people import CaseReader
from enforcement.cases.report_absence import report_absence
from enforcement.cases.rules import Absence
from enforcement.cases.store import case_list, colleagues
from enforcement.functions import CASE_WORKERS, SANCTIONING

router = APIRouter(include_in_schema=False)


class AbsenceForm(Body):
    since: date = Field(alias="van")
    until: date | None = Field(default=None, alias="tot")


class NameForm(Body):
    name: str = Field(min_length=1, max_length=40, alias="naam")


@router.get("/team")
async def get_team(request: Request, tx: Tx, actor: CaseReader) -> Response:
    await colleagues.meet(tx, actor)
    return await _show(request, tx, actor, Form())


@router.post("/team/naam")
async def post_name(request: Request, tx: Tx, actor: CaseReader) -> Response:
    """Only one's own: nobody else says what somebody is called."""
    form = await read(request, NameForm)
    if form.model is None:
        return await _show(request, tx, actor, form, status=422)
    await colleagues.meet(tx, actor)
    await colleagues.rename(tx, actor, form.model.name)
    await tell(tx, request, _("Je naam is bewaard."))
    return go("/team")


@router.get("/team/{colleague_id}")
async def get_colleague(
    request: Request, colleague_id: UUID, tx: Tx, actor: CaseReader
) -> Response:
    return await _show_colleague(request, tx, colleague_id, Form())


@router.post("/team/{colleague_id}")
async def post_absence(request: Request, colleague_id: UUID, tx: Tx, actor: CaseReader) -> Response:
    form = await read(request, AbsenceForm)
    if form.model is not None:
        try:
            absence = Absence(form.model.since, form.model.until)
        except RefusedError:
            form.errors["tot"] = mark("De laatste dag ligt voor de eerste dag.")
        else:
            await report_absence(tx, colleague_id, absence)
    if form.errors:
        return await _show_colleague(request, tx, colleague_id, form, status=422)
    await tell(
        tx, request, _("De afwezigheid is genoteerd. De dossiers staan nu ook bij het team.")
    )
    return go("/team")


@router.post("/team/{colleague_id}/terug")
async def post_back(request: Request, colleague_id: UUID, tx: Tx, actor: CaseReader) -> Response:
    await report_absence(tx, colleague_id, None)
    await tell(tx, request, _("Genoteerd: deze collega is er weer."))
    return go("/team")


async def _show(
    request: Request, tx: Transaction, actor: Actor, form: Form[Any], *, status: int = 200
) -> Response:
    return page(
        request,
        "team.html",
        status=status,
        me=await colleagues.of_actor(tx, actor),
        team=await colleagues.of_functions(tx, CASE_WORKERS | SANCTIONING),
        load=await case_list.by_colleague(tx, reader_for(tx, actor, request.app.state.procedures)),
        today=city_day(tx.now),
        labels=labels,
        form=form,
    )


async def _show_colleague(
    request: Request, tx: Transaction, colleague_id: UUID, form: Form[Any], *, status: int = 200
) -> Response:
    colleague = await colleagues.get(tx, colleague_id)
    if not form.values and colleague.absence is not None:
        form.values = {"van": [str(colleague.absence.since)]}
        if colleague.absence.until:
            form.values["tot"] = [str(colleague.absence.until)]
    return page(
        request,
        "colleague.html",
        status=status,
        colleague=colleague,
        today=city_day(tx.now),
        labels=labels,
        form=form,
    )
