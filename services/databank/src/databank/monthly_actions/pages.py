"""Pages of ``/maandacties``: the plan of a year with its rate, and planning a month."""

from datetime import date
from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.monthly_actions import labels, plan, store
from databank.monthly_actions.rules import plannable, rate
from databank.roles import Officer, Protector
from databank.screens import labels as screens
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/maandacties", include_in_schema=False)


class PlanForm(Body):
    month: date = Field(alias="maand")
    branches: list[KnownBranch] = Field(min_length=1, alias="vormen")
    key: UUID = Field(alias="sleutel")


@router.get("")
async def get_plan(
    request: Request,
    tx: Tx,
    officer: Officer,
    year: Annotated[int | None, Query(ge=2010, le=9998, alias="jaar")] = None,
) -> Response:
    """Branches and counts; it names nobody."""
    today = city_day(tx.now)
    shown = year or today.year
    actions = await store.of_year(tx.conn, shown)
    months = {month: [*group] for month, group in groupby(actions, lambda each: each.month)}
    return page(
        request,
        "monthly_actions.html",
        year=shown,
        months=[
            (date(shown, number, 1), months.get(date(shown, number, 1), []))
            for number in range(1, 13)
        ],
        rate=rate(action.state for action in actions),
        today=today,
        now=tx.now,
        new_key=new_key,
        labels=labels,
        screens=screens,
    )


@router.get("/plannen")
async def get_form(request: Request, tx: Tx, officer: Protector) -> Response:
    return _form(request, tx, Form())


@router.post("/plannen")
async def post_form(request: Request, tx: Tx, officer: Protector) -> Response:
    form = await read(request, PlanForm)
    if form.model is None:
        for name, text in (
            ("maand", mark("Kies een maand.")),
            ("vormen", mark("Kies minstens één vorm.")),
        ):
            if name in form.errors:
                form.errors[name] = text
        return _form(request, tx, form, status=422)
    month = form.model.month
    if await is_first(tx, form.model.key):
        try:
            await plan.plan(tx, officer, month, form.model.branches)
        except RefusedError as refusal:
            form.refuse(FieldRefusedError("maand", refusal.reason))
            form.values.pop("sleutel")  # used by what was refused
            return _form(request, tx, form, status=422)
        await tell(tx, request, _("Het plan is bewaard."))
    return go(f"/maandacties?jaar={month.year}")


@router.post("/{action_id}/intrekken")
async def post_withdraw(request: Request, action_id: UUID, tx: Tx, officer: Protector) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await plan.withdraw(tx, officer, action_id)
        await tell(tx, request, _("De actie staat niet meer op het plan."))
    return go("/maandacties")


def _form(
    request: Request, tx: Transaction, form: Form[PlanForm], *, status: int = 200
) -> Response:
    return page(
        request,
        "plan_month.html",
        status=status,
        form=form,
        months=plannable(city_day(tx.now)),
        key=form.value("sleutel") or new_key(),
        branches=offered_branches(city_day(tx.now), *form.chosen("vormen")),
    )
