"""Pages of ``/inzet`` and ``/inventaris``: two months fixed beforehand, a year of branches."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.police_plan import labels
from databank.police_plan.fix import fix_deployment
from databank.police_plan.publish import publish_inventory, put_line
from databank.police_plan.rules.deployment import TooLateError, period_after, period_of, plannable
from databank.police_plan.rules.inventory import SourceKind
from databank.police_plan.store import deployment, inventory
from databank.police_plan.store.inventory import InventoryLine
from databank.roles import Leader, Officer, Protector
from databank.screens import labels as screens
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(include_in_schema=False)

SHOWN = 12
Year = Annotated[int | None, Query(ge=2010, le=9998, alias="jaar")]


class DeploymentForm(Body):
    begins: date = Field(alias="begint")
    people: int = Field(alias="mensen", ge=0, le=500)
    material: str = Field(alias="materieel", min_length=1, max_length=500)
    endangered: str = Field(default="", alias="bedreigd", max_length=2000)
    key: UUID = Field(alias="sleutel")


class LineForm(Body):
    year: int = Field(alias="jaar", ge=2010, le=9998)
    branch: KnownBranch = Field(alias="vorm")
    source: SourceKind = Field(alias="bron")
    places: int = Field(alias="plaatsen", ge=0, le=10_000)
    key: UUID = Field(alias="sleutel")


@router.get("/inzet")
async def get_deployment(request: Request, tx: Tx, officer: Officer) -> Response:
    return await _deployment_page(request, tx, Form())


@router.post("/inzet")
async def post_deployment(request: Request, tx: Tx, officer: Leader) -> Response:
    form = await read(request, DeploymentForm)
    if form.model is None:
        texts = {
            "begint": mark("Kies twee maanden die nog moeten beginnen."),
            "mensen": mark("Geef een getal."),
            "materieel": mark("Zeg welk materieel, of: geen."),
        }
        form.errors = {name: texts.get(name, text) for name, text in form.errors.items()}
        return await _deployment_page(request, tx, form, status=422)
    sent = form.model
    if await is_first(tx, sent.key):
        texts_sent = sent.material, sent.endangered
        try:
            await fix_deployment(tx, officer, sent.begins, sent.people, texts_sent)
        except TooLateError as refusal:
            form.errors["begint"] = refusal.reason
            form.values.pop("sleutel")  # used by what was refused
            return await _deployment_page(request, tx, form, status=422)
        await tell(tx, request, _("De inzet ligt vast."))
    return go("/inzet")


@router.get("/inventaris")
async def get_inventory(request: Request, tx: Tx, officer: Officer, year: Year = None) -> Response:
    return await _inventory_page(request, tx, year or city_day(tx.now).year, Form())


@router.post("/inventaris")
async def post_line(request: Request, tx: Tx, officer: Protector) -> Response:
    form = await read(request, LineForm)
    if form.model is None:
        form.errors = {
            name: mark("Maak een keuze.") if name in ("vorm", "bron") else mark("Geef een getal.")
            for name in form.errors
        }
        return await _inventory_page(request, tx, city_day(tx.now).year, form, status=422)
    sent = form.model
    if await is_first(tx, sent.key):
        line = InventoryLine(sent.branch, sent.source, sent.places)
        try:
            await put_line(tx, officer, sent.year, line)
        except RefusedError as refusal:
            form.errors["jaar"] = refusal.reason
            form.values.pop("sleutel")  # used by what was refused
            return await _inventory_page(request, tx, sent.year, form, status=422)
        await tell(tx, request, _("De regel is bewaard."))
    return go(f"/inventaris?jaar={sent.year}")


@router.post("/inventaris/{year}/publiceren")
async def post_publication(request: Request, year: int, tx: Tx, officer: Leader) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await publish_inventory(tx, officer, year)
        await tell(tx, request, _("De inventaris is gepubliceerd."))
    return go(f"/inventaris?jaar={year}")


async def _deployment_page(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    today = city_day(tx.now)
    plans = await deployment.latest(tx.conn, SHOWN)
    current = period_of(today)
    fixed = {plan.begins for plan in plans}
    return page(
        request,
        "deployment.html",
        status=status,
        form=form,
        plans=plans,
        last_months={plan.begins: _last_month(plan.begins) for plan in plans},
        choices=[(begins, _last_month(begins)) for begins in plannable(today)],
        missing=[begins for begins in (current, period_after(current)) if begins not in fixed],
        key=form.value("sleutel") or new_key(),
    )


def _last_month(begins: date) -> date:
    return date(begins.year, begins.month + 1, 1)


async def _inventory_page(
    request: Request, tx: Transaction, year: int, form: Form[Any], *, status: int = 200
) -> Response:
    return page(
        request,
        "inventory.html",
        status=status,
        year=year,
        lines=await inventory.lines(tx.conn, year),
        publication=await inventory.publication(tx.conn, year),
        form=form,
        key=form.value("sleutel") or new_key(),
        publish_key=new_key(),
        labels=labels,
        branches=offered_branches(city_day(tx.now), *form.chosen("vorm")),
        screens=screens,
    )
