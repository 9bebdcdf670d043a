"""Pages on which counts leave: what would leave of a half-year or of the parket, and the step."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.arrests import labels, record
from databank.arrests.pages.register import half_of
from databank.arrests.release import counts_of, counts_of_parket, release_half, release_parket
from databank.arrests.rules.measures import FactGroup
from databank.arrests.rules.parket import Agreement, ParketKind
from databank.arrests.rules.protection import THRESHOLD
from databank.arrests.store import parket, releases
from databank.arrests.store.parket import ParketCount
from databank.roles import Leader
from databank.screens import labels as screens
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/aanhoudingen", include_in_schema=False)

PARKET = "/aanhoudingen/parket"
Year = Annotated[int, Field(ge=record.FIRST_YEAR, le=9998)]


class AgreementForm(KeyForm):
    reference: str = Field(alias="kenmerk", min_length=3, max_length=80)
    first_year: Year = Field(alias="eerste")
    last_year: Year = Field(alias="laatste")


class CountForm(KeyForm):
    year: Year = Field(alias="jaar")
    kind: ParketKind = Field(alias="soort")
    ground: FactGroup = Field(alias="feiten")
    number: int = Field(alias="aantal", ge=0, le=100_000)


@router.get("/vrijgeven/{period}")
async def get_release(request: Request, period: str, tx: Tx, officer: Leader) -> Response:
    half = half_of(period)
    left = {
        each.about
        for each in await releases.since(tx.conn, half.first)
        if (each.first_day, each.half) == (half.first, half.half)
    }
    return page(
        request,
        "release_counts.html",
        half=half,
        over=half.is_over(city_day(tx.now)),
        outgoing=[each for each in await counts_of(tx, half) if each.about not in left],
        threshold=THRESHOLD,
        key=new_key(),
        labels=labels,
        screens=screens,
    )


@router.post("/vrijgeven/{period}")
async def post_release(request: Request, period: str, tx: Tx, officer: Leader) -> Response:
    half, form = half_of(period), await read(request, KeyForm)
    if await is_first(tx, key_of(form)):
        await release_half(tx, officer, half)
        await tell(tx, request, _("De cijfers zijn vrijgegeven."))
    return go(f"/aanhoudingen?halfjaar={half.code}")


@router.get("/parket")
async def get_parket(request: Request, tx: Tx, officer: Leader) -> Response:
    return await _parket_page(request, tx, Form())


@router.post("/parket/akkoord")
async def post_agreement(request: Request, tx: Tx, officer: Leader) -> Response:
    form = await read(request, AgreementForm)
    if form.model is None:
        form.errors = {
            name: mark("Geef het kenmerk van het akkoord.")
            if name == "kenmerk"
            else mark("Geef een jaar, zoals 2026.")
            for name in form.errors
        }
        return await _parket_page(request, tx, form, status=422)
    sent = form.model
    if await is_first(tx, sent.key):
        agreement = Agreement(uuid4(), sent.reference, sent.first_year, sent.last_year)
        try:
            await record.record_agreement(tx, officer, agreement)
        except RefusedError as refusal:
            form.errors["laatste"] = refusal.reason
            form.values.pop("sleutel")  # used by what was refused
            return await _parket_page(request, tx, form, status=422)
        await tell(tx, request, _("Het akkoord is bewaard."))
    return go(PARKET)


@router.post("/parket/cijfer")
async def post_count(request: Request, tx: Tx, officer: Leader) -> Response:
    """One count of a year; a count of the same kind and facts takes the place of the last."""
    form = await read(request, CountForm)
    if form.model is None:
        form.errors = {
            name: mark("Maak een keuze.")
            if name in ("soort", "feiten")
            else mark("Geef een getal.")
            for name in form.errors
        }
        return await _parket_page(request, tx, form, status=422)
    sent = form.model
    if await is_first(tx, sent.key):
        others = [
            each
            for each in await parket.of_year(tx.conn, sent.year)
            if (each.kind, each.ground) != (sent.kind, sent.ground)
        ]
        own = [ParketCount(sent.kind, sent.ground, sent.number)] if sent.number else []
        try:
            await record.record_parket_counts(tx, officer, sent.year, [*others, *own])
        except RefusedError as refusal:
            form.errors["jaar"] = refusal.reason
            form.values.pop("sleutel")  # used by what was refused
            return await _parket_page(request, tx, form, status=422)
        await tell(tx, request, _("Het cijfer is bewaard."))
    return go(PARKET)


@router.post("/parket/vrijgeven/{year}")
async def post_parket(request: Request, year: int, tx: Tx, officer: Leader) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await release_parket(tx, officer, year)
        await tell(tx, request, _("De cijfers zijn vrijgegeven."))
    return go(PARKET)


async def _parket_page(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    years = await parket.years(tx.conn)
    left = {
        each.first_day.year
        for each in await releases.since(tx.conn, record.FIRST_DAY)
        if each.half == 0
    }
    return page(
        request,
        "parket.html",
        status=status,
        form=form,
        new_key=new_key,
        agreements=await parket.agreements(tx.conn),
        sets=[
            (
                year,
                year in left,
                await parket.of_year(tx.conn, year),
                await counts_of_parket(tx, year),
            )
            for year in years
        ],
        labels=labels,
        screens=screens,
    )
