"""Pages of ``/maandacties``: the plan of a year with its rate, and planning a month."""

from datetime import date
from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.site import day
from databank.entries.pages import EntryPage, ask, take
from databank.monthly_actions import labels, plan, store
from databank.monthly_actions.entries import PlanBody
from databank.monthly_actions.rules import plannable, rate
from databank.roles import Officer, Protector
from databank.screens import labels as screens
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/maandacties", include_in_schema=False)


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
    return _ask(request, tx, Form())


@router.post("/plannen")
async def post_form(request: Request, tx: Tx, officer: Protector) -> Response:
    async def write(new: PlanBody, _key: UUID) -> None:
        await plan.plan(tx, officer, new)

    form = await take(request, tx, PlanBody, write, _("Het plan is bewaard."))
    if form.model is None:
        return _ask(request, tx, form)
    return go(f"/maandacties?jaar={form.model.month.year}")


@router.post("/{action_id}/intrekken")
async def post_withdraw(request: Request, action_id: UUID, tx: Tx, officer: Protector) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await plan.withdraw(tx, officer, action_id)
        await tell(tx, request, _("De actie staat niet meer op het plan."))
    return go("/maandacties")


def _ask(request: Request, tx: Transaction, form: Form[PlanBody]) -> Response:
    around = EntryPage(
        title=_("Plan een maand"),
        button=_("Bewaar het plan"),
        back="/maandacties",
        back_to=_("Terug naar de maandacties"),
    )
    today = city_day(tx.now)
    offered = offered_branches(today, *form.chosen("vormen"))
    offers = {
        "maand": [(month.isoformat(), day(month, "LLLL y")) for month in plannable(today)],
        "vormen": [(code.value, word.capitalize()) for code, word in offered.items()],
    }
    return ask(request, PlanBody, around, form, offers)
