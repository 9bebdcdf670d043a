"""Pages of ``/leesruimte``: how many persons somebody read today; ask for more, and agree to it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from databank.access.explained_form import ExplainedForm, tell_asked
from databank.access.reading_budget import labels, store
from databank.access.reading_budget import request as room
from databank.access.reading_budget.count import Budgets
from databank.access.reading_budget.rules import PAGE, Answer, ReadCount
from databank.access.shields.shield import official
from databank.authorisation import LEADERS, OFFICERS, RECHERCHE

router = APIRouter(prefix=PAGE, include_in_schema=False)

Reader = Annotated[Actor, allow(*OFFICERS)]
Second = Annotated[Actor, allow(*LEADERS, *RECHERCHE)]


class AnswerForm(Body):
    answer: Answer = Field(alias="antwoord")
    key: UUID = Field(alias="sleutel")


@router.get("")
async def get_room(request: Request, tx: Tx, officer: Reader) -> Response:
    return await _show(request, tx, officer, Form())


@router.post("")
async def post_question(request: Request, tx: Tx, officer: Reader) -> Response:
    form = await read(request, ExplainedForm)
    if form.model is None:
        return await _show(request, tx, officer, form, status=422)
    if await is_first(tx, form.model.key):
        await room.ask(tx, officer, form.model.key, form.model.reason)
        await tell_asked(tx, request)
    return go(PAGE)


@router.post("/{request_id}")
async def post_answer(request: Request, request_id: UUID, tx: Tx, officer: Second) -> Response:
    form = await read(request, AnswerForm)
    if form.model is None:  # its buttons always say something
        return await _show(request, tx, officer, Form(), status=422)
    if await is_first(tx, form.model.key):
        budgets: Budgets = request.app.state.reading_budgets
        await room.answer(tx, officer, request_id, form.model.answer, budgets)
        await tell(tx, request, _("Je antwoord is bewaard."))
    return go(PAGE)


async def _show(
    request: Request,
    tx: Transaction,
    officer: Actor,
    form: Form[ExplainedForm],
    *,
    status: int = 200,
) -> Response:
    today = city_day(tx.now)
    budgets: Budgets = request.app.state.reading_budgets
    row = await store.of_day(tx.conn, officer.subject, today)
    return page(
        request,
        "reading_room.html",
        status=status,
        reading=row.reading if row else ReadCount(0, budgets[officer.function]),
        requests=[
            (each, each.state(today), each.may_answer(official(officer), today))
            for each in await room.list_requests(tx, officer)
        ],
        form=form,
        key=form.value("sleutel") or new_key(),
        new_key=new_key,
        labels=labels,
    )
