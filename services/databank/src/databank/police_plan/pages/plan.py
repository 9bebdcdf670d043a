"""Pages of ``/inzet`` and ``/inventaris``: two months fixed beforehand, a year of branches."""

from datetime import date
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
from databank.entries.pages import take, worded
from databank.police_plan import labels
from databank.police_plan.entries import PathYear, PeriodDeploymentBody, YearLineBody
from databank.police_plan.fix import fix_deployment
from databank.police_plan.publish import publish_inventory, put_line
from databank.police_plan.rules.deployment import period_after, period_of, plannable
from databank.police_plan.store import deployment, inventory
from databank.roles import Leader, Officer, Protector
from databank.screens import labels as screens
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(include_in_schema=False)

SHOWN = 12
Year = Annotated[int | None, Query(ge=2010, le=9998, alias="jaar")]


@router.get("/inzet")
async def get_deployment(request: Request, tx: Tx, officer: Officer) -> Response:
    return await _deployment_page(request, tx, Form())


@router.post("/inzet")
async def post_deployment(request: Request, tx: Tx, officer: Leader) -> Response:
    async def write(new: PeriodDeploymentBody, _key: UUID) -> None:
        await fix_deployment(tx, officer, new.begins, new)

    form = await take(request, tx, PeriodDeploymentBody, write, _("De inzet ligt vast."))
    return await _deployment_page(request, tx, form) if form.model is None else go("/inzet")


@router.get("/inventaris")
async def get_inventory(request: Request, tx: Tx, officer: Officer, year: Year = None) -> Response:
    shown = year or city_day(tx.now).year
    return await _inventory_page(request, tx, Form(values={"jaar": [str(shown)]}))


@router.post("/inventaris")
async def post_line(request: Request, tx: Tx, officer: Protector) -> Response:
    async def write(new: YearLineBody, _key: UUID) -> None:
        await put_line(tx, officer, new.year, new)

    form = await take(request, tx, YearLineBody, write, _("De regel is bewaard."))
    if form.model is None:
        return await _inventory_page(request, tx, form)
    return go(f"/inventaris?jaar={form.model.year}")


@router.post("/inventaris/{year}/publiceren")
async def post_publication(request: Request, year: PathYear, tx: Tx, officer: Leader) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await publish_inventory(tx, officer, year)
        await tell(tx, request, _("De inventaris is gepubliceerd."))
    return go(f"/inventaris?jaar={year}")


async def _deployment_page(
    request: Request, tx: Transaction, form: Form[PeriodDeploymentBody]
) -> Response:
    today = city_day(tx.now)
    plans = await deployment.latest(tx.conn, SHOWN)
    current = period_of(today)
    fixed = {plan.begins for plan in plans}
    return page(
        request,
        "deployment.html",
        status=422 if form.errors else 200,
        form=form,
        fields=PeriodDeploymentBody.asked(),
        offers={"begint": [(begins.isoformat(), _months(begins)) for begins in plannable(today)]},
        plans=plans,
        months={plan.begins: _months(plan.begins) for plan in plans},
        missing=[begins for begins in (current, period_after(current)) if begins not in fixed],
        key=form.value("sleutel") or new_key(),
    )


def _months(begins: date) -> str:
    last = date(begins.year, begins.month + 1, 1)
    return f"{day(begins, 'LLLL')} – {day(last, 'LLLL y')}"


async def _inventory_page(request: Request, tx: Transaction, form: Form[YearLineBody]) -> Response:
    """The page of the year for which the form was filled in."""
    today = city_day(tx.now)
    sent = form.value("jaar")
    year = int(sent) if sent.isdecimal() and "jaar" not in form.errors else today.year
    form.values["jaar"] = [str(year)]
    return page(
        request,
        "inventory.html",
        status=422 if form.errors else 200,
        year=year,
        lines=await inventory.lines(tx.conn, year),
        publication=await inventory.publication(tx.conn, year),
        form=form,
        fields=YearLineBody.asked(),
        offers={
            "vorm": worded(offered_branches(today, *form.chosen("vorm"))),
            "bron": worded(labels.SOURCE),
        },
        key=form.value("sleutel") or new_key(),
        publish_key=new_key(),
        labels=labels,
        screens=screens,
    )
